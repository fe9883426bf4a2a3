/** Counts what is tried within an hour, for all processes of an instance together, under keyed digests that change every day. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  RLWrapperTimeouts,
} from 'rate-limiter-flexible';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/database/database.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';

export interface AttemptLimit {
  /** What is counted, such as a client or an e-mail; the first word of its keys. */
  readonly what: string;
  readonly most: number;
}

export interface Count {
  readonly within: boolean;
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
/** A database that takes longer is no reason to keep people waiting: for that while each process counts by itself. */
const PATIENCE_MS = 1_000;
const DIGEST_LENGTH = 22;

@Injectable()
export class AttemptCounters {
  private readonly secret: KeyObject;

  constructor(
    private readonly database: Database,
    secrets: InstanceSecrets,
    private readonly clock: Clock,
  ) {
    this.secret = createSecretKey(secrets.secret('attempts'));
  }

  of({ what, most }: AttemptLimit): AttemptCounter {
    const limiter = this.limiter(what, most);
    const digestOf = (key: string) => this.digest(what, key);
    return {
      count: (key) => consume(limiter, digestOf(key)),
      giveBack: async (key, { used }) => {
        if (used > 0) await limiter.reward(digestOf(key));
      },
    };
  }

  private limiter(what: string, most: number): RateLimiterAbstract {
    const shared = { keyPrefix: what, points: most, duration: HOUR_SECONDS };
    const { database } = this;
    return new RLWrapperTimeouts({
      timeoutMs: PATIENCE_MS,
      limiter: new RateLimiterPostgres({
        ...shared,
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
      }),
      insuranceLimiter: new RateLimiterMemory(shared),
    });
  }

  /** By the day, so that nobody can be followed through the rows for longer. */
  private digest(what: string, key: string): string {
    const day = this.clock.now().toISOString().slice(0, 10);
    const hmac = createHmac('sha256', this.secret).update(`${what}/${day}/${key}`);
    return hmac.digest('base64url').slice(0, DIGEST_LENGTH);
  }
}

async function consume(limiter: RateLimiterAbstract, digest: string): Promise<Count> {
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
    retryAfterSeconds: Math.max(1, Math.ceil(counted.by.msBeforeNext / 1_000)),
  };
}
