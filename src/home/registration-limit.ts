/**
 * Registrations are counted, whether they succeed or not: each tells whether an e-mail was free, and asks a coordinator for attention. By client within
 * an hour; and what comes through the servers of one partner within a day, since these may name as many clients as they like.
 */
import { Injectable } from '@nestjs/common';
import { AttemptCounters } from '../access/attempt-counters.js';
import { Attempts } from '../access/attempts.js';
import type { CallingClient } from '../access/calling-client.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { DailyLooks } from '../metering/daily-looks.js';
import { Settings } from '../platform/instance-parts.js';

@Injectable()
export class RegistrationLimit {
  private readonly attempts: Attempts;

  constructor(
    counters: AttemptCounters,
    { config }: Settings,
    private readonly daily: DailyLooks,
  ) {
    this.attempts = new Attempts(counters.of({ what: 'registration-client', most: config.registrationsPerHour }));
  }

  async count({ clientDigest, serverOf }: CallingClient, now: Date): Promise<Refused | null> {
    const begun = await this.attempts.begin([clientDigest]);
    if (isRefused(begun)) return begun;
    const used = serverOf && (await this.daily.registration(serverOf, now));
    return used ? refuse('TOO_MANY_ATTEMPTS', undefined, used.retryAfterSeconds) : null;
  }
}
