/** A PIN is six to twelve digits that nobody tries first: the phone is lost after five wrong ones, so those five must not be enough. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

/** NIST SP 800-63B asks for six digits at least where attempts are limited. */
const DIGITS = /^[0-9]{6,12}$/;
/** Wrong PINs in a row after which the phone is signed out. */
export const MOST_WRONG_PINS = 5;

/** As it was typed, in whatever script's digits and with spaces. Refuses with PIN_UNFIT. */
export function choosePin(typed: string): Decision<string> {
  const pin = readPin(typed);
  return DIGITS.test(pin) && !isFirstGuess(pin) ? accept(pin) : refuse('PIN_UNFIT', ['pin']);
}

/** What `choosePin` made of the same fingers; anything else is merely a wrong PIN. */
export function readPin(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/[\s-]/g, '');
}

/** One digit over and over, a pattern of two to four that repeats, or digits that count up or down. */
function isFirstGuess(pin: string): boolean {
  const repeats = [1, 2, 3, 4].some((length) => length * 2 <= pin.length && pin.startsWith(pin.slice(length)));
  return repeats || countsBy(pin, 1) || countsBy(pin, -1);
}

/** Round the clock: 890123 counts up as well. */
function countsBy(pin: string, step: number): boolean {
  return [...pin].every((digit, at) => at === 0 || (Number(pin[at - 1]) + step + 10) % 10 === Number(digit));
}
