/** Streets, by name or number, and where two of them meet. */
import type { Reading } from './reading.js';

const MOST_NAME = 4;
const ORDINAL = /^[0-9]{1,3}(st|nd|rd|th|a|o|er|ra|ro|da|do|ta|to)$/;

/** Whether something begins at the token that names a street. */
export function isStreet(reading: Reading, index: number): boolean {
  return LOOKS.some((look) => look(reading, index));
}

const LOOKS = [isNumberedStreet, isNamedStreet, isStreetFirst, isDistrict, isCorner, isCrossing];

function isOrdinal(reading: Reading, index: number): boolean {
  const { kind, text } = reading.at(index);
  return kind === 'mixed' && ORDINAL.test(text);
}

/** "123 Main St", "4500 N Western Avenue", "45B oak street". */
function isNumberedStreet(reading: Reading, index: number): boolean {
  const { kind, text } = reading.at(index);
  const isHouse =
    (kind === 'digits' && text.length <= 6) ||
    (kind === 'mixed' && /^[0-9]{1,5}[a-z]$/.test(text) && !reading.words.is('units', text.replace(/^[0-9]+/, ''))) ||
    (kind === 'word' && isSpelledHouse(reading, index));
  if (!isHouse || reading.isMark(index - 1, '$')) return false;
  let at = index + 1;
  if (reading.isMark(at, '-') && reading.at(at + 1).kind === 'digits') at += 2;
  while (reading.is('directions', at) || (reading.isMark(at, '.') && reading.is('directions', at - 1))) at += 1;
  let named = 0;
  let capitals = 0;
  for (; named < MOST_NAME; at += 1, named += 1) {
    if (named > 0 && reading.is('streetTypes', at)) return true;
    if (named > 0 && reading.is('weakStreetTypes', at)) return isEndOfStreet(reading, at, capitals === named, text);
    const token = reading.at(at);
    if (token.kind !== 'word' && !isOrdinal(reading, at)) return false;
    if (reading.is('stop', at) || reading.is('units', at) || reading.is('rooms', at)) return false;
    if (token.capital || token.upper || isOrdinal(reading, at)) capitals += 1;
    if (reading.isMark(at + 1, '.', "'") && !reading.at(at + 1).gap) at += 1;
  }
  return false;
}

/** "Dr", "Ct", "Way" after names in capitals; without those only at the end of what is said. */
function isEndOfStreet(reading: Reading, at: number, isCapital: boolean, house: string): boolean {
  if (isCapital) return house.length >= 2 || reading.at(at).capital;
  const next = reading.at(at + 1);
  const ends = next.text === '' || next.kind === 'mark' || next.kind === 'digits' || reading.is('apartments', at + 1);
  return house.length >= 2 && ends;
}

/** "one twenty three Main Street": two numbers in words. */
function isSpelledHouse(reading: Reading, index: number): boolean {
  return isNumberInWords(reading, index) && isNumberInWords(reading, index - 1);
}

function isNumberInWords(reading: Reading, index: number): boolean {
  const { text } = reading.at(index);
  return reading.words.numbers.has(text) || reading.words.tens.has(text) || reading.words.hundreds.has(text);
}

/** "on Maple Street", "near the Church Avenue station", "off 42nd St". */
function isNamedStreet(reading: Reading, index: number): boolean {
  if (!reading.is('on', index)) return false;
  let at = index + 1;
  while (at < index + 3 && (reading.is('directions', at) || reading.is('stop', at))) at += 1;
  for (let named = 0; named <= 3; named += 1, at += 1) {
    if (named > 0 && reading.is('streetTypes', at)) return true;
    const { capital, kind } = reading.at(at);
    if (!(capital && kind === 'word') && !isOrdinal(reading, at)) return false;
  }
  return false;
}

/** "calle 45 #12-30", "avenida Juárez", "av. 5 de mayo 123", "calle olmo número ochenta". */
function isStreetFirst(reading: Reading, index: number): boolean {
  if (!reading.is('streetsFirst', index)) return false;
  const next = reading.pastMarks(index + 1, 1);
  if (reading.isMark(next, '#') || reading.isMark(next - 1, '#')) return true;
  const { kind, capital } = reading.at(next);
  if (kind === 'word' && capital) return true;
  for (let at = next; at < next + 5; at += 1) {
    const its = reading.at(at);
    if (at > next && reading.is('caseLabels', at) && isNumberInWords(reading, at + 1)) return true;
    if (reading.is('units', at) || (its.kind === 'mark' && its.text !== '#' && its.text !== '.')) return false;
    if (its.kind === 'digits' || (its.kind === 'mixed' && /^[0-9]+[a-z]$/.test(its.text))) {
      return !reading.is('units', at + 1) && (at === next || !reading.is('stop', next) || reading.is('stop', next + 1));
    }
  }
  return false;
}

/** "colonia Roma". */
function isDistrict(reading: Reading, index: number): boolean {
  return reading.is('districts', index) && reading.at(reading.pastMarks(index + 1, 1)).capital;
}

/** "corner of 5th and Main", "esquina con Hidalgo". */
function isCorner(reading: Reading, index: number): boolean {
  const end = reading.afterPhrase('corners', index);
  if (end === null) return false;
  const at = reading.is('streetsFirst', end) ? end + 1 : reading.is('stop', end) ? end + 1 : end;
  const { capital, kind } = reading.at(at);
  return (capital && kind === 'word') || kind === 'digits' || isOrdinal(reading, at) || reading.is('streetsFirst', end);
}

/** "5th and Main", "5th & 42nd", "between 3rd and 4th", "entre la 26 y Pulaski". */
function isCrossing(reading: Reading, index: number): boolean {
  const isAnd = reading.is('and', index + 1) || reading.isMark(index + 1, '&', '/');
  if (!isAnd) return false;
  const [first, second] = [reading.at(index), reading.at(index + 2)];
  const isBetween = reading.is('between', index - 1) && first.capital && second.capital;
  if (isBetween && (reading.is('streetTypes', index + 3) || reading.is('weakStreetTypes', index + 3))) return true;
  if (isNumberedCrossing(reading, index)) return true;
  const isStreet =
    isOrdinal(reading, index) && (isOrdinal(reading, index + 2) || (second.capital && second.kind === 'word'));
  return isStreet && !reading.is('ordinalThings', index + 3) && !reading.is('ordinalThings', index + 2);
}

/** Of two things that are said to be on either side, a number and a name are streets: prices, hours and ages have no names. */
function isNumberedCrossing(reading: Reading, index: number): boolean {
  const isBetween =
    reading.is('between', index - 1) || (reading.is('stop', index - 1) && reading.is('between', index - 2));
  if (!isBetween || (reading.at(index).kind !== 'digits' && !isOrdinal(reading, index))) return false;
  const other = reading.is('stop', index + 2) ? index + 3 : index + 2;
  const { kind, capital } = reading.at(other);
  return kind === 'word' && capital && !reading.is('notNames', other);
}
