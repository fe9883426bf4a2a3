/** A word that nobody else would ever write: wherever it turns up, it is what was hidden under that name. */
import { createHash } from 'node:crypto';

/** Letters alone, and the same for the same name: no screening of texts takes it for a number, a name or an address. */
export function canary(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 18);
  return `zq${[...digest].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('')}`;
}

/** The forms in which something stored in the clear would be found: as it is, in hexadecimal, and in base64 wherever it begins. */
export function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters mix in bits of what stands around it.
    return shifted.slice(offset === 0 ? 0 : offset + 1, -1);
  });
  return [
    text,
    bytes.toString('hex'),
    ...base64,
    ...base64.map((its) => its.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}
