/** A partner's coordinator, or the operator, invites another: by a token that is shown once and good for seven days. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type PersonOfPartner, SealedPersons } from '../access/sealed-persons.js';
import { Clock } from '../kernel/clock.js';
import { CoordinatorRole, distinctRoles } from '../kernel/coordinator-role.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import { decideEmail } from '../kernel/email-address.js';
import { Database } from '../platform/database/database.js';
import { BlindIndex } from '../sealing/blind-index.js';
import { digestToken, makeToken } from '../sealing/opaque-token.js';
import { CoordinatorStore } from './coordinator.store.js';

export interface CoordinatorInvited {
  readonly coordinatorId: string;
  /** Shown once: only its digest is kept. */
  readonly invitation: string;
  readonly endsAt: Date;
}

const DAYS = 7;

@Injectable()
export class InviteCoordinator {
  constructor(
    private readonly database: Database,
    private readonly store: CoordinatorStore,
    private readonly index: BlindIndex,
    private readonly persons: SealedPersons,
    private readonly clock: Clock,
  ) {}

  /**
   * `partnerId` is the inviting coordinator's own partner, or the one that the operator names: it must exist. Every role, where none is
   * named: somebody has to be the first.
   */
  async execute(
    partnerId: string,
    input: { readonly email: string; readonly roles?: readonly CoordinatorRole[] },
  ): Promise<CoordinatorInvited | Refused> {
    const roles = distinctRoles(input.roles ?? Object.values(CoordinatorRole));
    if (roles.length === 0) return refuse('INVALID_INPUT', ['roles']);
    const email = decideEmail(input.email);
    if (!email.accepted) return email;
    const now = this.clock.now();
    const person: PersonOfPartner = { personId: randomUUID(), partnerId };
    const invitation = makeToken('INVITATION');
    const endsAt = later(now, days(DAYS));
    const sealed = await this.persons.seal(person, { email: email.value, phone: null }, now);
    const coordinatorId = await this.database.transaction(async (tx) => {
      const id = await this.store.invite(tx, {
        id: person.personId,
        partnerId,
        roles,
        emailDigest: this.index.digestEmail(email.value),
        mailboxDigest: this.index.digestMailbox(email.value),
        digest: digestToken(invitation),
        endsAt,
      });
      if (id === null) return refuse('CANNOT_INVITE', ['email']);
      if (id === person.personId) await this.persons.keep(tx, sealed);
      return id;
    });
    // Refused, or invited before: the address was sealed for nobody, or is sealed already.
    if (coordinatorId !== person.personId) await this.persons.discard(sealed);
    return isRefused(coordinatorId) ? coordinatorId : { coordinatorId, invitation, endsAt };
  }
}
