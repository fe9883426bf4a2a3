/** Digits that belong together, whether written, spelled out or disguised; what is counted, measured, dated or paid is left out. */
import { afterQuantity } from './quantities.js';
import type { Reading } from './reading.js';

interface Group {
  readonly digits: string;
  /** In words. */
  readonly spelled: boolean;
  /** The marks before it within the run, without spaces. */
  readonly before: string;
}

export interface NumberRun {
  /** The first token, and the one behind the last. */
  readonly from: number;
  readonly until: number;
  readonly groups: readonly Group[];
  readonly digits: string;
  /** Letters that the first group begins with, in lower case: those of an A-number or a receipt. */
  readonly prefix: string;
}

interface Read {
  readonly digits: string;
  readonly spelled: boolean;
  readonly prefix: string;
  readonly until: number;
}

/** Digits of one run; a longer one is cut, so that looking at it stays cheap. */
const MOST_GROUPS = 24;
const MOST_BETWEEN = 4;
const LOOKS_LIKE_DIGIT: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1', z: '2', s: '5', b: '8', q: '9' };
const LOOKS_LIKE_LETTER: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b' };
const MOST_LETTERS = 40;

export function numberRuns(reading: Reading): NumberRun[] {
  const runs: NumberRun[] = [];
  let index = 0;
  while (index < reading.length) {
    const skipped = afterQuantity(reading, index);
    if (skipped !== null) {
      index = skipped;
      continue;
    }
    const first = readNumber(reading, index, false);
    if (!first) {
      index += 1;
      continue;
    }
    const run = runFrom(reading, index, first);
    runs.push(run);
    index = run.until;
  }
  return runs;
}

function runFrom(reading: Reading, from: number, first: Read): NumberRun {
  const groups: Group[] = [{ digits: first.digits, spelled: first.spelled, before: '' }];
  let until = first.until;
  while (groups.length < MOST_GROUPS) {
    const between = afterBetween(reading, until);
    if (between === null || isQuantityAfter(reading, between.next, groups)) break;
    const read = readNumber(reading, between.next, true);
    if (read?.prefix !== '') break;
    groups.push({ digits: read.digits, spelled: read.spelled, before: between.marks });
    until = read.until;
  }
  return { from, until, groups, digits: groups.map(({ digits }) => digits).join(''), prefix: first.prefix };
}

/** "212-555-0142 in the evening": four digits after six others are no inches. */
function isQuantityAfter(reading: Reading, index: number, groups: readonly Group[]): boolean {
  const before = groups.reduce((sum, { digits }) => sum + digits.length, 0);
  if (before >= 6 && /^[0-9]{4}$/.test(reading.at(index).text)) return false;
  return afterQuantity(reading, index) !== null;
}

/** Over what people put between digits: marks, "dash", "then". Not over the marks of an amount. */
function afterBetween(reading: Reading, index: number): { next: number; marks: string } | null {
  let next = index;
  let marks = '';
  while (next < reading.length && next - index < MOST_BETWEEN) {
    const { kind, text } = reading.at(next);
    if (kind === 'mark' && !/[%$€£¢]/.test(text)) marks += text;
    else if (!reading.is('fillers', next)) break;
    next += 1;
  }
  return next < reading.length ? { next, marks } : null;
}

/** `within`: other digits stand before, so that a lone "o" is one too. */
function readNumber(reading: Reading, index: number, within: boolean): Read | null {
  const { kind, text } = reading.at(index);
  const until = index + 1;
  if (kind === 'digits') return { digits: text, spelled: false, prefix: '', until };
  if (kind === 'mixed') return readMixed(reading, text, until);
  if (kind !== 'word') return null;
  const times = reading.words.repeats.get(text);
  if (times !== undefined) {
    // Nothing is repeated twice over.
    const repeated = reading.words.repeats.has(reading.at(until).text) ? null : readNumber(reading, until, true);
    if (repeated?.digits.length !== 1) return null;
    return { ...repeated, digits: repeated.digits.repeat(times), spelled: true };
  }
  if (within && text.length === 1 && LOOKS_LIKE_DIGIT[text]) {
    return { digits: LOOKS_LIKE_DIGIT[text], spelled: false, prefix: '', until };
  }
  return readSpelled(reading, index) ?? readRunTogether(reading, text, until);
}

/** "five", "fifty five", "cincuenta y cinco", "quinientos doce". */
function readSpelled(reading: Reading, index: number): Read | null {
  const { numbers, tens, hundreds } = reading.words;
  const spelled = (digits: string, until: number): Read => ({ digits, spelled: true, prefix: '', until });
  const { text } = reading.at(index);
  const hundred = hundreds.get(text);
  if (hundred !== undefined) {
    const rest = hundreds.has(reading.at(index + 1).text) ? null : readSpelled(reading, index + 1);
    return rest && rest.digits.length <= 2
      ? spelled(hundred + rest.digits.padStart(2, '0'), rest.until)
      : spelled(`${hundred}00`, index + 1);
  }
  const ten = tens.get(text);
  if (ten !== undefined) {
    const unitAt = reading.is('and', index + 1) || reading.isMark(index + 1, '-') ? index + 2 : index + 1;
    const unit = numbers.get(reading.at(unitAt).text);
    if (unit?.length === 1 && unit !== '0') return spelled(ten + unit, unitAt + 1);
    return spelled(`${ten}0`, index + 1);
  }
  const digits = numbers.get(text);
  return digits === undefined ? null : spelled(digits, index + 1);
}

/** "fivefivefive", "3four7": at least three digits, since shorter ones begin other words. */
function readRunTogether(reading: Reading, text: string, until: number): Read | null {
  if (text.length < 5 || text.length > MOST_LETTERS) return null;
  let digits = '';
  let at = 0;
  while (at < text.length) {
    const digit = (length: number) => reading.words.numbers.get(text.slice(at, at + length));
    const size = /[0-9]/.test(text.charAt(at)) ? 1 : [6, 5, 4, 3, 2].find((length) => digit(length)?.length === 1);
    if (size === undefined) return null;
    digits += digit(size) ?? text.charAt(at);
    at += size;
  }
  return digits.length >= 3 ? { digits, spelled: true, prefix: '', until } : null;
}

/** "5O5", "f1ve", "IOE0912345678". */
function readMixed(reading: Reading, text: string, until: number): Read | null {
  if (text.length > MOST_LETTERS) return null;
  const [, prefix, rest] = /^([a-z]{1,3})([0-9]{2,})$/.exec(text) ?? [];
  if (prefix !== undefined && rest !== undefined && [...prefix].some((letter) => !LOOKS_LIKE_DIGIT[letter])) {
    return { digits: rest, spelled: false, prefix, until };
  }
  const letters = [...text].map((character) => LOOKS_LIKE_LETTER[character] ?? character).join('');
  const word = reading.words.numbers.get(letters) ?? reading.words.numbers.get(letters.replaceAll('0', 'o'));
  if (word?.length === 1) return { digits: word, spelled: true, prefix: '', until };
  const digits = [...text].map((character) => LOOKS_LIKE_DIGIT[character] ?? character).join('');
  if (!/^[0-9]+$/.test(digits)) return readRunTogether(reading, text, until);
  return { digits, spelled: false, prefix: prefix === 'a' ? 'a' : '', until };
}
