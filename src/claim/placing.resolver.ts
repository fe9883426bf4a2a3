/** Claims begin: a home claims a request, a family an offer, and a coordinator proposes one to the other. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { ClaimOfferInput, ClaimRequestInput } from './claim.input.js';
import { type ClaimPlaced, ClaimResult } from './claim.type.js';
import { ClaimOffer } from './claim-offer.js';
import { ClaimRequest } from './claim-request.js';
import { ShownClaims } from './shown-claims.js';

@Resolver()
export class PlacingResolver {
  constructor(
    private readonly claimingRequests: ClaimRequest,
    private readonly claimingOffers: ClaimOffer,
    private readonly show: ShownClaims,
  ) {}

  @Mutation(() => ClaimResult, {
    description:
      'Claims a request, or part of it; for homes that somebody vouched for. Quantities are held at once. It is accepted at once when the family gave its yes beforehand, and waits for 24 hours otherwise, 2 for what is needed today.',
  })
  @Allow('HOME')
  async claimRequest(
    @Args('input') { lines, occurrenceId = null, offerId = null, ...input }: ClaimRequestInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimPlaced | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as HomeViewer;
    const placed = await this.claimingRequests.execute(viewer, {
      ...input,
      occurrenceId,
      offerId,
      lines: lines ?? 'ALL',
    });
    return this.show.answer(placed, context);
  }

  @Mutation(() => ClaimResult, {
    description:
      "Claims an offer for a request; for the request's family, and for coordinators of the partner that looks after it, who propose to both, but no offer of their own home. The home is asked; money goes through allocateOffer instead.",
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('DISPATCHER')
  async claimOffer(
    @Args('input') { lines, occurrenceId = null, ...input }: ClaimOfferInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimPlaced | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as FamilyViewer | CoordinatorViewer;
    const placed = await this.claimingOffers.execute(viewer, { ...input, occurrenceId, lines: lines ?? 'ALL' });
    return this.show.answer(placed, context);
  }
}
