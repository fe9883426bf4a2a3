/** Numbers that lead to a person: of phones, of immigration and courts, of cards and accounts. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import type { NumberRun } from './number-runs.js';
import type { Reading } from './reading.js';
import type { Finding } from './text-reason.js';

/** How far before or after a number a word says what it is. */
const NEAR = 6;

export function findNumbers(reading: Reading, runs: readonly NumberRun[]): Finding[] {
  return runs.flatMap((run) => kindOfNumber(reading, run) ?? []);
}

function kindOfNumber(reading: Reading, run: NumberRun): Finding | null {
  const { digits } = run;
  if (digits.length < 3) return null;
  const prefix = run.prefix || prefixBefore(reading, run.from);
  if (isReceipt(reading, prefix, digits)) return 'RECEIPT_NUMBER';
  if (isANumber(reading, run, prefix)) return 'A_NUMBER';
  if (isOfCase(reading, run.from)) return 'CASE_NUMBER';
  if (digits.length >= 4 && isAfter(reading, 'ids', run.from)) return 'ID_NUMBER';
  if (digits.length < 7 || isListOfSizes(run)) return null;
  if (isPhone(reading, run)) return 'PHONE';
  if (isSocialSecurity(run)) return 'ID_NUMBER';
  const isWhole = run.groups.length === 1 || digits.length >= 9;
  return isWhole && !isYears(run) ? 'ID_NUMBER' : null;
}

/** "A", "IOE", "I O E": the letters in front of the number, over marks. */
function prefixBefore(reading: Reading, from: number): string {
  let at = from - 1;
  while (at >= 0 && from - at <= 3 && reading.at(at).kind === 'mark') at -= 1;
  const { kind, text } = reading.at(at);
  if (kind !== 'word' || text.length > 3) return '';
  if (text.length > 1) return text;
  let letters = text;
  while (letters.length < 3 && reading.at(at - 1).kind === 'word' && reading.at(at - 1).text.length === 1) {
    at -= 1;
    letters = reading.at(at).text + letters;
  }
  return letters;
}

function isReceipt({ words }: Reading, prefix: string, digits: string): boolean {
  return words.is('receiptPrefixes', prefix) && digits.length >= 9 && digits.length <= 13;
}

function isANumber(reading: Reading, { from, digits }: NumberRun, prefix: string): boolean {
  if (digits.length < 7 || digits.length > 9) return false;
  return prefix === 'a' || isAfter(reading, 'aliens', from);
}

function isOfCase(reading: Reading, from: number): boolean {
  if (reading.anyOf('dockets', from - 4, from)) return true;
  for (let at = from - 4; at < from; at += 1) {
    if (reading.is('cases', at) && (reading.anyOf('caseLabels', at - 2, from) || reading.isMark(from - 1, '#', ':'))) {
      return true;
    }
  }
  // 23-CV-01234
  return reading.anyOf('courtMarks', from - 2, from) && reading.isMark(from - 1, '-') && !reading.at(from - 1).gap;
}

/** A number is named by several words as often as by one. */
function isAfter(reading: Reading, name: 'ids' | 'aliens', from: number): boolean {
  for (let at = Math.max(0, from - NEAR); at < from; at += 1) {
    const end = reading.afterPhrase(name, at);
    if (end !== null && end <= from) return true;
  }
  return false;
}

/** "2, 4, 6, 8, 10, 12, 14": nobody's number grows like that. */
function isListOfSizes({ groups }: NumberRun): boolean {
  if (groups.length < 4 || groups.some(({ digits, before }) => digits.length > 2 || /[-.()]/.test(before)))
    return false;
  const values = groups.map(({ digits }) => Number(digits));
  return values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0));
}

function isPhone(reading: Reading, run: NumberRun): boolean {
  const { digits, groups, from, until } = run;
  if (isSocialSecurity(run) && !isNamedPhone(reading, run)) return false;
  if (reading.isMark(from - 1, '+') && digits.length >= 8) return true;
  if (digits.length <= 15 && isNamedPhone(reading, run)) return true;
  if (groups.length >= 7 && groups.every((group) => group.spelled || group.digits.length === 1)) return true;
  if (/^1?[2-9][0-9]{2}[2-9][0-9]{6}$/.test(digits)) return !isYears(run);
  if (digits.length === 7) return isLocal(run);
  if (digits.length === 8 && isYears(run)) return false;
  if (digits.length === 8 && groups.length === 2 && groups[0]?.digits.length === 4) return true;
  const isInternational = /^(00|011)/.test(digits) && digits.length >= 11;
  return isInternational || (digits.length <= 13 && isKnownSomewhere(reading, digits) && until > from);
}

function isNamedPhone(reading: Reading, { from, until }: NumberRun): boolean {
  return reading.anyOf('phone', from - NEAR, from) || reading.anyOf('phone', until, until + 4);
}

/** 555-0142 */
function isLocal({ groups }: NumberRun): boolean {
  const [first, second] = groups;
  const isUsual = groups.length === 2 && first?.digits.length === 3 && second?.digits.length === 4;
  return (isUsual && Number(first.digits) >= 200) || groups.filter(({ spelled }) => spelled).length >= 3;
}

/** 2025-2026 */
function isYears({ groups }: NumberRun): boolean {
  return groups.every(({ digits }) => digits.length === 4 && /^(19|20)/.test(digits));
}

function isSocialSecurity({ groups }: NumberRun): boolean {
  const sizes = groups.map(({ digits }) => digits.length).join('-');
  return sizes === '3-2-4';
}

function isKnownSomewhere({ words }: Reading, digits: string): boolean {
  return words.all('countries').some((country) => {
    // The list names countries by ISO codes; of one that is none the number is simply not valid.
    const parsed = parsePhoneNumberFromString(digits, { defaultCountry: country as 'US', extract: false }, metadata);
    return parsed?.isValid() ?? false;
  });
}
