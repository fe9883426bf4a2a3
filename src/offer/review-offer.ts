/** Coordinators of a home's partner read the notes that wait, and show them or ask the home for other words. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { ReturnReason } from '../screening/text-reason.js';
import { offerStatus } from './domain/offer.js';
import { decideApproveNote, decideReturnNote, type NoteReview } from './domain/offer-note.js';
import { type LockedNote, OfferNoteStore } from './offer-note.store.js';

export interface NoteCommand {
  readonly offerId: string;
  readonly revision: number;
}

@Injectable()
export class ReviewOffer {
  constructor(
    private readonly database: Database,
    private readonly store: OfferNoteStore,
    private readonly households: OwnHouseholds,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  approve(viewer: CoordinatorViewer, command: NoteCommand): Promise<{ offerId: string } | Refused> {
    return this.review(viewer, command, 'TEXT_APPROVED', ({ review }) => decideApproveNote(review, command.revision));
  }

  /** Also of a note that is shown. */
  return(
    viewer: CoordinatorViewer,
    command: NoteCommand & { readonly reasons: readonly ReturnReason[] },
  ): Promise<{ offerId: string } | Refused> {
    return this.review(viewer, command, 'TEXT_RETURNED', ({ review, hasNote }, half) =>
      hasNote ? decideReturnNote(review, command, half) : refuse('WRONG_STATE'),
    );
  }

  private async review(
    viewer: CoordinatorViewer,
    { offerId }: NoteCommand,
    told: 'TEXT_APPROVED' | 'TEXT_RETURNED',
    decide: (offer: LockedNote, half: number) => Decision<NoteReview>,
  ): Promise<{ offerId: string } | Refused> {
    const now = this.clock.now();
    if (!isPublicId(offerId)) return refuse('NOT_FOUND');
    const done = await this.database.transaction(async (tx) => {
      const offer = await this.store.lock(tx, offerId);
      if (offer?.partnerId !== viewer.partnerId || offer.madeForClaim) return refuse('NOT_FOUND');
      // What a home of their own says to families, somebody else reads first.
      const own = told === 'TEXT_APPROVED' ? await this.households.refusal(tx, viewer, offer.homeId) : undefined;
      if (own) return own;
      const status = offerStatus(offer, now);
      if (status !== 'OPEN' && status !== 'PAUSED') return refuse('WRONG_STATE');
      const decided = decide(offer, halfDayAt(now, 'UTC'));
      if (!decided.accepted) return decided;
      await this.store.write(tx, offerId, decided.value);
      await this.notices.tell(tx, { homeId: offer.homeId }, told, { kind: 'OFFER', id: offerId }, now);
      return offerId;
    });
    return isRefused(done) ? done : { offerId: done };
  }
}
