/** A PIN is six to twelve digits that nobody tries first: the phone is lost after five wrong ones, so those five must not be enough. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

/** NIST SP 800-63B asks for six digits at least where attempts are limited. */
const DIGITS = /^[0-9]{6,12}$/;
/** Wrong PINs in a row after which the phone is signed out. */
export const MOST_WRONG_PINS = 5;

/** What many take although no pattern below forbids it: lines and corners of the keypad, pairs, there and back again. From lists of leaked PINs. */
const WIDELY_USED: ReadonlySet<string> = new Set([
  ...['112233', '332211', '112211', '123321', '321123', '654456', '131211', '100200', '102030', '246810', '135790'],
  ...['147258', '147852', '147369', '258456', '369258', '456123', '741852', '789123', '789456', '852456', '963852'],
  ...['159357', '357159', '159753', '753159', '753951', '951753', '159951', '987321', '134679', '142536', '520131'],
]);

/** As it was typed, in whatever script's digits and with spaces. Refuses with PIN_UNFIT. */
export function choosePin(typed: string): Decision<string> {
  const pin = readPin(typed);
  return DIGITS.test(pin) && !isFirstGuess(pin) ? accept(pin) : refuse('PIN_UNFIT', ['pin']);
}

/** What `choosePin` made of the same fingers; anything else is merely a wrong PIN. */
export function readPin(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}\p{Pd}]/gu, '')
    .replaceAll(/\p{Nd}/gu, plainDigit);
}

/** Arabic, Persian and Bengali keyboards have digits of their own. Unicode keeps the ten of each script in a row. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value % 10);
}

/** One digit over and over, a pattern of two to four that repeats, digits that count up or down, or what many others took. */
function isFirstGuess(pin: string): boolean {
  const repeats = [1, 2, 3, 4].some((length) => length * 2 <= pin.length && pin.startsWith(pin.slice(length)));
  return repeats || countsBy(pin, 1) || countsBy(pin, -1) || WIDELY_USED.has(pin);
}

/** Round the clock: 890123 counts up as well. */
function countsBy(pin: string, step: number): boolean {
  return [...pin].every((digit, at) => at === 0 || (Number(pin[at - 1]) + step + 10) % 10 === Number(digit));
}
