/** E-mail and password open a session; guessing is limited by e-mail and by client, and learns nothing. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { BlindIndex } from '../sealing/blind-index.js';
import type { CallingClient } from './calling-client.js';
import { GuessAlarm } from './guess-alarm.js';
import { KnownPeople, type PersonKind } from './known-people.js';
import { type OpenedSession, PersonSessions } from './person-sessions.js';
import { SignInLimits } from './sign-in-limits.js';

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** For whoever is both under one e-mail; left out, a coordinator comes before a home. */
  readonly as?: PersonKind | null;
}

export interface SignedInPerson {
  readonly session: OpenedSession;
  readonly viewer: HomeViewer | CoordinatorViewer;
}

@Injectable()
export class SignIn {
  constructor(
    private readonly index: BlindIndex,
    private readonly people: KnownPeople,
    private readonly sessions: PersonSessions,
    private readonly limits: SignInLimits,
    private readonly alarm: GuessAlarm,
  ) {}

  async execute({ email, password, as }: SignInRequest, client: CallingClient): Promise<SignedInPerson | Refused> {
    const digest = this.index.digestEmail(email);
    const attempt = await this.limits.begin(client, digest);
    if (isRefused(attempt)) {
      await this.alarm.note();
      return attempt;
    }
    const person = await this.people.find(digest, password, as ?? null);
    if (person === null) {
      await this.alarm.note();
      return refuse('SIGN_IN_FAILED');
    }
    await attempt.giveBack();
    if (isRefused(person)) return person;
    const session = await this.sessions.openWithPassword(person);
    const viewer = session && (await this.sessions.viewerOf(session.token));
    return viewer ? { session, viewer } : refuse('SIGN_IN_FAILED');
  }
}
