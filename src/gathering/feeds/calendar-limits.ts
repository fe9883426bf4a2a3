/** Whoever tries out addresses of calendars is stopped by the hour; what leads somewhere does not count. */
import { Injectable } from '@nestjs/common';
import { AttemptCounters } from '../../access/attempt-counters.js';
import { Attempts, type Begun } from '../../access/attempts.js';
import type { Refused } from '../../kernel/decision.js';
import { Settings } from '../../platform/instance-parts.js';

@Injectable()
export class CalendarLimits {
  private readonly misses: Attempts;

  constructor(counters: AttemptCounters, { config }: Settings) {
    this.misses = new Attempts(counters.of({ what: 'calendar-client', most: config.calendarMissesPerClient }));
  }

  /** Counted before it is looked up, and given back when it led somewhere: calendars of many people are read by one server. */
  begin(clientDigest: string): Promise<Begun | Refused> {
    return this.misses.begin([clientDigest]);
  }
}
