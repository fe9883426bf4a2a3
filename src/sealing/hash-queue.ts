/** Slow hashes run two at a time, a few wait, and the rest are told to come back: nobody can drown the service in them. */
import { type Refused, refuse } from '../kernel/decision.js';

const AT_ONCE = 2;
const MOST_WAITING = 16;
/** A full queue is worked off in about a second. */
const RETRY_AFTER_SECONDS = 2;

/** One for the whole process, shared by return codes and passwords. */
export class HashQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Refuses with BUSY without having begun. */
  async run<T>(hash: () => Promise<T>): Promise<T | Refused> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING) return refuse('BUSY', undefined, RETRY_AFTER_SECONDS);
      // Whoever ends hands its place over, so the count stays as it is.
      await new Promise<void>((takeOver) => this.waiting.push(takeOver));
    } else {
      this.running += 1;
    }
    try {
      return await hash();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
