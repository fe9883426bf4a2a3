/** The word lists are files, so that a word is added without a programmer: ours beside this program, and one of the operator's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORDS, type WordList } from './word-lists.js';

const FOLDER = join(import.meta.dirname, 'lists');

/** Its message says what is wrong with a list, never what is in it. */
export class WordListInvalid extends Error {}

export function ourLists(): readonly WordList[] {
  return ['en', 'es'].map((language) => readWordList(join(FOLDER, `${language}.json`)));
}

export function readWordList(path: string): WordList {
  return asWordList(parsed(textOf(path)));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new WordListInvalid('The list of words that SCREENING_WORDS names cannot be read.');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WordListInvalid('The list of words that SCREENING_WORDS names is no JSON.');
  }
}

function asWordList(value: unknown): WordList {
  if (!isRecord(value)) throw new WordListInvalid('The list of words that SCREENING_WORDS names is no object.');
  for (const [name, part] of Object.entries(value)) {
    const isRight = (CHECKS as Readonly<Record<string, (part: unknown) => boolean>>)[name]?.(part) ?? false; // It may be any name.
    if (!isRight) {
      const known = Object.keys(CHECKS).join(', ');
      throw new WordListInvalid(`A list of words has ${known}, each in the form of src/screening/lists/en.json.`);
    }
  }
  return value as WordList; // Each of its parts was looked at.
}

const CHECKS = {
  numbers: areDigits,
  tens: areDigits,
  hundreds: areDigits,
  repeats: areDigits,
  lookAlikes: (part: unknown) => isRecord(part) && Object.entries(part).every((pair) => pair.every(isCharacter)),
  words: (part: unknown) => isRecord(part) && Object.keys(part).every((name) => name in WORDS) && haveTexts(part),
  held: (part: unknown) => isRecord(part) && haveTexts(part),
  harmless: areTexts,
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCharacter(value: unknown): boolean {
  return typeof value === 'string' && [...value].length === 1;
}

function areDigits(part: unknown): boolean {
  return isRecord(part) && Object.values(part).every((value) => typeof value === 'string' && /^[0-9]+$/.test(value));
}

function areTexts(part: unknown): boolean {
  return Array.isArray(part) && part.every((text) => typeof text === 'string' && text.trim() !== '');
}

function haveTexts(part: Readonly<Record<string, unknown>>): boolean {
  return Object.values(part).every(areTexts);
}
