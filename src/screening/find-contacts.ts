/** Ways to reach somebody: mail, web pages, and whatever looks like the name that somebody has there. */
import type { Reading } from './reading.js';
import type { Finding } from './text-reason.js';

const MOST_PARTS = 6;
const BRACKETS = ['(', '[', '{', '<', ')', ']', '}', '>'];

export function findContacts(reading: Reading): Finding[] {
  const found = new Set<Finding>();
  for (let index = 0; index < reading.length; index += 1) {
    const end = afterMail(reading, index);
    if (end !== null) {
      found.add('EMAIL');
      index = end - 1;
    }
    if (isNameAtHost(reading, index)) found.add('EMAIL');
    if (end === null && NAMES.some((isName) => isName(reading, index))) found.add('HANDLE');
    if (isWebAddress(reading, index)) found.add('WEB_ADDRESS');
  }
  return [...found];
}

const NAMES = [isAtName, isNameOnline, isCashTag, isJoinedName];

/** "at", "(at)", "(a)", "arroba" or @ between somebody and a place where people have mail. */
function afterMail(reading: Reading, index: number): number | null {
  const isBracketed = reading.isMark(index - 1, ...BRACKETS) && reading.isMark(index + 1, ...BRACKETS);
  const isSign = reading.isMark(index, '@') || (isBracketed && reading.at(index).text === 'a');
  if (!isSign && !reading.is('at', index)) return null;
  const next = reading.pastMarks(index + 1, isSign && !isBracketed ? 0 : 2);
  if (!isPart(reading, next) || reading.at(next).text === 'www') return null;
  const end = index > 0 ? domainAfter(reading, next, !isSign && !isBracketed) : null;
  return end ?? (isMailHost(reading, next) ? next + 1 : null);
}

function isPart(reading: Reading, index: number): boolean {
  const { kind } = reading.at(index);
  return kind === 'word' || kind === 'mixed' || kind === 'digits';
}

/** "gmail", and what passes for it: "gma1l". */
function isMailHost(reading: Reading, index: number): boolean {
  const { words } = reading;
  const { kind, text } = reading.at(index);
  if (kind !== 'word' && kind !== 'mixed') return false;
  const plain = text.replaceAll('1', 'i').replaceAll('0', 'o');
  return (
    words.is('mailHosts', text) || words.is('mailHosts', plain) || words.is('mailHosts', text.replaceAll('1', 'l'))
  );
}

/** What is no word, soon after a place where people have a name. */
function hasOddName(reading: Reading, from: number, until: number): boolean {
  for (let at = from; at < until; at += 1) {
    const isJoined = reading.at(at).kind === 'word' && reading.isMark(at + 1, '_') && !reading.at(at + 1).gap;
    if (isJoined || isOddName(reading, at)) return true;
  }
  return false;
}

/** "gmail: lupita22", "lupita22 en hotmail": the place where the mail is, and a name beside it, without @. */
function isNameAtHost(reading: Reading, index: number): boolean {
  if (!isMailHost(reading, index)) return false;
  if (reading.is('on', index - 1) && isOddName(reading, index - 2)) return true;
  let next = index + 1;
  while (next < index + 3 && (reading.is('stop', next) || reading.is('is', next))) next += 1;
  const isSaid = reading.isMark(next, ':', '=');
  const { kind, text } = reading.at(reading.pastMarks(next, 2));
  return isOddName(reading, next) || (isSaid && (kind === 'word' || kind === 'mixed') && text.length >= 3);
}

/** Letters and digits in one: "lupita22". */
function isOddName(reading: Reading, index: number): boolean {
  const { kind, text } = reading.at(index);
  return kind === 'mixed' && /^[a-z]{3}/.test(text);
}

/**
 * The index behind "example.org" or "example dot org"; null when none begins here. `strict`: without @ before it, a full stop may also
 * end a sentence, so that nothing may stand around it.
 */
