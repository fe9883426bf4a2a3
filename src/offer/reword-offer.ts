/** A home says something else of its offer, at any time while it stands. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { offerStatus } from './domain/offer.js';
import { decideNote } from './domain/offer-note.js';
import { WriteNote } from './write-note.js';

@Injectable()
export class RewordOffer {
  constructor(
    private readonly database: Database,
    private readonly notes: WriteNote,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: HomeViewer,
    { offerId, note }: { offerId: string; note?: string | null },
  ): Promise<{ offerId: string } | Refused> {
    const now = this.clock.now();
    if (!isPublicId(offerId)) return refuse('NOT_FOUND');
    const decided = decideNote(note);
    const done = await this.database.transaction(async (tx) => {
      const offer = await this.notes.lock(tx, offerId);
      if (offer?.homeId !== viewer.homeId || offer.madeForClaim) return refuse('NOT_FOUND');
      if (!decided.accepted) return decided;
      const status = offerStatus(offer, now);
      if (status !== 'OPEN' && status !== 'PAUSED') return refuse('WRONG_STATE');
      await this.notes.replace(tx, { ...offer, offerId }, decided.value, now);
      return offerId;
    });
    return isRefused(done) ? done : { offerId: done };
  }
}
