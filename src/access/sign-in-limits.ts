/** How many wrong passwords are heard within an hour: of a client, of all clients of a partner's server, and for an e-mail. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import { Settings } from '../platform/instance-parts.js';
import { AttemptCounters } from './attempt-counters.js';
import { Attempts, type Begun } from './attempts.js';
import type { CallingClient } from './calling-client.js';

@Injectable()
export class SignInLimits {
  /** An e-mail is shut for everybody when it is guessed at, but whoever is signed in stays so. */
  private readonly attempts: Attempts;

  constructor(counters: AttemptCounters, { config }: Settings) {
    this.attempts = new Attempts(
      counters.of({ what: 'sign-in-client', most: config.wrongPasswordsPerClient }),
      counters.of({ what: 'sign-in-server', most: config.wrongCodesPerPartner }),
      counters.of({ what: 'sign-in-email', most: config.wrongPasswordsPerEmail }),
    );
  }

  /** Without an e-mail for whoever tries a passkey: nobody knows whose it is before it is right. */
  async begin({ clientDigest, serverOf }: CallingClient, emailDigest: Buffer | null): Promise<Begun | Refused> {
    return this.attempts.begin([clientDigest, serverOf, emailDigest?.toString('base64') ?? null]);
  }
}
