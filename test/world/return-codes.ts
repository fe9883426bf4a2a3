/** Return codes as somebody guesses them: well formed, with a true checksum, and a family's by nothing but chance. */
import { randomBytes } from 'node:crypto';
import { isRefused } from '../../src/kernel/decision.js';
import { makeReturnCode, readReturnCode } from '../../src/requester/domain/return-code.js';
import { sha256 } from '../../src/requester/sha256.js';

const SECRET_BITS = 58n;
const SELECTORS = 2 ** 22;

export function selectorOf(words: string): number {
  const read = readReturnCode(words, sha256);
  if (isRefused(read)) throw new Error('these words are no return code');
  return read.value.selector;
}

/** At this selector, or at any. */
export function aGuess(selector = Math.floor(Math.random() * SELECTORS)): string {
  const random = () => {
    const secret = BigInt(`0x${randomBytes(8).toString('hex')}`) & ((1n << SECRET_BITS) - 1n);
    return Buffer.from(((BigInt(selector) << SECRET_BITS) | secret).toString(16).padStart(20, '0'), 'hex');
  };
  return makeReturnCode('en', random, sha256).words;
}
