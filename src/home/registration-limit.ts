/** Registrations are counted by client, whether they succeed or not: each tells whether an e-mail was free, and asks a coordinator for attention. */
import { Injectable } from '@nestjs/common';
import { Attempts } from '../access/attempts.js';
import type { Refused } from '../kernel/decision.js';
import { Settings } from '../platform/instance-parts.js';

const HOUR = 3_600;

@Injectable()
export class RegistrationLimit {
  private readonly attempts: Attempts;

  constructor({ config }: Settings) {
    this.attempts = new Attempts({ what: 'registration-client', most: config.registrationsPerHour, seconds: HOUR });
  }

  async count(clientDigest: string): Promise<Refused | null> {
    return this.attempts.begin([clientDigest]);
  }
}
