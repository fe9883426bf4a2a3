/** Money is an integer of minor units with its ISO 4217 currency: never a fraction, never converted. */
import { accept, type Decision, refuse } from './decision.js';
import { decideQuantity, type QuantityRange } from './quantity.js';

export interface Money {
  /** Minor units: cents of a dollar, yen, fils of a dinar. */
  readonly minor: number;
  readonly currency: string;
}

/** Units of account, in which nobody pays a bill. */
const NOT_PAYABLE = new Set(['XDR', 'XSU']);
const CURRENCIES = new Set(Intl.supportedValuesOf('currency').filter((code) => !NOT_PAYABLE.has(code)));

/** Where Intl follows everyday cash (CLDR) and ISO 4217 has more digits; https://www.iso.org/iso-4217-currency-codes.html */
const ISO_DIGITS: Readonly<Record<string, number>> = {
  IQD: 3,
  ...Object.fromEntries(
    'AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK PKR RSD SLL SOS SYP YER'.split(' ').map((code) => [code, 2]),
  ),
};

export function decideCurrency(code: string, path: readonly string[]): Decision<string> {
  const upper = code.toUpperCase();
  return CURRENCIES.has(upper) ? accept(upper) : refuse('CURRENCY_UNKNOWN', path);
}

/** Decimal digits of the minor unit by ISO 4217: USD 2, JPY 0, KWD 3. The currency has passed `decideCurrency`. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return ISO_DIGITS[currency] ?? format.resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * From one to `most` major units. Currencies without minor units have a small major one (a yen is worth about a cent), so theirs
 * count as if they had two digits: 100 to 100 × `most`. The bound guards against slips, it is not a policy on who may ask for how much.
 */
export function amountRange(currency: string, most: number): QuantityRange {
  const scale = 10 ** Math.max(2, minorDigits(currency));
  return { min: scale, max: most * scale };
}

export function decideMoney(money: Money, most: number, path: readonly string[]): Decision<Money> {
  const currency = decideCurrency(money.currency, [...path, 'currency']);
  if (!currency.accepted) return currency;
  const minor = decideQuantity(money.minor, amountRange(currency.value, most), [...path, 'minor']);
  return minor.accepted ? accept({ minor: minor.value, currency: currency.value }) : minor;
}
