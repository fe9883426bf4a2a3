/** What somebody says who joins is looked at, sealed, digested and hashed before anything is written: nothing of it is kept in the clear. */
import { Injectable } from '@nestjs/common';
import { Passwords } from '../../access/passwords.js';
import { type SealedPersonRow, SealedPersons } from '../../access/sealed-persons.js';
import { allAccepted } from '../../kernel/all-accepted.js';
import { type Accepted, accept, type Decision, isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { decideEmail } from '../../kernel/email-address.js';
import { decidePassword } from '../../kernel/password.js';
import { decideOptionalText } from '../../kernel/plain-text.js';
import { BlindIndex } from '../../sealing/blind-index.js';
import type { InvitationIntoHome } from './invitation.store.js';
import type { JoiningMember } from './member.store.js';

export interface JoinInput {
  readonly email: string;
  readonly phone?: string | null;
  /** One of the two. */
  readonly password?: string | null;
  readonly passkey?: string | null;
}

export interface SaidByJoining {
  readonly email: string;
  readonly phone: string | null;
  readonly password: string | null;
}

export interface SealedMember {
  readonly member: JoiningMember;
  readonly person: SealedPersonRow;
}

@Injectable()
export class JoiningMembers {
  constructor(
    private readonly index: BlindIndex,
    private readonly passwords: Passwords,
    private readonly persons: SealedPersons,
  ) {}

  decide({ email, phone, password = null, passkey = null }: JoinInput): Decision<SaidByJoining> {
    if ((password === null) === (passkey === null)) return refuse('INVALID_INPUT', ['password']);
    return allAccepted({
      email: decideEmail(email),
      phone: decideOptionalText(phone, { max: 40, lines: 'ONE' }, ['phone']),
      password: password === null ? accept(null) : decidePassword(password),
    });
  }

  async seal(
    { value: { email, phone, password } }: Accepted<SaidByJoining>,
    id: string,
    { homeId, partnerId, role }: InvitationIntoHome,
    now: Date,
  ): Promise<SealedMember | Refused> {
    const phoneDigest = phone === null ? null : this.index.digestPhone(phone);
    if (phone !== null && phoneDigest === null) return refuse('PHONE_INVALID', ['phone']);
    const passwordHash = password === null ? null : await this.passwords.hash(password);
    if (isRefused(passwordHash)) return passwordHash;
    const [emailDigest, mailboxDigest] = [this.index.digestEmail(email), this.index.digestMailbox(email)];
    const joinedOn = now.toISOString().slice(0, 10);
    return {
      member: { id, homeId, role, emailDigest, mailboxDigest, phoneDigest, passwordHash, joinedOn },
      person: await this.persons.seal({ personId: id, partnerId }, { email, phone }, now),
    };
  }
}
