/** An admin says what the coordinators of its own partner do, and who is one no more; the last admin stays, and families that one took in are put before the others. */
import { Injectable } from '@nestjs/common';
import { PersonSessions } from '../access/person-sessions.js';
import { Clock } from '../kernel/clock.js';
import { type CoordinatorRole, distinctRoles } from '../kernel/coordinator-role.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { CoordinatorStore } from './coordinator.store.js';

@Injectable()
export class ChangeCoordinators {
  constructor(
    private readonly database: Database,
    private readonly store: CoordinatorStore,
    private readonly sessions: PersonSessions,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async changeRoles(
    viewer: CoordinatorViewer,
    { coordinatorId, roles }: { readonly coordinatorId: string; readonly roles: readonly CoordinatorRole[] },
  ): Promise<{ coordinatorId: string } | Refused> {
    if (!isPublicId(coordinatorId)) return refuse('NOT_FOUND', ['coordinatorId']);
    if (roles.length === 0) return refuse('INVALID_INPUT', ['roles']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      if (!(await this.store.lock(tx, coordinatorId, viewer.partnerId))) return refuse('NOT_FOUND', ['coordinatorId']);
      await this.store.changeRoles(tx, coordinatorId, distinctRoles(roles));
      if (!roles.includes('INTAKE')) await this.tellOfFamilies(tx, viewer.partnerId, coordinatorId, now);
      return { coordinatorId };
    });
  }

  /** Its sessions end with it, at once. Who was invited and has not come cannot come any more. */
  async remove(viewer: CoordinatorViewer, coordinatorId: string): Promise<{ coordinatorId: string } | Refused> {
    if (!isPublicId(coordinatorId)) return refuse('NOT_FOUND', ['coordinatorId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const found = await this.store.lock(tx, coordinatorId, viewer.partnerId);
      if (!found) return refuse('NOT_FOUND', ['coordinatorId']);
      if (found.joined) {
        await this.store.leave(tx, coordinatorId, now);
        await this.sessions.closeAll({ ...viewer, coordinatorId }, tx);
        await this.tellOfFamilies(tx, viewer.partnerId, coordinatorId, now);
      } else await this.store.endInvitation(tx, coordinatorId, now);
      return { coordinatorId };
    });
  }

  /** Whom that one took in, somebody else has to speak for: those who can, and those who can say who does, are told. */
  private async tellOfFamilies(tx: Queryable, partnerId: string, coordinatorId: string, now: Date): Promise<void> {
    if (!(await this.store.spokeForFamilies(tx, coordinatorId))) return;
    const to = { coordinatorsOf: partnerId, roles: ['INTAKE', 'ADMIN'] } as const;
    await this.notices.tell(tx, to, 'INTAKES_TO_TAKE_OVER', { kind: 'PERSON', id: coordinatorId }, now);
  }
}
