/** The requests and offers of claims, read once for all claims of an answer, as their viewer may see them. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Offer } from '../offer/offer.type.js';
import { ReadOffers } from '../offer/read-offers.js';
import { type CallContext, loaderOf } from '../platform/graphql/call-context.js';
import { ReadRequests } from '../request/read-requests.js';
import type { HelpRequest, RequestLine } from '../request/request.type.js';
import { Claim, type ClaimLine } from './claim.type.js';
import type { ClaimRecord } from './claim-record.js';

@Injectable()
export class ShownClaims {
  constructor(
    private readonly requests: ReadRequests,
    private readonly offers: ReadOffers,
    private readonly clock: Clock,
  ) {}

  shown(record: ClaimRecord, { viewer }: CallContext): Claim {
    return Claim.from(record, viewer, this.clock.now());
  }

  /** What a mutation answers with. */
  answer(record: ClaimRecord | Refused, context: CallContext): { readonly claim: Claim } | Refused {
    return isRefused(record) ? record : { claim: this.shown(record, context) };
  }

  /** Null when the claim has none, or the viewer does not see it any more. */
  async request({ record }: Claim, context: CallContext): Promise<HelpRequest | null> {
    if (record.requestId === null) return null;
    const { viewer, language } = context;
    return loaderOf(context, 'requests-of-claims', (ids) =>
      this.requests.byIds(viewer, ids, this.clock.now(), language),
    ).load(record.requestId);
  }

  /** Whoever sees the claim sees what it takes from: claims are read only for those who are part of them. */
  async offer({ record }: Claim, context: CallContext): Promise<Offer | null> {
    if (record.offerId === null) return null;
    const { viewer, language } = context;
    return loaderOf(context, 'offers-of-claims', (ids) =>
      this.offers.inClaims(viewer, ids, this.clock.now(), language),
    ).load(record.offerId);
  }

  async lines(claim: Claim, context: CallContext): Promise<ClaimLine[]> {
    const [request, offer] = await Promise.all([this.request(claim, context), this.offer(claim, context)]);
    const wanted = request ? await linesOf(request, claim.record.occurrenceId) : [];
    return claim.record.state.lines.map((line) => ({
      requestLine: wanted.find(({ id }) => id === line.requestLineId) ?? null,
      quantity: line.quantity,
      delivered: line.delivered,
      offerLine: offer?.lines.find(({ id }) => id === line.offerLineId) ?? null,
      offerQuantity: line.offerQuantity,
    }));
  }
}

/** With what remains in the claim's own occurrence, where the viewer sees it. */
async function linesOf(request: HelpRequest, occurrenceId: string | null): Promise<readonly RequestLine[]> {
  const occurrences = await request.occurrences;
  return occurrences.find(({ id }) => id === occurrenceId)?.lines ?? request.lines;
}
