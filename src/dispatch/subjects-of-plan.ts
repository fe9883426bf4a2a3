/** The requests and offers of a plan's lines, read once for all lines of a page, as the coordinator may see them. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Offer } from '../offer/offer.type.js';
import { ReadOffers } from '../offer/read-offers.js';
import { type CallContext, loaderOf } from '../platform/graphql/call-context.js';
import { ReadRequests } from '../request/read-requests.js';
import type { HelpRequest } from '../request/request.type.js';
import type { PlanLine } from './plan-record.js';

@Injectable()
export class SubjectsOfPlan {
  constructor(
    private readonly requests: ReadRequests,
    private readonly offers: ReadOffers,
    private readonly clock: Clock,
  ) {}

  request({ requestId }: PlanLine, context: CallContext): Promise<HelpRequest | null> {
    const { viewer, language } = context;
    return loaderOf(context, 'requests-of-plan', (ids) =>
      this.requests.byIds(viewer, ids, this.clock.now(), language),
    ).load(requestId);
  }

  async offer({ offerId }: PlanLine, context: CallContext): Promise<Offer | null> {
    if (offerId === null) return null;
    const { viewer, language } = context;
    return loaderOf(context, 'offers-of-plan', (ids) =>
      this.offers.byIds(viewer, ids, this.clock.now(), language),
    ).load(offerId);
  }
}
