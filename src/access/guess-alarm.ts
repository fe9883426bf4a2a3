/** Whoever guesses much is heard of: wrong codes and passwords of all clients together raise an alarm, once an hour. */
import { Injectable } from '@nestjs/common';
import { Alarms } from '../platform/alarms/alarms.js';
import { Settings } from '../platform/instance-parts.js';
import { type AttemptCounter, AttemptCounters } from './attempt-counters.js';

const EVERYBODY = 'everybody';

@Injectable()
export class GuessAlarm {
  private readonly guesses: AttemptCounter;
  private readonly most: number;
  /** It was raised, and everybody knows: counting on would only cost. */
  private quietUntil = 0;

  constructor(
    counters: AttemptCounters,
    { config }: Settings,
    private readonly alarms: Alarms,
  ) {
    this.most = config.guessesUntilAlarm;
    this.guesses = counters.of({ what: 'guess', most: this.most });
  }

  /** Tried and wrong, or turned away untried. */
  async note(): Promise<void> {
    if (performance.now() < this.quietUntil) return;
    const { used, within, retryAfterSeconds } = await this.guesses.count(EVERYBODY);
    if ((within && used < this.most) || performance.now() < this.quietUntil) return;
    this.quietUntil = performance.now() + retryAfterSeconds * 1_000;
    this.alarms.raise('CODE_GUESSING');
  }
}
