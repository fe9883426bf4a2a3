/** A clock that runs as that of other processes does, and may be put ahead or behind them for a while. */
import { TestClock } from '../../world/test-clock.js';

export class RunningClock extends TestClock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  async ahead<T>(seconds: number, work: () => Promise<T>): Promise<T> {
    this.aheadMs += seconds * 1_000;
    try {
      return await work();
    } finally {
      this.aheadMs -= seconds * 1_000;
    }
  }
}
