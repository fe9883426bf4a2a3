/** While the sample is told, time is what the story says: it begins some days ago and ends now. */
import { Clock } from '../kernel/clock.js';

const MILLISECONDS_AN_HOUR = 3_600_000;

export class StoryClock extends Clock {
  private current: Date;

  constructor(start: Date) {
    super();
    this.current = start;
  }

  now(): Date {
    return new Date(this.current);
  }

  /** Time goes forward only. */
  pass(hours: number): void {
    this.current = new Date(this.current.getTime() + hours * MILLISECONDS_AN_HOUR);
  }

  catchUp(now: Date): void {
    if (now > this.current) this.current = now;
  }
}
