/** A passkey opens a session without any e-mail: nothing is asked that would tell who has an account, and wrong ones are counted like passwords. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { AttemptCounters } from '../attempt-counters.js';
import { Attempts } from '../attempts.js';
import type { CallingClient } from '../calling-client.js';
import { GuessAlarm } from '../guess-alarm.js';
import { PersonSessions } from '../person-sessions.js';
import type { SignedInPerson } from '../sign-in.js';
import { SignInLimits } from '../sign-in-limits.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { UsePasskey } from './use-passkey.js';
import { type CeremonyOptions, WebAuthn } from './web-authn.js';

/** Each is a row for five minutes. */
const MOST_BEGUN_AN_HOUR = 300;

@Injectable()
export class SignInWithPasskey {
  private readonly begun: Attempts;

  constructor(
    private readonly challenges: PasskeyChallenges,
    private readonly webAuthn: WebAuthn,
    private readonly passkeys: UsePasskey,
    private readonly sessions: PersonSessions,
    private readonly limits: SignInLimits,
    private readonly alarm: GuessAlarm,
    private readonly clock: Clock,
    counters: AttemptCounters,
  ) {
    this.begun = new Attempts(counters.of({ what: 'passkey-begun', most: MOST_BEGUN_AN_HOUR }));
  }

  async start({ clientDigest }: CallingClient): Promise<{ readonly options: CeremonyOptions } | Refused> {
    const counted = await this.begun.begin([clientDigest]);
    if (isRefused(counted)) return counted;
    const challenge = await this.challenges.make({ purpose: 'SIGN_IN' }, this.clock.now());
    return { options: await this.webAuthn.toSign(challenge) };
  }

  async finish(credential: string, client: CallingClient): Promise<SignedInPerson | Refused> {
    const attempt = await this.limits.begin(client, null);
    if (isRefused(attempt)) {
      await this.alarm.note();
      return attempt;
    }
    const person = await this.passkeys.execute(credential, { purpose: 'SIGN_IN' }, ['credential']);
    if (isRefused(person)) {
      await this.alarm.note();
      return person;
    }
    await attempt.giveBack();
    const session = await this.sessions.open(person);
    const viewer = await this.sessions.viewerOf(session.token);
    return viewer ? { session, viewer } : refuse('PASSKEY_REFUSED', ['credential']);
  }
}
