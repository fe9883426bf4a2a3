/** What stands where in a text, for those who look for something in it: each looks only a few tokens ahead. */
import type { Token } from './tokens.js';
import type { Phrase, Words, WordsName } from './word-lists.js';

const NOTHING: Token = { kind: 'mark', text: '', capital: false, upper: false, gap: true };

export class Reading {
  constructor(
    readonly tokens: readonly Token[],
    readonly words: Words,
  ) {}

  get length(): number {
    return this.tokens.length;
  }

  /** Beyond either end there is a mark that is like no other. */
  at(index: number): Token {
    return this.tokens[index] ?? NOTHING;
  }

  is(name: WordsName, index: number): boolean {
    const { kind, text } = this.at(index);
    return kind !== 'masked' && text !== '' && this.words.is(name, text);
  }

  isMark(index: number, ...marks: readonly string[]): boolean {
    const { kind, text } = this.at(index);
    return kind === 'mark' && marks.includes(text);
  }

  /** Whether any of the tokens from the one to before the other is in the list. */
  anyOf(name: WordsName, from: number, until: number): boolean {
    for (let index = Math.max(0, from); index < Math.min(until, this.length); index += 1) {
      if (this.is(name, index)) return true;
    }
    return false;
  }

  /** The index behind the phrase of the list that begins here; null when none does. */
  afterPhrase(name: WordsName, index: number): number | null {
    return this.afterOneOf(this.words.phrasesOf(name).get(this.at(index).text), index)?.end ?? null;
  }

  /** Marks between the words of a phrase do not count: "p.o. box", "my son's". */
  afterOneOf(phrases: readonly Phrase[] | undefined, index: number): { phrase: Phrase; end: number } | null {
    if (!phrases || this.at(index).kind === 'masked') return null;
    for (const phrase of phrases) {
      const end = this.afterWords(phrase.words, index);
      if (end !== null) return { phrase, end };
    }
    return null;
  }

  private afterWords(words: readonly string[], index: number): number | null {
    let next = index;
    for (const [place, word] of words.entries()) {
      if (place > 0) {
        const marked = next;
        while (
          this.at(next).kind === 'mark' &&
          this.at(next).text !== word &&
          next < this.length &&
          next - marked < 2
        ) {
          next += 1;
        }
      }
      const { kind, text } = this.at(next);
      if (kind === 'masked' || text !== word) return null;
      next += 1;
    }
    return next;
  }

  /** Over at most `most` marks. */
  pastMarks(index: number, most = 3): number {
    let next = index;
    while (next < this.length && next - index < most && this.at(next).kind === 'mark') next += 1;
    return next;
  }
}

/** The text with all phrases that are known to be harmless taken out of sight. */
export function masked(reading: Reading): Reading {
  const tokens = [...reading.tokens];
  for (let index = 0; index < tokens.length; index += 1) {
    const found = reading.afterOneOf(reading.words.phrases.get(reading.at(index).text), index);
    if (!found || found.phrase.finding !== null) continue;
    for (let hidden = index; hidden < found.end; hidden += 1) {
      const token = tokens[hidden];
      if (token) tokens[hidden] = { ...token, kind: 'masked' };
    }
    index = found.end - 1;
  }
  return new Reading(tokens, reading.words);
}
