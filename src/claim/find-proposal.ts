/** What may be proposed to whom: the request and the offer are there for the viewer, and neither is money. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { ReadOffers } from '../offer/read-offers.js';
import { ReadRequests } from '../request/read-requests.js';
import type { ClaimWish } from './decide-target.js';

export interface ClaimOfferInput extends Pick<ClaimWish, 'requestId' | 'occurrenceId' | 'lines' | 'plannedFor'> {
  readonly offerId: string;
}

@Injectable()
export class FindProposal {
  constructor(
    private readonly requests: ReadRequests,
    private readonly offers: ReadOffers,
  ) {}

  /** The home that is asked. */
  async execute(
    viewer: FamilyViewer | CoordinatorViewer,
    { requestId, occurrenceId, offerId }: ClaimOfferInput,
    now: Date,
  ): Promise<string | Refused> {
    const ids = [requestId, offerId, ...(occurrenceId === null ? [] : [occurrenceId])];
    if (!ids.every(isPublicId)) return refuse('NOT_FOUND');
    const request = (await this.requests.byIds(viewer, [requestId], now)).get(requestId);
    if (!request) return refuse('NOT_FOUND');
    if (request.kind === 'MONEY') return refuse('MONEY_THROUGH_PARTNER');
    const offer = (await this.offers.byIds(viewer, [offerId], now)).get(offerId);
    return offer ? offer.homeId : refuse('NOT_FOUND');
  }
}
