/** A new home is written all at once: with its member, its sealed address, its first session, and word to its coordinators. */
import { Injectable } from '@nestjs/common';
import { type OpenedSession, PersonSessions } from '../access/person-sessions.js';
import { SealedPersons } from '../access/sealed-persons.js';
import { type Accepted, type Refused, refuse } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { Registration } from './domain/registration.js';
import { HomeStore } from './home.store.js';
import { InvitedHomes, type PlaceOfNewHome } from './invited-homes.js';
import type { SealedRegistration } from './sealed-registration.js';

export interface RegisteredHome {
  readonly viewer: HomeViewer;
  readonly session: OpenedSession;
}

@Injectable()
export class NewHomes {
  constructor(
    private readonly store: HomeStore,
    private readonly invited: InvitedHomes,
    private readonly persons: SealedPersons,
    private readonly sessions: PersonSessions,
    private readonly notices: Notices,
  ) {}

  async write(
    tx: Transaction,
    registration: Accepted<Registration>,
    { homeId, shortNameBox, member, person }: SealedRegistration,
    place: PlaceOfNewHome,
    now: Date,
  ): Promise<RegisteredHome | Refused> {
    const { circleId, partnerId } = place;
    const unusable = await this.invited.use(tx, place, now);
    if (unusable) return unusable;
    const registeredOn = now.toISOString().slice(0, 10);
    await this.store.insert(
      tx,
      { id: homeId, circleId, partnerId, shortNameBox, registeredOn, kind: registration.value.kind },
      registration,
    );
    if (!(await this.store.insertMember(tx, member))) return refuse('REGISTRATION_FAILED');
    await this.persons.keep(tx, person);
    await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'HOME_REGISTERED', { kind: 'HOME', id: homeId }, now);
    await this.invited.vouch(tx, homeId, place, now);
    return {
      session: await this.sessions.open({ memberId: member.id }, tx),
      viewer: {
        kind: 'HOME',
        homeId,
        memberId: member.id,
        memberRole: 'KEEPER',
        circleId,
        partnerId,
        tier: 'NEW',
        vouched: false,
        paused: false,
        linkedCircleIds: [],
        agreed: await this.store.hasAgreed(tx, homeId),
        certificates: [],
        languages: registration.value.languages,
        features: registration.value.features,
      },
    };
  }
}
