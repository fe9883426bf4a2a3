/** Members leave, keepers remove members and make others keepers; an open home never is without one. */
import { Injectable } from '@nestjs/common';
import { SealedPersons } from '../../access/sealed-persons.js';
import { Clock } from '../../kernel/clock.js';
import { type Decision, isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { isPublicId } from '../../kernel/ids.js';
import type { MemberRole } from '../../kernel/member-role.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Notices } from '../../notice/notices.js';
import { Database } from '../../platform/database/database.js';
import { KeepErasures } from '../../sealing/erasure/keep-erasures.js';
import { decideLeave, decideRemove, decideRole, type HomeOfMember, type Member } from '../domain/membership.js';
import { InvitationStore } from './invitation.store.js';
import { MemberStore } from './member.store.js';

@Injectable()
export class ChangeMembership {
  constructor(
    private readonly database: Database,
    private readonly store: MemberStore,
    private readonly invitations: InvitationStore,
    private readonly persons: SealedPersons,
    private readonly notices: Notices,
    private readonly erasures: KeepErasures,
    private readonly clock: Clock,
  ) {}

  leave(viewer: HomeViewer): Promise<{ readonly left: true } | Refused> {
    return this.end(viewer, decideLeave);
  }

  remove(viewer: HomeViewer, memberId: string): Promise<{ readonly left: true } | Refused> {
    return this.end(viewer, (home) => decideRemove(home, memberId));
  }

  async setRole(viewer: HomeViewer, memberId: string, role: MemberRole): Promise<{ readonly changed: true } | Refused> {
    if (!isPublicId(memberId)) return refuse('NOT_FOUND', ['memberId']);
    return this.database.transaction(async (tx) => {
      const home = await this.store.lock(tx, viewer);
      if (!home) return refuse('NOT_FOUND');
      const decision = decideRole(home, memberId, role);
      if (!decision.accepted) return decision;
      await this.store.setRole(tx, decision);
      if (role === 'MEMBER') await this.invitations.deleteInto(tx, home.homeId);
      return { changed: true } as const;
    });
  }

  /**
   * Sessions, passkeys and address go at once, and with a keeper every invitation into the home: one of them may have been kept. What the
   * home is known by stays: others in it may be those whom a family meant.
   */
  private async end(
    viewer: HomeViewer,
    decide: (home: HomeOfMember) => Decision<Member>,
  ): Promise<{ readonly left: true } | Refused> {
    const now = this.clock.now();
    const done = await this.database.transaction(async (tx) => {
      const home = await this.store.lock(tx, viewer);
      if (!home) return refuse('NOT_FOUND');
      const decision = decide(home);
      if (!decision.accepted) return decision;
      const { id, role } = decision.value;
      await this.store.delete(tx, [id]);
      if (role === 'KEEPER') await this.invitations.deleteInto(tx, home.homeId);
      await this.notices.tell(tx, { homeId: home.homeId }, 'MEMBER_LEFT', { kind: 'HOME', id: home.homeId }, now);
      await this.persons.erase(tx, [id]);
      return { left: true } as const;
    });
    // Nobody comes back into a home with a backup either.
    if (!isRefused(done)) await this.erasures.execute(now);
    return done;
  }
}
