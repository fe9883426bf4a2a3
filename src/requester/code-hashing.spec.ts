import { describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { isRefused } from '../kernel/decision.js';
import { HashQueue } from '../sealing/hash-queue.js';
import { CodeHashing, type HashedCode } from './code-hashing.js';

const CHEAP_KIB = 64;
const pepper = Buffer.alloc(32, 1);
const salt = Buffer.alloc(16, 2);
const code = { selector: 5, secret: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7) };

async function hashed(changes: {
  pepper?: Buffer;
  salt?: Buffer;
  selector?: number;
  secret?: Uint8Array;
  memory?: number;
}): Promise<HashedCode> {
  const hashing = new CodeHashing(changes.pepper ?? pepper, new HashQueue(), changes.memory ?? CHEAP_KIB);
  const outcome = await hashing.hash({ ...code, ...changes }, changes.salt ?? salt, 'NEW_CODE');
  if (isRefused(outcome)) throw new Error(outcome.code);
  return outcome;
}

describe('the hash of a return code', () => {
  it('is the same for the same code, salt, pepper and memory, and for nothing else', async () => {
    const outcomes = await Promise.all([
      hashed({}),
      hashed({ pepper: Buffer.alloc(32, 9) }),
      hashed({ salt: Buffer.alloc(16, 9) }),
      hashed({ selector: 6 }),
      hashed({ secret: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 8) }),
      hashed({ memory: 128 }),
    ]);
    const all = outcomes.flatMap(({ verifier, ringKey }) => [verifier.toString('hex'), ringKey.toString('hex')]);
    expect(new Set(all).size).toBe(12);
    expect(await hashed({})).toEqual(outcomes[0]);
    expect(all.every((text) => text.length === 64)).toBe(true);
  });

  it('is Argon2id, which the library takes when it is not told otherwise', async () => {
    expect(await hash('x', { memoryCost: CHEAP_KIB })).toMatch(/^\$argon2id\$v=19\$/);
  });
});
