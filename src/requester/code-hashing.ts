/** A return code is hashed once, slowly and with a pepper; from that one hash come what proves it and what opens the ring. */
import { type Options as Argon2Options, hashRaw } from '@node-rs/argon2';
import { isRefused, type Refused } from '../kernel/decision.js';
import { canonicalBytes } from '../sealing/canonical-bytes.js';
import type { HashLane, HashQueue } from '../sealing/hash-queue.js';
import { deriveKey } from '../sealing/instance-secrets.js';
import type { ReadCode } from './domain/return-code.js';

export interface HashedCode {
  /** 32 bytes. Only its digest is stored. */
  readonly verifier: Buffer;
  /** 32 bytes. Never stored in the clear. */
  readonly ringKey: Buffer;
}

/** Argon2id is the library's default; its enum cannot be named under isolatedModules. */
const COST: Argon2Options = { timeCost: 3, parallelism: 1, outputLen: 64 };
const RETURN_CODE_MEMORY_KIB = 65_536;

export class CodeHashing {
  /**
   * `pepper`: the instance's secret of that name, which no database holds.
   * `memoryKiB`: less than the default is for tests only; a ring opens only with the memory it was made with.
   */
  constructor(
    private readonly pepper: Buffer,
    private readonly queue: HashQueue,
    private readonly memoryKiB: number = RETURN_CODE_MEMORY_KIB,
  ) {}

  /** Refuses with BUSY when too many hashes wait already. */
  async hash(
    { selector, secret }: Pick<ReadCode, 'selector' | 'secret'>,
    salt: Buffer,
    lane: HashLane,
  ): Promise<HashedCode | Refused> {
    const password = canonicalBytes('sanctuary-homes/return-code', [String(selector), secret]);
    const cost = { ...COST, memoryCost: this.memoryKiB, secret: this.pepper, salt };
    const hashed = await this.queue.run(lane, () => hashRaw(password, cost));
    if (isRefused(hashed)) return hashed;
    return { verifier: deriveKey(hashed, 'ring/verifier'), ringKey: deriveKey(hashed, 'ring/key') };
  }
}
