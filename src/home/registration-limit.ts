/** Registrations are counted by client, whether they succeed or not: each tells whether an e-mail was free, and asks a coordinator for attention. */
import { Injectable } from '@nestjs/common';
import { AttemptCounters } from '../access/attempt-counters.js';
import { Attempts } from '../access/attempts.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Settings } from '../platform/instance-parts.js';

@Injectable()
export class RegistrationLimit {
  private readonly attempts: Attempts;

  constructor(counters: AttemptCounters, { config }: Settings) {
    this.attempts = new Attempts(counters.of({ what: 'registration-client', most: config.registrationsPerHour }));
  }

  async count(clientDigest: string): Promise<Refused | null> {
    const begun = await this.attempts.begin([clientDigest]);
    return isRefused(begun) ? begun : null;
  }
}
