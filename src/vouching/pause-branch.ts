/** Whoever let an informant in may not know it: the home and all that hangs on it are paused in one step, told in neutral words, and alarmed about once. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Alarms } from '../platform/alarms/alarms.js';
import { Database } from '../platform/database/database.js';
import { BranchStore } from './branch.store.js';
import { VouchStore } from './vouch.store.js';

type Done = { readonly homes: number } | Refused;

@Injectable()
export class PauseBranch {
  constructor(
    private readonly database: Database,
    private readonly vouches: VouchStore,
    private readonly branches: BranchStore,
    private readonly notices: Notices,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
  ) {}

  /** Also those for whom others vouch besides. What is paused already stays so, and is not told again. */
  async pause(viewer: CoordinatorViewer, homeId: string): Promise<Done> {
    if (!isPublicId(homeId)) return refuse('NOT_FOUND', ['homeId']);
    return this.database.transaction(async (tx) => {
      await this.vouches.lockAll(tx);
      if (!(await this.branches.isOfPartner(tx, viewer, homeId))) return refuse('NOT_FOUND', ['homeId']);
      const now = this.clock.now();
      const paused = await this.branches.pause(tx, viewer, homeId, now);
      if (paused.length === 0) return refuse('WRONG_STATE');
      await this.notices.tellHomes(tx, paused, 'HOME_PAUSED', now);
      const about = { kind: 'HOME', id: homeId } as const;
      await this.notices.tell(tx, { coordinatorsOf: viewer.partnerId }, 'HOME_TO_REVIEW', about, now);
      tx.afterCommit(async () => this.alarms.raise('HOME_PAUSED'));
      return { homes: paused.length };
    });
  }

  /** Of those that were paused with it: who is paused for another reason, or hangs on another paused branch, stays so, and so does a home of one's own. The home itself may be gone by now. */
  async unpause(viewer: CoordinatorViewer, homeId: string): Promise<Done> {
    if (!isPublicId(homeId)) return refuse('NOT_FOUND', ['homeId']);
    return this.database.transaction(async (tx) => {
      await this.vouches.lockAll(tx);
      await this.branches.handOn(tx, viewer, homeId);
      const freed = await this.branches.unpause(tx, viewer, homeId);
      if (freed.length === 0) {
        const isThere = await this.branches.isOfPartner(tx, viewer, homeId);
        return isThere ? refuse('WRONG_STATE') : refuse('NOT_FOUND', ['homeId']);
      }
      await this.notices.tellHomes(tx, freed, 'HOME_UNPAUSED', this.clock.now());
      return { homes: freed.length };
    });
  }
}
