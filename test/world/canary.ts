/** A word that nobody else would ever write: wherever it turns up, it is what was hidden under that name. */
import { createHash } from 'node:crypto';

/** How every one begins: a search for this finds any of them. */
export const CANARY_STEM = 'zqvelorimu';

/** Letters alone, and the same for the same name: no screening of texts takes it for a number, a name or an address. */
export function canary(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return CANARY_STEM + [...digest].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('');
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

/** Those, and whatever else a program, a database or a mail system writes text as. */
export function allFormsOf(text: string): ReadonlyMap<string, Buffer> {
  const codes = [...text].map((letter) => letter.codePointAt(0)?.toString(16) ?? '');
  const everyLetter = (write: (code: string) => string) => codes.map(write).join('');
  const [plain = '', hex = '', ...base64] = formsOf(text);
  const written: Record<string, string> = {
    plain,
    'in capitals': text.toUpperCase(),
    backwards: [...text].reverse().join(''),
    hexadecimal: hex,
    'hexadecimal in capitals': hex.toUpperCase(),
    'hexadecimal of hexadecimal': Buffer.from(hex).toString('hex'),
    'for a URL': everyLetter((code) => `%${code}`),
    'for a URL in capitals': everyLetter((code) => `%${code.toUpperCase()}`),
    'escaped in JSON': everyLetter((code) => `\\u${code.padStart(4, '0')}`),
    'quoted-printable': everyLetter((code) => `=${code.toUpperCase()}`),
    ...Object.fromEntries(base64.map((its, at) => [`base64 ${at}`, its])),
    // Whatever of base64 came into a column of bytes is shown in hexadecimal.
    ...Object.fromEntries(base64.map((its, at) => [`hexadecimal of base64 ${at}`, Buffer.from(its).toString('hex')])),
  };
  const forms = new Map(Object.entries(written).map(([form, its]) => [form, Buffer.from(its, 'utf8')]));
  // Without its last byte: so it is found in either order of bytes.
  return forms.set('UTF-16', Buffer.from(text, 'utf16le').subarray(0, -1));
}

/** What lies in there, and in which form: one line for each. Any canary in every form, other words in those that programs store text in. */
export class CanarySearch {
  private readonly forms: readonly { readonly name: string; readonly bytes: Buffer }[];

  constructor(words: Readonly<Record<string, string>> = {}) {
    this.forms = [
      ...[...allFormsOf(CANARY_STEM)].map(([form, bytes]) => ({ name: `a canary, ${form}`, bytes })),
      ...Object.entries(words).flatMap(([name, word]) =>
        formsOf(word).map((form) => ({ name, bytes: Buffer.from(form, 'utf8') })),
      ),
    ];
  }

  in(where: string, written: string | Buffer, allowed: readonly string[] = []): string[] {
    const bytes = typeof written === 'string' ? Buffer.from(written, 'utf8') : written;
    return this.forms.flatMap((form) => {
      for (let at = bytes.indexOf(form.bytes); at >= 0; at = bytes.indexOf(form.bytes, at + 1)) {
        if (allowed.some((its) => bytes.toString('utf8', at, at + its.length) === its)) continue;
        const around = bytes.toString('latin1', Math.max(0, at - 60), at + form.bytes.length + 60);
        return [`${form.name} in ${where}: ${around.replace(/[^ -~]+/g, '.')}`];
      }
      return [];
    });
  }
}
