/** Whoever holds an invitation joins the home with a sign-in of their own; of two who bring it at once, one does. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { HiddenClaims } from '../../access/account/hidden-claims.js';
import type { CallingClient } from '../../access/calling-client.js';
import { type MadePasskey, RegisterPasskey } from '../../access/passkey/register-passkey.js';
import type { CeremonyOptions } from '../../access/passkey/web-authn.js';
import { type OpenedSession, PersonSessions } from '../../access/person-sessions.js';
import { SealedPersons } from '../../access/sealed-persons.js';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Notices } from '../../notice/notices.js';
import { Database } from '../../platform/database/database.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { digestToken, isTokenOf } from '../../sealing/opaque-token.js';
import { MOST_MEMBERS } from '../domain/membership.js';
import { RegistrationLimit } from '../registration-limit.js';
import { type InvitationIntoHome, InvitationStore } from './invitation.store.js';
import { type JoinInput, JoiningMembers, type SealedMember } from './joining-members.js';
import { MemberStore } from './member.store.js';

export interface JoinedHome {
  readonly viewer: HomeViewer;
  readonly session: OpenedSession;
}

@Injectable()
export class JoinHome {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationStore,
    private readonly members: MemberStore,
    private readonly joining: JoiningMembers,
    private readonly registration: RegisterPasskey,
    private readonly persons: SealedPersons,
    private readonly sessions: PersonSessions,
    private readonly hiddenClaims: HiddenClaims,
    private readonly notices: Notices,
    private readonly limit: RegistrationLimit,
    private readonly clock: Clock,
  ) {}

  async startWithPasskey(invitation: string): Promise<{ readonly options: CeremonyOptions } | Refused> {
    const digest = await this.openDigest(invitation);
    return digest ? { options: await this.registration.beginToJoin(digest) } : refuse('INVITATION_INVALID');
  }

  async execute(
    input: JoinInput & { readonly invitation: string },
    client: CallingClient,
  ): Promise<JoinedHome | Refused> {
    const said = this.joining.decide(input);
    if (!said.accepted) return said;
    const now = this.clock.now();
    const tooMany = await this.limit.count(client, now);
    if (tooMany) return tooMany;
    // Looked up before the slow hash: only somebody who was invited may make us work.
    const digest = await this.openDigest(input.invitation);
    const into = digest && (await this.invitations.intoHome(this.database, digest, now));
    if (!digest || !into) return refuse('INVITATION_INVALID');
    const passkey = await this.passkeyOf(input, digest);
    if (isRefused(passkey)) return passkey;
    const sealed = await this.joining.seal(said, passkey?.personId ?? randomUUID(), into, now);
    if (isRefused(sealed)) return sealed;
    const session = await this.database.transaction((tx) => this.write(tx, digest, into, sealed, passkey, now));
    if (isRefused(session)) {
      await this.persons.discard(sealed.person);
      return session;
    }
    const viewer = await this.sessions.viewerOf(session.token);
    return viewer?.kind === 'HOME' ? { viewer, session } : refuse('INVITATION_INVALID');
  }

  private async openDigest(invitation: string): Promise<Buffer | null> {
    const token = invitation.trim();
    const digest = digestToken(token);
    if (!isTokenOf('HOME_INVITATION', token)) return null;
    return (await this.invitations.intoHome(this.database, digest, this.clock.now())) && digest;
  }

  private async passkeyOf(
    { passkey = null }: JoinInput,
    invitationDigest: Buffer,
  ): Promise<MadePasskey | null | Refused> {
    if (passkey === null) return null;
    const made = await this.registration.verify(passkey, { purpose: 'JOIN', invitationDigest }, ['passkey']);
    return made.accepted ? made.value : made;
  }

  private async write(
    tx: Transaction,
    digest: Buffer,
    { homeId }: InvitationIntoHome,
    { member, person }: SealedMember,
    passkey: MadePasskey | null,
    now: Date,
  ): Promise<OpenedSession | Refused> {
    // Holds the home from here on, before the invitation, as by whoever ends it: the home is neither closed nor fuller than was seen.
    const { emailDigest, mailboxDigest, phoneDigest } = member;
    const becomes = [emailDigest, mailboxDigest, phoneDigest].flatMap((its) => its ?? []);
    await this.hiddenClaims.end(tx, homeId, becomes, now);
    if (!(await this.invitations.use(tx, digest, now))) return refuse('INVITATION_INVALID');
    if (!(await this.members.insert(tx, member))) return refuse('REGISTRATION_FAILED');
    if (passkey) await this.registration.keep(tx, { memberId: member.id }, passkey, now);
    await this.persons.keep(tx, person);
    if ((await this.members.of(tx, homeId)).length > MOST_MEMBERS) return refuse('HOME_FULL');
    if (!(await this.invitations.isOpenHome(tx, homeId))) return refuse('INVITATION_INVALID');
    await this.notices.tell(tx, { homeId }, 'MEMBER_JOINED', { kind: 'HOME', id: homeId }, now);
    return this.sessions.open({ memberId: member.id }, tx);
  }
}
