/** A passkey is made for one person: for who is signed in and has just shown it once more, or for who holds an invitation. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { Queryable } from '../../platform/queryable.js';
import type { Person } from '../person-sessions.js';
import { decideAnswer } from './authenticator-answer.js';
import { type NewCredential, PasskeyStore } from './passkey.store.js';
import type { ChallengePurpose, ExpectedPurpose } from './passkey-challenge.store.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { type CeremonyOptions, WebAuthn } from './web-authn.js';

export interface MadePasskey {
  readonly personId: string;
  readonly credential: NewCredential;
}

@Injectable()
export class RegisterPasskey {
  constructor(
    private readonly store: PasskeyStore,
    private readonly challenges: PasskeyChallenges,
    private readonly webAuthn: WebAuthn,
    private readonly clock: Clock,
  ) {}

  /** For whoever comes with an invitation: the id that the member is going to have is made here. */
  async beginToJoin(invitationDigest: Buffer): Promise<CeremonyOptions> {
    const personId = randomUUID();
    return this.begin({ purpose: 'JOIN', personId, invitationDigest }, 'home', []);
  }

  async beginToAdd(db: Queryable, person: Person): Promise<CeremonyOptions> {
    const isMember = 'memberId' in person;
    const personId = isMember ? person.memberId : person.coordinatorId;
    return this.begin({ purpose: 'ADD', personId }, isMember ? 'home' : 'coordinator', await this.store.of(db, person));
  }

  /** For who is signed in: to be answered with `ConfirmPerson`. */
  async beginToConfirm(person: Person): Promise<CeremonyOptions> {
    const personId = 'memberId' in person ? person.memberId : person.coordinatorId;
    return this.webAuthn.toSign(await this.challenges.make({ purpose: 'CONFIRM', personId }, this.clock.now()));
  }

  /** `text`: the answer of the authenticator in JSON. Its challenge is used up, whatever comes of it. */
  async verify(text: string, expected: ExpectedPurpose, path: readonly string[]): Promise<Decision<MadePasskey>> {
    const answer = decideAnswer(text, path);
    if (!answer.accepted) return answer;
    const challenge = await this.challenges.use(answer.value.challenge, expected, this.clock.now());
    const credential = challenge && (await this.webAuthn.registered(answer.value));
    return credential && challenge.personId
      ? accept({ personId: challenge.personId, credential })
      : refuse('PASSKEY_REFUSED', path);
  }

  async keep(tx: Queryable, person: Person, { credential }: MadePasskey, now: Date): Promise<void> {
    await this.store.insert(tx, randomUUID(), person, credential, now.toISOString().slice(0, 10));
  }

  private async begin(
    its: Exclude<ChallengePurpose, { readonly purpose: 'SIGN_IN' }>,
    kind: 'home' | 'coordinator',
    there: Parameters<WebAuthn['toRegister']>[2],
  ): Promise<CeremonyOptions> {
    const challenge = await this.challenges.make(its, this.clock.now());
    return this.webAuthn.toRegister(its.personId, kind, there, challenge);
  }
}
