/** Numbers that lead to nobody: what is counted, measured, labelled or paid, and dates and times. */
import type { Reading } from './reading.js';

const UNIT_WRITTEN_ON = /^([0-9]+)([a-z]+)$/;

/** The index behind a number that counts or measures something, is paid, or is a time or a date; null when none begins here. */
export function afterQuantity(reading: Reading, index: number): number | null {
  const { kind, text } = reading.at(index);
  if (kind === 'mixed') {
    const [, , unit] = UNIT_WRITTEN_ON.exec(text) ?? [];
    return unit !== undefined && reading.words.is('units', unit) ? index + 1 : null;
  }
  if (kind !== 'digits') return null;
  const date = afterDate(reading, index);
  if (date !== null) return date;
  const until = afterAmount(reading, index);
  const isShort = until - index > 1 || (text.length <= 5 && !/^0[0-9]/.test(text));
  if (reading.is('currencies', index - 1) || reading.isMark(index - 1, '$', '€', '£')) return until;
  if (reading.isMark(until, '%', '°') || reading.is('currencies', until)) return until;
  if (isShort && reading.is('units', until)) return until + 1;
  if (text.length <= 2 && (reading.is('labels', index - 1) || isMarkedLabel(reading, index))) return until;
  if (/^[0-9]{1,3}$/.test(text) && until - index > 2) return until;
  return null;
}

/** "size: 4", "talla #6". */
function isMarkedLabel(reading: Reading, index: number): boolean {
  return reading.isMark(index - 1, ':', '#') && reading.is('labels', index - 2);
}

/** Thousands ("1,200"), decimals ("1.5"), fractions ("1/2") and times ("10:30") are one number. */
function afterAmount(reading: Reading, index: number): number {
  let until = index + 1;
  const glued = (at: number) => !reading.at(at).gap && !reading.at(at + 1).gap && reading.at(at + 1).kind === 'digits';
  const size = (at: number) => reading.at(at).text.length;
  while (reading.isMark(until, ',') && glued(until) && size(until + 1) === 3 && size(index) <= 3) until += 2;
  if (until > index + 1) return until;
  const isSmall = size(index) <= 2 && size(index + 2) <= 2 && glued(index + 1);
  if (isSmall && reading.isMark(index + 1, '.', '/', ':') && !continues(reading, index + 3)) return index + 3;
  return until;
}

/** A number of so many parts is no fraction, time or date. */
function continues(reading: Reading, index: number): boolean {
  const { kind, gap } = reading.at(index);
  return kind === 'mark' && !gap && reading.at(index + 1).kind === 'digits' && !reading.at(index + 1).gap;
}

/** 11/22/2026, 22.11.26, 2026-11-22. */
export function afterDate(reading: Reading, index: number): number | null {
  const parts = [index, index + 2, index + 4].map((at) => reading.at(at));
  const mark = reading.at(index + 1);
  const isWhole =
    parts.every(({ kind }) => kind === 'digits') &&
    ['/', '-', '.'].includes(mark.text) &&
    reading.at(index + 3).text === mark.text &&
    !continues(reading, index + 5);
  if (!isWhole || [1, 2, 3, 4].some((offset) => reading.at(index + offset).gap)) return null;
  const [first = 0, second = 0, third = 0] = parts.map(({ text }) => Number(text));
  const [one, , three] = parts.map(({ text }) => text.length);
  const isDay = (value: number) => value >= 1 && value <= 31;
  const isYear = (value: number) => value >= 1900 && value <= 2100;
  if (one === 4 && isYear(first)) return isDay(second) && isDay(third) ? index + 5 : null;
  const ends = three === 4 ? isYear(third) : three === 2;
  return isDay(first) && isDay(second) && ends ? index + 5 : null;
}
