/** Counts what is tried within an hour, for all processes of an instance together, under keyed digests that change every day. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/database/database.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { FewAtOnce } from './few-at-once.js';

export interface AttemptLimit {
  /** What is counted, such as a client or an e-mail; the first word of its keys. */
  readonly what: string;
  readonly most: number;
}

export interface Count {
  readonly within: boolean;
  /** Whether the database said so; while it does not answer each process counts by itself, and knows less. */
  readonly isSure: boolean;
  /** How many there are by now, this one included; 0 when so many came that nobody counts any more. */
  readonly used: number;
  readonly retryAfterSeconds: number;
}

export interface AttemptCounter {
  /** Counted before it is made: many at once are no way around. */
  count(key: string): Promise<Count>;
  /** It was no guess: it does not count. */
  giveBack(key: string, count: Count): Promise<void>;
}

const HOUR_SECONDS = 3_600;
/** A database that takes longer is no reason to keep people waiting. */
const PATIENCE_MS = 1_000;
/** Of the pool's connections: whoever counts a flood leaves the others theirs. */
const AT_ONCE = 4;
const MOST_WAITING = 200;
const DIGEST_LENGTH = 22;

@Injectable()
export class AttemptCounters {
  private readonly secret: KeyObject;
  private readonly few = new FewAtOnce(AT_ONCE, MOST_WAITING);

  constructor(
    private readonly database: Database,
    secrets: InstanceSecrets,
    private readonly clock: Clock,
  ) {
    this.secret = createSecretKey(secrets.secret('attempts'));
  }

  of({ what, most }: AttemptLimit): AttemptCounter {
    const shared = this.shared(what, most);
    const own = new RateLimiterMemory({ keyPrefix: what, points: most, duration: HOUR_SECONDS });
    return {
      count: async (key) => {
        const digest = this.digest(what, key);
        const blockedMs = blockedInMemoryMs(shared, digest);
        if (blockedMs > 0) return { within: false, isSure: true, used: 0, retryAfterSeconds: seconds(blockedMs) };
        const counted = await this.asked(() => consume(shared, digest));
        return counted ? { ...counted, isSure: true } : { ...(await consume(own, digest)), isSure: false };
      },
      giveBack: async (key, { used, isSure }) => {
        const digest = this.digest(what, key);
        if (!isSure) await own.reward(digest);
        else if (used > 0) await this.asked(() => shared.reward(digest));
      },
    };
  }

  /** Null when the database did not answer in time, or at all. */
  private async asked<T>(ask: () => Promise<T>): Promise<T | null> {
    return this.few.run(PATIENCE_MS, ask).catch(() => null);
  }

  private shared(what: string, most: number): RateLimiterPostgres {
    const { database } = this;
    return new RateLimiterPostgres({
      keyPrefix: what,
      points: most,
      duration: HOUR_SECONDS,
      storeType: 'client',
      storeClient: {
        query: ({ name, text, values }: { name: string; text: string; values: unknown[] }) =>
          database.query(name, text, values),
      },
      tableName: 'attempt',
      tableCreated: true,
      clearExpiredByTimeout: false,
      // A flood stops asking the database. Not at once: what is refused now may have been right, and is given back.
      inMemoryBlockOnConsumed: 2 * most + 10,
    });
  }

  /** By the day, so that nobody can be followed through the rows for longer. */
  private digest(what: string, key: string): string {
    const day = this.clock.now().toISOString().slice(0, 10);
    const hmac = createHmac('sha256', this.secret).update(`${what}/${day}/${key}`);
    return hmac.digest('base64url').slice(0, DIGEST_LENGTH);
  }
}

async function consume(limiter: RateLimiterAbstract, digest: string): Promise<Omit<Count, 'isSure'>> {
  const counted = await limiter.consume(digest).then(
    (within) => ({ within: true, by: within }),
    (beyond: unknown) => {
      if (beyond instanceof RateLimiterRes) return { within: false, by: beyond };
      throw beyond;
    },
  );
  return {
    within: counted.within,
    used: counted.by.consumedPoints,
    retryAfterSeconds: seconds(counted.by.msBeforeNext),
  };
}

/** Asked before waiting for a place; the library has it, its types have not. */
function blockedInMemoryMs(limiter: RateLimiterPostgres, digest: string): number {
  const blocks = limiter as unknown as { getInMemoryBlockMsBeforeExpire(key: string): number }; // See above.
  return blocks.getInMemoryBlockMsBeforeExpire(limiter.getKey(digest));
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
