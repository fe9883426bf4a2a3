/** Each entry of a chain is bound to the one before it: nothing in the middle can be changed, left out or put in unseen, and nobody without the secret can write another chain. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type CanonicalField, canonicalBytes } from './canonical-bytes.js';

export interface ChainLink {
  /** What is recorded, always in the same order. */
  readonly fields: readonly CanonicalField[];
  readonly hash: Buffer;
}

export type ChainCheck = { readonly intact: true } | { readonly intact: false; readonly brokenAt: number };

/** HMAC-SHA-256 under the instance's secret 'disclosures'; `previous` is null for the first entry only. */
export function chainHash(secret: Buffer, previous: Buffer | null, fields: readonly CanonicalField[]): Buffer {
  const bytes = canonicalBytes('sanctuary-homes/disclosure-chain/2', [previous, ...fields]);
  return createHmac('sha256', secret).update(bytes).digest();
}

/**
 * `brokenAt` is the index of the first entry that does not follow. `previous`: the hash of the entry before the first, where the oldest were
 * dropped. Entries cut off at the end leave no trace here: compare the last hash with the head.
 */
export function verifyChain(secret: Buffer, links: readonly ChainLink[], previous: Buffer | null = null): ChainCheck {
  let before = previous;
  for (const [index, link] of links.entries()) {
    const expected = chainHash(secret, before, link.fields);
    if (link.hash.length !== expected.length || !timingSafeEqual(link.hash, expected)) {
      return { intact: false, brokenAt: index };
    }
    before = link.hash;
  }
  return { intact: true };
}
