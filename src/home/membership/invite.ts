/** An invitation is a token that is shown once, works once and for seven days, and says nothing of who invites whom to anybody else. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import type { MemberRole } from '../../kernel/member-role.js';
import type { CoordinatorViewer, HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { digestToken, makeToken } from '../../sealing/opaque-token.js';
import { decideInviteHome, decideInviteMember, MOST_INVITATIONS } from '../domain/membership.js';
import { InvitationStore, type NewInvitation } from './invitation.store.js';
import { MemberStore } from './member.store.js';

export interface Invited {
  /** Shown once: only its digest is kept. */
  readonly invitation: string;
  readonly endsAt: Date;
}

const DAYS = 7;
/** Of one coordinator, not used yet. */
const MOST_OF_COORDINATOR = 10 * MOST_INVITATIONS;

type Said = Pick<NewInvitation, 'kind' | 'homeId' | 'coordinatorId' | 'role' | 'vouches'>;

@Injectable()
export class Invite {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly store: InvitationStore,
    private readonly clock: Clock,
  ) {}

  async member(viewer: HomeViewer, role: MemberRole): Promise<Invited | Refused> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const home = await this.members.lock(tx, viewer);
      if (!home) return refuse('NOT_FOUND');
      const open = await this.store.of(tx, { homeId: home.homeId, coordinatorId: null }, now);
      const decision = decideInviteMember(home, role, open.length);
      if (!decision.accepted) return decision;
      const { homeId } = home;
      return this.write(tx, { kind: 'MEMBER', homeId, coordinatorId: null, role: decision.value, vouches: false }, now);
    });
  }

  /** `vouch`: a coordinator's word goes along. A home vouches for others in another way. */
  async home(viewer: HomeViewer | CoordinatorViewer, vouch: boolean): Promise<Invited | Refused> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      if (viewer.kind === 'COORDINATOR') return this.byCoordinator(tx, viewer, vouch, now);
      if (vouch) return refuse('NOT_ALLOWED', ['vouch']);
      const home = await this.members.lock(tx, viewer);
      if (!home) return refuse('NOT_FOUND');
      const { homeId } = home;
      const open = await this.store.of(tx, { homeId, coordinatorId: null }, now);
      const decision = decideInviteHome(viewer, open.length);
      if (!decision.accepted) return decision;
      return this.write(tx, { kind: 'HOME', homeId, coordinatorId: null, role: null, vouches: false }, now);
    });
  }

  private async byCoordinator(
    tx: Transaction,
    { coordinatorId, roles }: CoordinatorViewer,
    vouches: boolean,
    now: Date,
  ): Promise<Invited | Refused> {
    // As for a vouch that is given later: inviting must not be a way around the role.
    if (vouches && !roles.includes('REVIEWER') && !roles.includes('ADMIN')) return refuse('NOT_ALLOWED', ['vouch']);
    const open = await this.store.of(tx, { homeId: null, coordinatorId }, now);
    if (open.length >= MOST_OF_COORDINATOR) return refuse('HOME_FULL');
    return this.write(tx, { kind: 'HOME', homeId: null, coordinatorId, role: null, vouches }, now);
  }

  private async write(tx: Transaction, said: Said, now: Date): Promise<Invited> {
    const invitation = makeToken('HOME_INVITATION');
    const endsAt = later(now, days(DAYS));
    const madeOn = now.toISOString().slice(0, 10);
    await this.store.insert(tx, { ...said, id: randomUUID(), digest: digestToken(invitation), madeOn, endsAt });
    return { invitation, endsAt };
  }
}
