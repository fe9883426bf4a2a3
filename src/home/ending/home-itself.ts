/** The home itself as a part of it: what it says of itself, how it stands, who belongs to it, and how the member who asks signs in. */
import { Injectable } from '@nestjs/common';
import { OwnPasskeyDates } from '../../access/passkey/own-passkey-dates.js';
import { SealedPersons } from '../../access/sealed-persons.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { InvitationStore } from '../membership/invitation.store.js';
import { MemberStore } from '../membership/member.store.js';
import { OwnHomeStore } from './own-home.store.js';
import type { PartOfHome } from './part-of-home.js';
import { ReadOwnHome } from './read-own-home.js';

@Injectable()
export class HomeItself implements PartOfHome {
  readonly section = 'home';
  readonly holds = [
    'home_member.home_id',
    'home_invitation.home_id',
    'agreement_acceptance.home_id',
    'certificate.home_id',
    'certificate.member_id',
    'passkey.member_id',
  ];

  constructor(
    private readonly reading: ReadOwnHome,
    private readonly store: OwnHomeStore,
    private readonly members: MemberStore,
    private readonly invitations: InvitationStore,
    private readonly persons: SealedPersons,
    private readonly passkeys: OwnPasskeyDates,
  ) {}

  async exported(tx: Transaction, viewer: HomeViewer, now: Date): Promise<unknown> {
    const { homeId, memberId, partnerId, paused } = viewer;
    const members = await this.members.of(tx, homeId);
    const address = (await this.persons.open(tx, [{ personId: memberId, partnerId }], now)).get(memberId);
    return {
      ...(await this.reading.of(viewer, tx)),
      paused,
      members: members.map(({ id, role, joinedOn }) => ({ role, joinedOn, you: id === memberId })),
      you: { ...address, passkeys: await this.passkeys.of(tx, memberId) },
      invitations: (await this.invitations.of(tx, { homeId, coordinatorId: null }, now)).map(
        ({ kind, role, endsAt }) => ({ kind, role, endsAt }),
      ),
      agreements: await this.store.agreements(tx, homeId),
      certificates: await this.store.certificates(tx, memberId),
    };
  }
}