function domainAfter(reading: Reading, index: number, strict: boolean): number | null {
  let at = index;
  for (let part = 0; part < MOST_PARTS; part += 1) {
    if (!isPart(reading, at)) return null;
    const dot = reading.pastMarks(at + 1, 1) > at + 1 && !reading.isMark(at + 1, '.', '-', '_') ? at + 2 : at + 1;
    const isSaid = reading.is('dot', dot);
    if (!isSaid && !reading.isMark(dot, '.', '-', '_')) return null;
    const next = isSaid ? reading.pastMarks(dot + 1, 1) : dot + 1;
    if (!isSaid && strict && (reading.at(dot).gap || reading.at(next).gap)) return null;
    if ((isSaid || reading.isMark(dot, '.')) && reading.is('domains', next)) return next + 1;
    at = next;
  }
  return null;
}

/** @somebody */
function isAtName(reading: Reading, index: number): boolean {
  if (!reading.isMark(index, '@')) return false;
  const { kind, text, gap } = reading.at(index + 1);
  if (gap || (kind !== 'word' && kind !== 'mixed')) return false;
  return text.length >= 3 && /^[a-z]/.test(text);
}

/** $somebody */
function isCashTag(reading: Reading, index: number): boolean {
  const { kind, text, gap } = reading.at(index + 1);
  if (!reading.isMark(index, '$') || gap || /[0-9]/.test(reading.at(index - 1).text)) return false;
  return (kind === 'word' || kind === 'mixed') && /^[a-z]{3}/.test(text);
}

/** lupita underscore 22 */
function isJoinedName(reading: Reading, index: number): boolean {
  const end = reading.afterPhrase('joiners', index);
  return end !== null && isPart(reading, index - 1) && isPart(reading, end);
}

/** "my insta is lupita", "ig: lupita", "telegram lupita_22". */
function isNameOnline(reading: Reading, index: number): boolean {
  const isEveryday = reading.is('everydayPlatforms', index);
  if (!isEveryday && !reading.is('platforms', index)) return false;
  const isMine = reading.is('mine', index - 1);
  let next = index + 1;
  const isSaid = reading.isMark(next, ':', '=') || reading.is('is', next);
  while (next < index + 4 && (reading.isMark(next, ':', '=', '-', '@', '"', '>') || reading.is('is', next))) next += 1;
  if (!isEveryday && (isFoundAs(reading, index) || hasOddName(reading, index + 1, index + 6))) return true;
  const { kind, text } = reading.at(next);
  if ((kind !== 'word' && kind !== 'mixed') || text.length < 3) return false;
  const isOdd = kind === 'mixed' || reading.isMark(next + 1, '_', '#') || isDotted(reading, next);
  if (isEveryday) return (isMine && isSaid) || (isMine && isOdd) || (reading.isMark(index + 1, ':') && isOdd);
  if (isOdd) return true;
  return (isSaid || (isMine && reading.at(next).kind === 'word' && next > index)) && !reading.is('stop', next);
}

/** "on tiktok you find me as lupita", "look for lupita on tiktok" */
function isFoundAs(reading: Reading, index: number): boolean {
  const isNamed = reading.at(index - 2).kind !== 'mark' && !reading.is('stop', index - 2);
  if (reading.is('on', index - 1) && isNamed && reading.anyOf('finds', index - 4, index - 2)) return true;
  if (!reading.anyOf('finds', index - 4, index + 4)) return false;
  for (let at = index + 1; at < index + 5; at += 1) {
    if (reading.is('is', at)) return isPart(reading, at + 1) && !reading.is('stop', at + 1);
  }
  return false;
}

/** lupita.22 */
function isDotted(reading: Reading, index: number): boolean {
  return (
    reading.isMark(index + 1, '.') &&
    !reading.at(index + 1).gap &&
    !reading.at(index + 2).gap &&
    isPart(reading, index + 2)
  );
}

function isWebAddress(reading: Reading, index: number): boolean {
  const { text, kind } = reading.at(index);
  if (kind !== 'word' && kind !== 'mixed') return false;
  if ((text === 'http' || text === 'https') && reading.isMark(index + 1, ':')) return true;
  if (text === 'www' && reading.isMark(index + 1, '.')) return true;
  if (reading.isMark(index - 1, '@', '.') || reading.is('at', index - 1)) return false;
  return domainAfter(reading, index, true) !== null;
}
