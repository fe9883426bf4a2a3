/** E-mail and password open a session; guessing is limited by e-mail and by client, and learns nothing. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { BlindIndex } from '../sealing/blind-index.js';
import { Attempts } from './attempts.js';
import { KnownPeople, type PersonKind } from './known-people.js';
import { type OpenedSession, PersonSessions } from './person-sessions.js';

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

const HOUR = 3_600;

@Injectable()
export class SignIn {
  /** Failed ones. An e-mail is shut for everybody when it is guessed at, but whoever is signed in stays so. */
  private readonly attempts = new Attempts(
    { what: 'sign-in-client', most: 20, seconds: HOUR },
    { what: 'sign-in-email', most: 10, seconds: HOUR },
  );

  constructor(
    private readonly index: BlindIndex,
    private readonly people: KnownPeople,
    private readonly sessions: PersonSessions,
  ) {}

  async execute({ email, password, as }: SignInRequest, clientDigest: string): Promise<SignedInPerson | Refused> {
    const digest = this.index.digestEmail(email);
    const counted = [clientDigest, digest.toString('base64')];
    const tooMany = await this.attempts.begin(counted);
    if (tooMany) return tooMany;
    const person = await this.people.find(digest, password, as ?? null);
    if (person === null) return refuse('SIGN_IN_FAILED');
    await this.attempts.giveBack(counted);
    if (isRefused(person)) return person;
    const session = await this.sessions.open(person);
    const viewer = await this.sessions.viewerOf(session.token);
    return viewer ? { session, viewer } : refuse('SIGN_IN_FAILED');
  }
}
