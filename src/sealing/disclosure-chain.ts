/** Each entry of a chain hashes the one before it: nothing in the middle can be changed, left out or put in unseen. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanonicalField, canonicalBytes } from './canonical-bytes.js';

export interface ChainLink {
  /** What is recorded, always in the same order. */
  readonly fields: readonly CanonicalField[];
  readonly hash: Buffer;
}

export type ChainCheck = { readonly intact: true } | { readonly intact: false; readonly brokenAt: number };

/** SHA-256; `previous` is null for the first entry only. */
export function chainHash(previous: Buffer | null, fields: readonly CanonicalField[]): Buffer {
  const bytes = canonicalBytes('sanctuary-homes/disclosure-chain/1', [previous, ...fields]);
  return createHash('sha256').update(bytes).digest();
}

/** `brokenAt` is the index of the first entry that does not follow. Entries cut off at the end leave no trace here: compare the last hash with one kept elsewhere. */
export function verifyChain(links: readonly ChainLink[]): ChainCheck {
  let previous: Buffer | null = null;
  for (const [index, link] of links.entries()) {
    const expected = chainHash(previous, link.fields);
    if (link.hash.length !== expected.length || !timingSafeEqual(link.hash, expected)) {
      return { intact: false, brokenAt: index };
    }
    previous = link.hash;
  }
  return { intact: true };
}
