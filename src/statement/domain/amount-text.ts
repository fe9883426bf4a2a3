/** Minor units as people and programs read them: as many decimals as ISO 4217 gives the currency, and never a float in between. */
import { minorDigits } from '../../kernel/money.js';

/** "-1234.50", for programs: a point, no blanks, no separators. */
export function plainAmount(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const [whole, part] = [text.slice(0, text.length - digits), text.slice(text.length - digits)];
  return `${minor < 0 ? '-' : ''}${whole}${digits > 0 ? `.${part}` : ''}`;
}

/** "-1,234.50": in both languages, as it is written where they live together. */
export function printedAmount(minor: number, currency: string): string {
  const [whole = '', part] = plainAmount(minor, currency).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}
