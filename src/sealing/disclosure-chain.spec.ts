/** A chain shows every change to what is in it, and what was cut off at its end is the head's to miss. */
import { describe, expect, it } from '@jest/globals';
import type { CanonicalField } from './canonical-bytes.js';
import { type ChainLink, chainHash, verifyChain } from './disclosure-chain.js';

const SECRET = Buffer.alloc(32, 7);

function chainOf(...entries: CanonicalField[][]): ChainLink[] {
  const links: ChainLink[] = [];
  for (const fields of entries) links.push({ fields, hash: chainHash(SECRET, links.at(-1)?.hash ?? null, fields) });
  return links;
}

const links = chainOf(['request', '1', 'circle'], ['request', '2', null], ['request', '3', Buffer.of(1)]);

describe('a chain of disclosures', () => {
  it('is intact as it was written, also when it is empty', () => {
    expect(verifyChain(SECRET, links)).toEqual({ intact: true });
    expect(verifyChain(SECRET, [])).toEqual({ intact: true });
  });

  it.each<[string, (chain: ChainLink[]) => ChainLink[], number]>([
    ['a changed field', (chain) => chain.with(1, { ...at(chain, 1), fields: ['request', '2', ''] }), 1],
    ['an entry left out', (chain) => chain.toSpliced(1, 1), 1],
    ['the first left out', (chain) => chain.slice(1), 0],
    ['an entry put in', (chain) => chain.toSpliced(1, 0, at(chainOf(['x']), 0)), 1],
    ['two exchanged', (chain) => [at(chain, 1), at(chain, 0), at(chain, 2)], 0],
    ['a short hash', (chain) => chain.with(2, { ...at(chain, 2), hash: Buffer.alloc(4) }), 2],
    ['a changed entry with its own hash made anew', (chain) => chain.with(0, at(chainOf(['other']), 0)), 1],
  ])('is broken by %s', (_, tamper, brokenAt) => {
    expect(verifyChain(SECRET, tamper(links))).toEqual({ intact: false, brokenAt });
  });

  it('goes on from an entry that was dropped, and from no other', () => {
    expect(verifyChain(SECRET, links.slice(1), at(links, 0).hash)).toEqual({ intact: true });
    expect(verifyChain(SECRET, links.slice(1), at(links, 1).hash)).toEqual({ intact: false, brokenAt: 0 });
  });

  it('is not written anew by whoever has the database alone', () => {
    expect(verifyChain(Buffer.alloc(32, 8), links)).toEqual({ intact: false, brokenAt: 0 });
  });

  it('tells apart fields that read alike when joined', () => {
    const alike = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['abc', null], ['', 'abc']];
    expect(new Set(alike.map((fields) => chainHash(SECRET, null, fields).toString('hex'))).size).toBe(alike.length);
  });
});

function at(chain: readonly ChainLink[], index: number): ChainLink {
  const link = chain[index];
  if (!link) throw new Error('no such link');
  return link;
}
