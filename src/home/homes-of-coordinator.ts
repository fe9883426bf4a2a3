/** A coordinator acts on the homes of its own partner; any other home is, for it, not there. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { HomeAsItStands } from './domain/vouching.js';
import { holdOffersInTurn } from './hold-offers.js';
import { HomeStore } from './home.store.js';

@Injectable()
export class HomesOfCoordinator {
  constructor(
    private readonly database: Database,
    private readonly store: HomeStore,
  ) {}

  /** Runs the step in a transaction that holds the home; false from it means that somebody else was faster. `lockFirst`: what has to be locked before any home. */
  async change(
    viewer: CoordinatorViewer,
    homeId: string,
    step: (tx: Transaction, home: HomeAsItStands) => Promise<true | false | Refused>,
    lockFirst?: (tx: Transaction) => Promise<void>,
  ): Promise<{ homeId: string } | Refused> {
    if (!isPublicId(homeId)) return refuse('NOT_FOUND', ['homeId']);
    return this.database.transaction(async (tx) => {
      await lockFirst?.(tx);
      await holdOffersInTurn(tx, { homeId, partnerId: viewer.partnerId });
      const home = await this.store.lockForCoordinator(tx, viewer, homeId);
      if (!home) return refuse('NOT_FOUND', ['homeId']);
      const done = await step(tx, home);
      if (done === true) return { homeId };
      return done === false ? refuse('WRONG_STATE') : done;
    });
  }
}
