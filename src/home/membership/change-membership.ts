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
import { MemberStore } from './member.store.js';

@Injectable()
export class ChangeMembership {
  constructor(
    private readonly database: Database,
    private readonly store: MemberStore,
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
      return { changed: true } as const;
    });
  }

  /** Sessions, passkeys and address go at once. What the home is known by stays: others in it may be those whom a family meant. */
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
      await this.store.delete(tx, [decision.value.id]);
      await this.notices.tell(tx, { homeId: home.homeId }, 'MEMBER_LEFT', { kind: 'HOME', id: home.homeId }, now);
      await this.persons.erase(tx, [decision.value.id]);
      return { left: true } as const;
    });
    // Nobody comes back into a home with a backup either.
    if (!isRefused(done)) await this.erasures.execute(now);
    return done;
  }
}
