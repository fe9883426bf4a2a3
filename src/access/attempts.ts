/** Whoever guesses is stopped: attempts are counted before they are made, and given back when they were not guesses. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Refused, refuse } from '../kernel/decision.js';

export interface AttemptLimit {
  /** What is counted, such as a client or an e-mail: a digest, never the thing itself. */
  readonly what: string;
  readonly most: number;
  readonly seconds: number;
}

export class Attempts {
  private readonly limits: readonly RateLimiterMemory[];

  /** In the order in which they are counted: the one that bounds how many others there can be comes first. */
  constructor(...limits: readonly AttemptLimit[]) {
    this.limits = limits.map(
      ({ what, most, seconds }) => new RateLimiterMemory({ keyPrefix: what, points: most, duration: seconds }),
    );
  }

  /** `keys` in the order of the limits. Counts all or, when one of them is used up, none and refuses. */
  async begin(keys: readonly string[]): Promise<Refused | null> {
    for (const [at, limit] of this.limits.entries()) {
      const spent = await limit.consume(keyAt(keys, at)).then(
        () => null,
        (reason: unknown) => reason,
      );
      if (spent === null) continue;
      if (!(spent instanceof RateLimiterRes)) throw spent;
      await this.giveBack(keys.slice(0, at));
      return refuse('TOO_MANY_ATTEMPTS', undefined, Math.max(1, Math.ceil(spent.msBeforeNext / 1_000)));
    }
    return null;
  }

  /** It was no guess: it does not count. */
  async giveBack(keys: readonly string[]): Promise<void> {
    for (const [at, key] of keys.entries()) await this.limits[at]?.reward(key);
  }
}

function keyAt(keys: readonly string[], at: number): string {
  const key = keys[at];
  if (key === undefined) throw new Error('every limit needs its key');
  return key;
}
