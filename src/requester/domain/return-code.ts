/** A return code is eight words of one list: two find the ring, six prove it, and a slip of the pen is told as one. */
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { Language } from '../../kernel/refusals.js';

export interface ReadCode {
  /** 22 bits, not secret: the row that the ring is looked for in. */
  readonly selector: number;
  /** 58 bits, in 8 bytes. */
  readonly secret: Uint8Array;
  readonly language: Language;
}

export interface ReturnCode extends ReadCode {
  /** As a person writes it down, accents included. */
  readonly words: string;
}

export type Sha256 = (bytes: Uint8Array) => Uint8Array;
export type RandomBytes = (length: number) => Uint8Array;

const WORDS = 8;
const WORD_BITS = 11n;
const SECRET_BITS = 58n;
const CHECKSUM_BITS = 8n;
/** BIP-39: four letters tell the words of one list apart. */
const TELLING_LETTERS = 4;
const LONGEST_TEXT = 200;
const SECRET_MASK = (1n << SECRET_BITS) - 1n;

interface WordList {
  readonly written: readonly string[];
  /** Without accents, by their first four letters. */
  readonly byLetters: ReadonlyMap<string, { readonly plain: string; readonly index: number }>;
}

const languages = ['en', 'es'] as const;
const lists: Readonly<Record<Language, WordList>> = { en: wordList(english), es: wordList(spanish) };

export function makeReturnCode(language: Language, random: RandomBytes, sha256: Sha256): ReturnCode {
  for (;;) {
    const bits = wholeNumber(random(10));
    const selector = Number(bits >> SECRET_BITS);
    const secret = bytesOf(bits & SECRET_MASK);
    const words = write(
      lists[language],
      (bits << CHECKSUM_BITS) | BigInt(checksum(language, selector, secret, sha256)),
    );
    // Abbreviated, a code may by rare chance read as one of the other language too: then another is drawn.
    if (
      readings(
        tokensOf(words).map((word) => word.slice(0, TELLING_LETTERS)),
        sha256,
      ).length === 1
    ) {
      return { words, selector, secret, language };
    }
  }
}

/** Case, accents, punctuation and spaces do not matter, and four letters of a word are enough. */
export function readReturnCode(text: string, sha256: Sha256): Decision<ReadCode> {
  if (text.length > LONGEST_TEXT) return refuse('CODE_TYPO');
  const [code] = readings(tokensOf(text), sha256);
  return code ? accept(code) : refuse('CODE_TYPO');
}

/** In which languages these words are a code: the checksum decides, since the lists share words and beginnings. */
function readings(tokens: readonly string[], sha256: Sha256): ReadCode[] {
  if (tokens.length !== WORDS) return [];
  return languages.flatMap((language) => {
    const bits = bitsOf(tokens, lists[language]);
    if (bits === null) return [];
    const selector = Number(bits >> (SECRET_BITS + CHECKSUM_BITS));
    const secret = bytesOf((bits >> CHECKSUM_BITS) & SECRET_MASK);
    const stated = Number(bits & ((1n << CHECKSUM_BITS) - 1n));
    return checksum(language, selector, secret, sha256) === stated ? [{ selector, secret, language }] : [];
  });
}

function bitsOf(tokens: readonly string[], list: WordList): bigint | null {
  let bits = 0n;
  for (const token of tokens) {
    const word = list.byLetters.get(token.slice(0, TELLING_LETTERS));
    if (!word?.plain.startsWith(token)) return null;
    bits = (bits << WORD_BITS) | BigInt(word.index);
  }
  return bits;
}

function write(list: WordList, bits: bigint): string {
  const words: string[] = [];
  for (let position = WORDS - 1; position >= 0; position -= 1) {
    const index = Number((bits >> (BigInt(position) * WORD_BITS)) & ((1n << WORD_BITS) - 1n));
    words.push(list.written[index] ?? '');
  }
  return words.join(' ');
}

/** Eight bits over everything else, the language included. */
function checksum(language: Language, selector: number, secret: Uint8Array, sha256: Sha256): number {
  const domain = new TextEncoder().encode(`sanctuary-homes/return-code/1/${language}/`);
  const bytes = new Uint8Array(domain.length + 3 + secret.length);
  bytes.set(domain);
  bytes.set([selector >> 16, (selector >> 8) & 0xff, selector & 0xff], domain.length);
  bytes.set(secret, domain.length + 3);
  return sha256(bytes)[0] ?? 0;
}

function tokensOf(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}]+/u)
    .filter((token) => token !== '');
}

/** Lower case without accents; compatibility forms, as some keyboards make them, become plain letters. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '');
}

function wordList(written: readonly string[]): WordList {
  const entries = written.map((word, index) => ({ plain: plain(word), index }));
  return {
    written: written.map((word) => word.normalize('NFC')),
    byLetters: new Map(entries.map((entry) => [entry.plain.slice(0, TELLING_LETTERS), entry])),
  };
}

function wholeNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function bytesOf(secret: bigint): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, index) => Number((secret >> BigInt(8 * (7 - index))) & 0xffn));
}
