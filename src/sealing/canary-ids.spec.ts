/** What follows from the key file is the same at every start, and tells nothing to who has not got it. */
import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPublicId } from '../kernel/ids.js';
import { canaryOfDay, decoysOf, MOST_CANARIES_A_DAY } from './canary-ids.js';
import { isTokenOf } from './opaque-token.js';

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => createSecretKey(bytes));
const daysSince1970 = fc.nat(40_000);
const places = fc.nat(MOST_CANARIES_A_DAY - 1);

describe('canaryOfDay', () => {
  it('has ids like everything else that there is, and the same ones again', () => {
    fc.assert(
      fc.property(secrets, daysSince1970, places, (secret, day, place) => {
        const canary = canaryOfDay(secret, day, place);
        expect([canary.requestId, canary.dataKeyId, canary.veil].every(isPublicId)).toBe(true);
        expect(canary.draws).toHaveLength(8);
        expect(canaryOfDay(secret, day, place)).toEqual(canary);
      }),
    );
  });

  it('is another one for every day, place and secret', () => {
    const ids = [Buffer.alloc(32), Buffer.alloc(32, 1)]
      .map(createSecretKey)
      .flatMap((secret) =>
        [20_000, 20_001].flatMap((day) => [0, 1, 2].map((place) => canaryOfDay(secret, day, place))),
      );
    const all = ids.flatMap(({ requestId, dataKeyId, veil }) => [requestId, dataKeyId, veil]);
    expect(new Set(all).size).toBe(36);
  });
});

it('a decoy looks like a key and an address of this instance', () => {
  const secret = createSecretKey(Buffer.alloc(32, 7));
  const decoys = decoysOf(secret, 'homes.example');
  expect(isTokenOf('SECRET', decoys.partnerKey)).toBe(true);
  expect(decoys.email).toMatch(/^office\.[0-9a-f]{6}@homes\.example$/);
  expect(decoys.password).toHaveLength(20);
  expect(decoysOf(secret, 'homes.example')).toEqual(decoys);
});
