/** A partner adopts words by language, each once; a home accepts the newest version and no other. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideRequiredText } from '../../kernel/plain-text.js';

export interface AgreementWords {
  readonly language: string;
  readonly text: string;
}

const LONGEST = 8_000;

export function decideWords(words: readonly AgreementWords[]): Decision<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  for (const [at, { language, text }] of words.entries()) {
    const tag = decideLanguages([language], ['texts', String(at), 'language']);
    if (!tag.accepted) return tag;
    const plain = decideRequiredText(text, { max: LONGEST, lines: 'MANY' }, ['texts', String(at), 'text']);
    if (!plain.accepted) return plain;
    const [known] = tag.value;
    if (known === undefined || known in texts) return refuse('INVALID_INPUT', ['texts', String(at), 'language']);
    texts[known] = plain.value;
  }
  return Object.keys(texts).length > 0 ? accept(texts) : refuse('INVALID_INPUT', ['texts']);
}

export function decideAcceptance(version: number, newest: number): Decision<{ readonly version: number }> {
  return version === newest ? accept({ version }) : refuse('AGREEMENT_CHANGED', ['version']);
}
