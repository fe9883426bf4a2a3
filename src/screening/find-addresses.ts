/** Where somebody lives or can be met: streets, flats and what opens them, what stands beside, postal codes, coordinates. */
import { isStreet } from './find-streets.js';
import type { Reading } from './reading.js';
import type { Finding } from './text-reason.js';

const PLUS_CODE = /^[23456789cfghjmpqrvwx]{4,8}$/;
const PLUS_CODE_END = /^[23456789cfghjmpqrvwx]{2,3}$/;
const CELL = /^8[0-9a-f]{14}$/;
/** How far behind "next to" a name still says what it is next to. */
const NEAR = 6;

export function findAddresses(reading: Reading): Finding[] {
  for (let index = 0; index < reading.length; index += 1) {
    if (LOOKS.some((look) => look(reading, index))) return ['ADDRESS'];
  }
  return isPair(reading) ? ['ADDRESS'] : [];
}

const LOOKS = [isStreet, isApartment, isBeside, isPostalCode, isGrid];

/** "apt 4B", "depto. 12", "room 214", "PO box 12", "gate code 4471". */
function isApartment(reading: Reading, index: number): boolean {
  const box = reading.afterPhrase('apartments', index);
  if (box === null) return false;
  let at = reading.pastMarks(box, 2);
  if (reading.is('caseLabels', at)) at = reading.pastMarks(at + 1, 2);
  const { kind, text } = reading.at(at);
  const isRoomName = kind === 'word' && text.length === 1 && !reading.is('stop', at);
  if (kind !== 'digits' && kind !== 'mixed' && !isRoomName) return false;
  return !reading.is('rooms', at + 1) && !isUnit(reading, at + 1) && !isMeasure(reading, text);
}

/** "lot 23 in the park": these are no inches. */
function isUnit(reading: Reading, index: number): boolean {
  return reading.is('units', index) && !reading.is('stop', index);
}

/** "12oz", "5x8". */
function isMeasure({ words }: Reading, text: string): boolean {
  if (/^[0-9]+x[0-9]+$/.test(text)) return true;
  return /^[0-9]+[a-z]{2,}$/.test(text) && words.is('units', text.replace(/^[0-9]+/, ''));
}

/** "we live behind the church", "la casa amarilla junto a la iglesia", "next to the Lincoln school". */
function isBeside(reading: Reading, index: number): boolean {
  const end = reading.afterPhrase('besides', index);
  if (end === null) return false;
  let at = end;
  while (at < end + 3 && reading.is('stop', at)) at += 1;
  if (reading.at(at).kind !== 'word' && reading.at(at).kind !== 'mixed') return false;
  if (reading.anyOf('lives', index - 3, index) && !reading.is('stop', at)) return true;
  for (; at < end + NEAR && reading.at(at).kind === 'word'; at += 1) {
    if (reading.at(at).capital && !reading.is('notNames', at)) return true;
  }
  return false;
}

/** "zip 11226", "NY 11226". */
function isPostalCode(reading: Reading, index: number): boolean {
  const { kind, text } = reading.at(index);
  if (kind !== 'digits' || text.length !== 5) return false;
  for (let at = Math.max(0, index - 4); at < index; at += 1) {
    const end = reading.afterPhrase('zip', at);
    if (end !== null && end <= index) return true;
  }
  const at = reading.isMark(index - 1, ',') ? index - 2 : index - 1;
  return reading.is('states', at) && reading.at(at).upper;
}

/** Codes of places: 87G8M2X2+QV, 862a1072fffffff, ///three.plain.words. */
function isGrid(reading: Reading, index: number): boolean {
  const { kind, text } = reading.at(index);
  if (kind === 'mixed' && CELL.test(text)) return true;
  if (reading.isMark(index, '/') && reading.isMark(index + 1, '/') && reading.isMark(index + 2, '/')) {
    return [index + 4, index + 6].every((at) => reading.isMark(at, '.') && !reading.at(at + 1).gap);
  }
  const isPlus = reading.isMark(index + 1, '+') && !reading.at(index + 1).gap && !reading.at(index + 2).gap;
  if (!isPlus || !PLUS_CODE.test(text)) return false;
  const end = reading.at(index + 2).text;
  return PLUS_CODE_END.test(end) && /[0-9]/.test(text + end) && /[a-z]/.test(text + end);
}

/** Two numbers with three decimals or more, near each other. */
function isPair(reading: Reading): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < reading.length; index += 1) {
    const isExact =
      reading.at(index).kind === 'digits' &&
      reading.isMark(index + 1, '.') &&
      !reading.at(index + 1).gap &&
      !reading.at(index + 2).gap &&
      /^[0-9]{3,}$/.test(reading.at(index + 2).text) &&
      Number(reading.at(index).text) <= 180;
    if (!isExact) continue;
    if (index - before <= 12) return true;
    before = index;
  }
  return false;
}
