/** Saying the same thing in other words over and over finds out what the screening lets through, and calls people each time: there is a number within an hour. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Settings } from '../platform/instance-parts.js';
import { AttemptCounters } from './attempt-counters.js';
import { Attempts } from './attempts.js';

@Injectable()
export class RewordingLimit {
  private readonly attempts: Attempts;

  constructor(counters: AttemptCounters, { config }: Settings) {
    this.attempts = new Attempts(counters.of({ what: 'rewording', most: config.rewordingsPerHour }));
  }

  /** `by`: whoever writes, so that nobody uses up what belongs to somebody else. What is refused was no rewording. */
  async count<T>(by: string, about: string, reword: () => Promise<T | Refused>): Promise<T | Refused> {
    const begun = await this.attempts.begin([`${by}/${about}`]);
    if (isRefused(begun)) return begun;
    const reworded = await reword();
    if (isRefused(reworded)) await begun.giveBack();
    return reworded;
  }
}
