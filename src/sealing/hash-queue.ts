/** Slow hashes run two at a time, a few wait, and the rest are told to come back: nobody can drown the service in them. */
import { type Refused, refuse } from '../kernel/decision.js';

const AT_ONCE = 2;
/** In each lane. */
const MOST_WAITING = 16;
/** In the lane that has every other turn: what comes there is nearly always right, and came through a crowd. */
const MOST_WAITING_FOR_EVERY_OTHER = 32;
const EVERY_OTHER = 'OPEN_CODE_IF_THERE';
/** A full lane is worked off in about a second. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Codes of whoever comes back, those of them that are a family's beyond the limits, families that are new, phones with their PINs, and people with passwords: a crowd
 * in one lane does not shut the others out.
 */
export type HashLane = 'OPEN_CODE' | 'OPEN_CODE_IF_THERE' | 'NEW_CODE' | 'PIN' | 'PASSWORD';

/** One for the whole process. */
export class HashQueue {
  private running = 0;
  private last: HashLane | null = null;
  /** In the order of their turns: whoever was served goes behind. */
  private readonly lanes = new Map<HashLane, (() => void)[]>();

  /** Refuses with BUSY without having begun. */
  async run<T>(lane: HashLane, hash: () => Promise<T>): Promise<T | Refused> {
    if (this.running >= AT_ONCE) {
      const waiting = this.lanes.get(lane) ?? [];
      const most = lane === EVERY_OTHER ? MOST_WAITING_FOR_EVERY_OTHER : MOST_WAITING;
      if (waiting.length >= most) return refuse('BUSY', undefined, RETRY_AFTER_SECONDS);
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
    const isItsTurn = this.last !== EVERY_OTHER && this.lanes.has(EVERY_OTHER);
    const lane = isItsTurn ? EVERY_OTHER : this.lanes.keys().next().value;
    if (lane === undefined) return undefined;
    const waiting = this.lanes.get(lane) ?? [];
    const next = waiting.shift();
    this.lanes.delete(lane);
    if (waiting.length > 0) this.lanes.set(lane, waiting);
    this.last = lane;
    return next;
  }
}
