/** A home says something else of its offer while it stands: so often within an hour, while taking the note away is never refused. */
import { Injectable } from '@nestjs/common';
import { RewordingLimit } from '../access/rewording-limit.js';
import { Clock } from '../kernel/clock.js';
import { type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { offerStatus } from './domain/offer.js';
import { decideNote } from './domain/offer-note.js';
import { WriteNote } from './write-note.js';

export interface RewordOfferCommand {
  readonly offerId: string;
  readonly note?: string | null;
}

@Injectable()
export class RewordOffer {
  constructor(
    private readonly database: Database,
    private readonly notes: WriteNote,
    private readonly limit: RewordingLimit,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, { offerId, note }: RewordOfferCommand): Promise<{ offerId: string } | Refused> {
    if (!isPublicId(offerId)) return refuse('NOT_FOUND');
    const decided = decideNote(note);
    const reword = () => this.reword(viewer, offerId, decided);
    return decided.accepted && decided.value === null ? reword() : this.limit.count(viewer.homeId, offerId, reword);
  }

  private async reword(
    { homeId }: HomeViewer,
    offerId: string,
    decided: Decision<string | null>,
  ): Promise<{ offerId: string } | Refused> {
    const now = this.clock.now();
    const done = await this.database.transaction(async (tx) => {
      const offer = await this.notes.lock(tx, offerId);
      if (offer?.homeId !== homeId || offer.madeForClaim) return refuse('NOT_FOUND');
      if (!decided.accepted) return decided;
      const status = offerStatus(offer, now);
      if (status !== 'OPEN' && status !== 'PAUSED') return refuse('WRONG_STATE');
      await this.notes.replace(tx, { ...offer, offerId }, decided.value, now);
      return offerId;
    });
    return isRefused(done) ? done : { offerId: done };
  }
}
