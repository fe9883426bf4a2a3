import { describe, expect, it } from '@jest/globals';
import { digestToken, isTokenOf, makeToken, type TokenKind, tokenPrefixes } from './opaque-token.js';

const kinds: TokenKind[] = ['FAMILY', 'HOME', 'COORDINATOR', 'INVITATION', 'PUBLISHABLE', 'SECRET'];

describe('a token', () => {
  it.each(kinds)('says whose it is: %s', (kind) => {
    const token = makeToken(kind);
    expect(token).toHaveLength(47);
    expect(kinds.filter((other) => isTokenOf(other, token))).toEqual([kind]);
    expect(digestToken(token)).toHaveLength(32);
    expect(digestToken(token)).not.toEqual(digestToken(makeToken(kind)));
  });

  it.each([
    '',
    'shf_',
    tokenPrefixes.FAMILY + 'a'.repeat(42),
    tokenPrefixes.FAMILY + 'a'.repeat(44),
    `shf_${'é'.repeat(43)}`,
  ])('is not %j', (text) => {
    expect(isTokenOf('FAMILY', text)).toBe(false);
  });
});
