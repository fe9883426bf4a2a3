/** Slow hashes run two at a time, a few wait, and the rest are told to come back: nobody can drown the service in them. */
import { type Refused, refuse } from '../kernel/decision.js';

const AT_ONCE = 2;
/** In each lane. */
const MOST_WAITING = 16;
/** A full lane is worked off in about a second. */
const RETRY_AFTER_SECONDS = 2;

/** Families that come back, families that are new, and people with passwords: a crowd in one lane does not shut the others out. */
export type HashLane = 'OPEN_CODE' | 'NEW_CODE' | 'PASSWORD';

/** One for the whole process. */
export class HashQueue {
  private running = 0;
  /** In the order of their turns: whoever was served goes behind. */
  private readonly lanes = new Map<HashLane, (() => void)[]>();

  /** Refuses with BUSY without having begun. */
  async run<T>(lane: HashLane, hash: () => Promise<T>): Promise<T | Refused> {
    if (this.running >= AT_ONCE) {
      const waiting = this.lanes.get(lane) ?? [];
      if (waiting.length >= MOST_WAITING) return refuse('BUSY', undefined, RETRY_AFTER_SECONDS);
      // Whoever ends hands its place over, so the count stays as it is.
      await new Promise<void>((takeOver) => {
        waiting.push(takeOver);
        this.lanes.set(lane, waiting);
      });
    } else {
      this.running += 1;
    }
    try {
      return await hash();
    } finally {
      const next = this.takeNext();
      if (next) next();
      else this.running -= 1;
    }
  }

  private takeNext(): (() => void) | undefined {
    for (const [lane, waiting] of this.lanes) {
      const next = waiting.shift();
      this.lanes.delete(lane);
      if (waiting.length > 0) this.lanes.set(lane, waiting);
      if (next) return next;
    }
    return undefined;
  }
}
