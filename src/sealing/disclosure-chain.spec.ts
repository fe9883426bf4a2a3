import { describe, expect, it } from '@jest/globals';
import type { CanonicalField } from './canonical-bytes.js';
import { type ChainLink, chainHash, verifyChain } from './disclosure-chain.js';

function chainOf(...entries: CanonicalField[][]): ChainLink[] {
  const links: ChainLink[] = [];
  for (const fields of entries) links.push({ fields, hash: chainHash(links.at(-1)?.hash ?? null, fields) });
  return links;
}

const links = chainOf(['request', '1', 'circle'], ['request', '2', null], ['request', '3', Buffer.of(1)]);

describe('a chain of disclosures', () => {
  it('is intact as it was written, also when it is empty', () => {
    expect(verifyChain(links)).toEqual({ intact: true });
    expect(verifyChain([])).toEqual({ intact: true });
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
    expect(verifyChain(tamper(links))).toEqual({ intact: false, brokenAt });
  });

  it('tells apart fields that read alike when joined', () => {
    const alike = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['abc', null], ['', 'abc']];
    expect(new Set(alike.map((fields) => chainHash(null, fields).toString('hex'))).size).toBe(alike.length);
  });
});

function at(chain: readonly ChainLink[], index: number): ChainLink {
  const link = chain[index];
  if (!link) throw new Error('no such link');
  return link;
}
