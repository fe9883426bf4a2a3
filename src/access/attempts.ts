/** Whoever guesses is stopped: attempts are counted before they are made, and given back when they were not guesses. */
import { type Refused, refuse } from '../kernel/decision.js';
import type { AttemptCounter, Count } from './attempt-counters.js';

/** What was counted, for giving it back. */
export interface Begun {
  giveBack(): Promise<void>;
}

export class Attempts {
  private readonly counters: readonly AttemptCounter[];

  /** In the order in which they are counted: the one that bounds how many others there can be comes first. */
  constructor(...counters: readonly AttemptCounter[]) {
    this.counters = counters;
  }

  /** `keys` in the order of the counters; null where it does not apply. Counts all or, when one of them is used up, none and refuses. */
  async begin(keys: readonly (string | null)[]): Promise<Begun | Refused> {
    const counted: { counter: AttemptCounter; key: string; count: Count }[] = [];
    const giveBack = async () => {
      await Promise.all(counted.map(({ counter, key, count }) => counter.giveBack(key, count)));
    };
    for (const [at, counter] of this.counters.entries()) {
      const key = keyAt(keys, at);
      if (key === null) continue;
      const count = await counter.count(key);
      if (!count.within) {
        await giveBack();
        return refuse('TOO_MANY_ATTEMPTS', undefined, count.retryAfterSeconds);
      }
      counted.push({ counter, key, count });
    }
    return { giveBack };
  }
}

function keyAt(keys: readonly (string | null)[], at: number): string | null {
  const key = keys[at];
  if (key === undefined) throw new Error('every counter needs its key');
  return key;
}
