/** A coordinator confers trust on a home that has earned it, and takes it away; what the home said for others goes with it. */
import { Injectable } from '@nestjs/common';
import { HomesOfCoordinator } from '../home/homes-of-coordinator.js';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { decideTrust, decideTrustWithdrawal } from './domain/trust.js';
import { FallenHomes } from './fallen-homes.js';
import { TrustStore } from './trust.store.js';
import { VouchStore } from './vouch.store.js';

@Injectable()
export class ConferTrust {
  constructor(
    private readonly homes: HomesOfCoordinator,
    private readonly vouches: VouchStore,
    private readonly trust: TrustStore,
    private readonly fallen: FallenHomes,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  give(viewer: CoordinatorViewer, homeId: string): Promise<{ homeId: string } | Refused> {
    return this.homes.change(viewer, homeId, async (tx, home) => {
      const earned = (await this.trust.earned(tx, [homeId])).get(homeId);
      const trust = decideTrust({ ...home, ...(earned ?? { confirmedIntakes: 0, days: 0, upheldReports: 0 }) });
      if (!trust.accepted) return trust;
      if (!(await this.vouches.changeTier(tx, homeId, 'VOUCHED', 'TRUSTED'))) return false;
      await this.trust.useUp(tx, homeId);
      await this.notices.tell(tx, { homeId }, 'HOME_TRUSTED', { kind: 'HOME', id: homeId }, this.clock.now());
      return true;
    });
  }

  takeAway(viewer: CoordinatorViewer, homeId: string): Promise<{ homeId: string } | Refused> {
    return this.homes.change(
      viewer,
      homeId,
      async (tx, home) => {
        const withdrawal = decideTrustWithdrawal(home);
        if (!withdrawal.accepted) return withdrawal;
        const now = this.clock.now();
        const given = (await this.vouches.givenBy(tx, homeId)).map(({ id }) => id);
        await this.fallen.execute(tx, given, [], now);
        await this.notices.tell(tx, { homeId }, 'HOME_TRUST_WITHDRAWN', { kind: 'HOME', id: homeId }, now);
        return this.vouches.changeTier(tx, homeId, 'TRUSTED', 'VOUCHED');
      },
      (tx) => this.vouches.lockAll(tx),
    );
  }
}
