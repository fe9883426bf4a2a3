import { describe, expect, it } from '@jest/globals';
import { BlindIndex } from './blind-index.js';
import { makeKey } from './sealed-box.js';

const index = new BlindIndex(makeKey());

describe('a blind index', () => {
  it.each(['ana@example.org', ' Ana@Example.ORG ', 'ａｎａ@example.org'])(
    'finds an e-mail address again: %j',
    (email) => {
      expect(index.digestEmail(email)).toEqual(index.digestEmail('ana@example.org'));
    },
  );

  it.each(['212-555-0123', '(212) 555 0123', '+1 212.555.0123', '1 212 555 0123', '２１２ ５５５ ０１２３'])(
    'finds a phone number again: %j',
    (phone) => {
      expect(index.digestPhone(phone)).toEqual(index.digestPhone('+12125550123'));
    },
  );

  it.each(['', '12345', 'ask at the door', 'call 212-555-0123 please', '+999 123'])(
    'takes no number from %j',
    (text) => {
      expect(index.digestPhone(text)).toBeNull();
    },
  );

  it('keeps other numbers, addresses, kinds and keys apart', () => {
    const digests = [
      index.digestEmail('ana@example.org'),
      index.digestEmail('ane@example.org'),
      index.digestEmail('+12125550123'),
      index.digestPhone('+12125550123'),
      index.digestPhone('+525512345678'),
      new BlindIndex(makeKey()).digestEmail('ana@example.org'),
    ];
    expect(new Set(digests.map((digest) => digest?.toString('hex'))).size).toBe(digests.length);
    expect(digests.every((digest) => digest?.length === 32)).toBe(true);
  });
});
