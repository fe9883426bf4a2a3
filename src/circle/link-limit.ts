/** Proposing a link and taking it back tells the other side each time: there is a number within an hour. */
import { Injectable } from '@nestjs/common';
import { AttemptCounters } from '../access/attempt-counters.js';
import { Attempts } from '../access/attempts.js';
import { isRefused, type Refused } from '../kernel/decision.js';

const MOST_AN_HOUR = 30;

@Injectable()
export class LinkLimit {
  private readonly attempts: Attempts;

  constructor(counters: AttemptCounters) {
    this.attempts = new Attempts(counters.of({ what: 'circle-link', most: MOST_AN_HOUR }));
  }

  /** Of all coordinators of the partner. What is refused told nobody, and does not count. */
  async count<T>(partnerId: string, propose: () => Promise<T | Refused>): Promise<T | Refused> {
    const begun = await this.attempts.begin([partnerId]);
    if (isRefused(begun)) return begun;
    const proposed = await propose();
    if (isRefused(proposed)) await begun.giveBack();
    return proposed;
  }
}
