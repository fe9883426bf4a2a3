/** A home pauses, resumes or withdraws an offer of its own. Claims that were made before go on, whatever becomes of the offer. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { decidePause, decideResume, decideWithdrawOffer, type OfferState, type OfferStep } from './domain/offer.js';
import { OfferStore } from './offer.store.js';

const DECISIONS: Readonly<Record<OfferChange, (offer: OfferState, now: Date) => Decision<OfferStep>>> = {
  PAUSE: decidePause,
  RESUME: decideResume,
  WITHDRAW: decideWithdrawOffer,
};
export type OfferChange = 'PAUSE' | 'RESUME' | 'WITHDRAW';

@Injectable()
export class ChangeOffer {
  constructor(
    private readonly database: Database,
    private readonly store: OfferStore,
    private readonly clock: Clock,
  ) {}

  /** Also for a home that is paused itself: it may always offer less. Resuming then changes nothing for others. */
  async execute(viewer: HomeViewer, change: OfferChange, offerId: string): Promise<{ offerId: string } | Refused> {
    const now = this.clock.now();
    if (!isPublicId(offerId)) return refuse('NOT_FOUND');
    const done = await this.database.transaction(async (tx) => {
      const offer = await this.store.lockOwn(tx, viewer.homeId, offerId);
      if (!offer || offer.madeForClaim) return refuse('NOT_FOUND');
      const step = DECISIONS[change](offer, now);
      if (!step.accepted) return step;
      return (await this.store.move(tx, offerId, step)) ? offerId : refuse('WRONG_STATE');
    });
    return isRefused(done) ? done : { offerId: done };
  }
}
