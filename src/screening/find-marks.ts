/** What else points at somebody: plates of cars, dates of birth, and words that are held whatever stands around them. */
import { afterDate } from './quantities.js';
import type { Reading } from './reading.js';
import { Finding } from './text-reason.js';

const PLATE = /^(?=[a-z0-9]*[0-9]{2})(?=[a-z0-9]*[a-z])[a-z0-9]{5,8}$/;

export function findMarks(reading: Reading): Finding[] {
  const found = new Set<Finding>();
  const hasVehicle = reading.anyOf('vehicles', 0, reading.length);
  for (let index = 0; index < reading.length; index += 1) {
    if (isPlate(reading, index, hasVehicle)) found.add('LICENSE_PLATE');
    if (isBirth(reading, index)) found.add('BIRTH_DATE');
    if (isIdOfLetters(reading, index)) found.add('ID_NUMBER');
    const held = reading.afterOneOf(reading.words.phrases.get(reading.at(index).text), index)?.phrase.finding;
    if (held) found.add(asFinding(held));
  }
  return [...found];
}

/** An operator's list may hold words for a reason that we have none for. */
function asFinding(name: string): Finding {
  return Object.values(Finding).find((finding) => finding === name) ?? 'LOCAL_WORD';
}

/** After "license plate", or in capitals where a car is spoken of. */
function isPlate(reading: Reading, index: number, hasVehicle: boolean): boolean {
  const end = reading.afterPhrase('plates', index);
  const isLoose = reading.is('loosePlates', index);
  if (end !== null || isLoose) {
    const from = end ?? index + 1;
    for (let at = from; at < from + 4; at += 1) if (hasPlate(reading, at, isLoose)) return true;
  }
  return hasVehicle && hasPlate(reading, index, true) && reading.at(index).upper;
}

/** ABC1234, ABC-1234, 7ABC123, "abc 123". `strict`: a word and a number are one only in capitals or joined. */
function hasPlate(reading: Reading, index: number, strict: boolean): boolean {
  const { kind, text, upper } = reading.at(index);
  if (kind === 'mixed') return PLATE.test(text) && !/^[0-9]+(st|nd|rd|th|lb|kg|ml|oz|mg)s?$/.test(text);
  if (kind !== 'word' || text.length > 4) return false;
  const at = reading.isMark(index + 1, '-', '·') ? index + 2 : index + 1;
  const isNumber = reading.at(at).kind === 'digits' && /^[0-9]{2,4}$/.test(reading.at(at).text);
  const isSeen = strict ? upper && text.length >= 2 && !reading.is('states', index) : !reading.is('stop', index);
  return isNumber && isSeen && !reading.is('units', at + 1);
}

/** "born on 3/14/1990", "dob: March 3", "my birthday is 14 de marzo". */
function isBirth(reading: Reading, index: number): boolean {
  const end = reading.afterPhrase('birth', index);
  if (end !== null) return hasDate(reading, end, end + 6);
  const said = reading.afterPhrase('birthday', index);
  if (said === null) return false;
  return (reading.is('is', said) || reading.isMark(said, ':')) && hasDate(reading, said + 1, said + 5);
}

/** Numbers that have letters in them: "passport no. G1234567K". */
function isIdOfLetters(reading: Reading, index: number): boolean {
  const end = reading.afterPhrase('ids', index);
  if (end === null) return false;
  for (let at = end; at < end + 4; at += 1) {
    const { kind, text } = reading.at(at);
    if (kind === 'mixed' && text.length >= 6 && text.replace(/[^0-9]/g, '').length >= 4) return true;
  }
  return false;
}

function hasDate(reading: Reading, from: number, until: number): boolean {
  for (let at = from; at < until; at += 1) {
    if (reading.at(at).kind === 'digits' && afterDate(reading, at) !== null) return true;
    if (!reading.is('months', at)) continue;
    const isDay = (near: number) => /^[0-9]{1,4}(st|nd|rd|th)?$/.test(reading.at(near).text);
    if (isDay(at + 1) || isDay(at - 1) || (reading.is('stop', at - 1) && isDay(at - 2))) return true;
  }
  return false;
}
