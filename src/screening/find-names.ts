/** Names of people: said to be one, given with a title or a relative, signed, or first and last together. A name alone may be a biscuit. */
import type { Reading } from './reading.js';
import type { Finding } from './text-reason.js';

export function findNames(reading: Reading): Finding[] {
  for (let index = 0; index < reading.length; index += 1) {
    if (LOOKS.some((look) => look(reading, index))) return ['NAME'];
  }
  return [];
}

const LOOKS: readonly ((reading: Reading, index: number) => boolean)[] = [
  isIntroduced,
  isSaidOf,
  isAskedFor,
  isRelative,
  isFamily,
  isTitled,
  isWholeName,
  isSignature,
];

function isWord(reading: Reading, index: number): boolean {
  const { kind, text } = reading.at(index);
  return kind === 'word' && text.length >= 2;
}

function isGiven(reading: Reading, index: number): boolean {
  return reading.is('givenNames', index);
}

/** Could be the name of anybody. */
function mayBeName(reading: Reading, index: number): boolean {
  return (
    isWord(reading, index) &&
    !reading.is('stop', index) &&
    !reading.is('notNames', index) &&
    !reading.is('units', index)
  );
}

function isCapitalName(reading: Reading, index: number): boolean {
  return reading.at(index).capital && mayBeName(reading, index);
}

/** "Rosa Parks school", "Calle Benito Juárez", "St. Mary’s". */
function isPlace(reading: Reading, index: number): boolean {
  if (reading.is('saints', index - 1) || (reading.isMark(index - 1, '.') && reading.is('saints', index - 2)))
    return true;
  if (reading.is('placeThings', index - 1)) return true;
  return reading.anyOf('placeThings', index + 1, index + 3) || reading.anyOf('streetTypes', index + 1, index + 4);
}

/** "my name is …", "me llamo …": whatever follows is one. */
function isIntroduced(reading: Reading, index: number): boolean {
  const end = reading.afterPhrase('introducers', index);
  if (end === null || reading.isMark(end, ',', ';')) return false;
  return mayBeName(reading, reading.pastMarks(end, 2));
}

/** "for Carlos", "para Sofía", "I’m Ana", "soy Pedro". */
function isSaidOf(reading: Reading, index: number): boolean {
  const end = reading.afterPhrase('weakIntroducers', index);
  if (end === null || !isGiven(reading, end) || !reading.at(end).capital) return false;
  const isShop = reading.isMark(end + 1, "'", '’') && reading.at(end + 2).text === 's' && !isKinAhead(reading, end + 3);
  return !isShop && !isPlace(reading, end);
}

function isKinAhead(reading: Reading, index: number): boolean {
  return reading.is('kin', index) || reading.is('birthday', index);
}

/** "ask for Xiomara", "pregunte por lupita"; "for carlos", if that is nothing else. */
function isAskedFor(reading: Reading, index: number): boolean {
  if (reading.is('forWhom', index) && isGiven(reading, index + 1)) {
    return !isPlace(reading, index + 1) && !reading.isMark(index + 2, "'");
  }
  const end = reading.afterPhrase('askFor', index);
  if (end === null) return false;
  return (isCapitalName(reading, end) || isGiven(reading, end)) && !isPlace(reading, end);
}

/** "my son Marco", "mi hijo José", "her mother, Ines". */
function isRelative(reading: Reading, index: number): boolean {
  if (!reading.is('kin', index)) return false;
  const at = reading.isMark(index + 1, ',', ':', '(') ? index + 2 : index + 1;
  if (isGiven(reading, at)) return true;
  return reading.is('mine', index - 1) && at === index + 1 && isCapitalName(reading, at);
}

/** "the Ramirez family", "familia Ramirez". */
function isFamily(reading: Reading, index: number): boolean {
  if (!reading.is('families', index)) return false;
  if (reading.is('surnames', index - 1) || reading.is('surnames', index + 1)) return true;
  return isCapitalName(reading, index + 1) || (reading.is('stop', index - 2) && isCapitalName(reading, index - 1));
}

/** "Mrs Lopez", "Doña Carmen", "sra. gomez". */
function isTitled(reading: Reading, index: number): boolean {
  if (!reading.is('titles', index)) return false;
  const at = reading.isMark(index + 1, '.') ? index + 2 : index + 1;
  const isName = isCapitalName(reading, at) || isGiven(reading, at) || reading.is('surnames', at);
  return isName && !reading.is('placeThings', at + 1);
}

/** "Maria Hernandez", "maria hernandez". */
function isWholeName(reading: Reading, index: number): boolean {
  if (!isGiven(reading, index)) return false;
  if (reading.is('surnames', index + 1) && !isPlace(reading, index)) return true;
  if (!reading.at(index).capital) return false;
  const at = isInitial(reading, index + 1) ? index + (reading.isMark(index + 2, '.') ? 3 : 2) : index + 1;
  return isCapitalName(reading, at) && !isPlace(reading, index) && !reading.isMark(at + 1, "'", '’');
}

function isInitial(reading: Reading, index: number): boolean {
  const { kind, text, capital } = reading.at(index);
  return kind === 'word' && text.length === 1 && capital;
}

/** "… thank you, Maria", "— Carlos", "God bless, Edwin M." */
function isSignature(reading: Reading, index: number): boolean {
  const end = isInitial(reading, index + 1) ? index + 2 : index + 1;
  const isLast = reading.pastMarks(end, 3) >= reading.length;
  if (!isLast || index < 2 || !isGiven(reading, index) || !reading.at(index).capital) return false;
  if (reading.isMark(index - 1, '—', '–', '-', '~', '!')) return true;
  return reading.anyOf('thanks', index - 4, index);
}
