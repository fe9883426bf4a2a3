/** A PIN is hashed as slowly as a return code, and the key that comes of it needs the phone's token besides. */
import { type Options as Argon2Options, hashRaw } from '@node-rs/argon2';
import { isRefused, type Refused } from '../kernel/decision.js';
import { canonicalBytes } from '../sealing/canonical-bytes.js';
import type { HashQueue } from '../sealing/hash-queue.js';
import { deriveKey } from '../sealing/instance-secrets.js';

/** Argon2id, as for return codes: see code-hashing.ts. */
const COST: Argon2Options = { timeCost: 3, parallelism: 1, outputLen: 32 };

export class PinHashing {
  /** `pepper`: the instance's secret of that name: without it, and without the token, PINs cannot be tried on a stolen database. */
  constructor(
    private readonly pepper: Buffer,
    private readonly queue: HashQueue,
    private readonly memoryKiB: number,
  ) {}

  /** 32 bytes. Refuses with BUSY. */
  async keyOf(token: string, pin: string, salt: Buffer): Promise<Buffer | Refused> {
    const password = canonicalBytes('sanctuary-homes/phone-pin', [token, pin]);
    const cost = { ...COST, memoryCost: this.memoryKiB, secret: this.pepper, salt };
    const hashed = await this.queue.run('PIN', () => hashRaw(password, cost));
    return isRefused(hashed) ? hashed : deriveKey(hashed, 'phone-session');
  }
}
