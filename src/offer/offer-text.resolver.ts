/** The notes of offers: homes write them, coordinators read those that wait. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import type { Offer } from './offer.type.js';
import { ChangeOfferResult, type OfferChanged, OfferConnection } from './offer-results.type.js';
import { ApproveOfferTextInput, ReturnOfferTextInput, RewordOfferTextInput } from './offer-text.type.js';
import { OfferTextsToReview } from './offer-texts-to-review.js';
import { ReadOffer } from './read-offer.js';
import { ReviewOffer } from './review-offer.js';
import { RewordOffer } from './reword-offer.js';

const TOLD =
  'The home is told. TEXT_CHANGED when the note was changed or reviewed since you read it, WRONG_STATE when there is nothing to decide. For coordinators of the partner of its home; NOT_FOUND for everybody else.';

@Resolver()
export class OfferTextResolver {
  constructor(
    private readonly queue: OfferTextsToReview,
    private readonly rewording: RewordOffer,
    private readonly reviewing: ReviewOffer,
    private readonly reading: ReadOffer,
  ) {}

  @Query(() => OfferConnection, {
    description:
      'Offers whose note waits for a coordinator, the longest wait first: `review { revision texts { … } }` holds it. For coordinators, of the homes of their partner.',
  })
  @Allow('COORDINATOR')
  offerTextsToReview(
    @Args() { first, after }: PageArgs,
    @CurrentContext() { viewer, language }: CallContext,
  ): Promise<Connection<Offer> | Refused> {
    // The guard lets no other viewers through.
    return this.queue.execute(viewer as CoordinatorViewer, { first, after: after ?? null }, language);
  }

  @Mutation(() => ChangeOfferResult, {
    description:
      'Homes: says something else of an offer that stands. When the screening finds something in it, others read it once a coordinator has. TOO_MANY_ATTEMPTS beyond so many times an hour, unless it takes the note away.',
  })
  @Allow('HOME')
  async rewordOfferText(
    @Args('input') input: RewordOfferTextInput,
    @CurrentContext() context: CallContext,
  ): Promise<OfferChanged | Refused> {
    return this.answer(await this.rewording.execute(context.viewer as HomeViewer, input), context); // The guard lets no other viewers through.
  }

  @Mutation(() => ChangeOfferResult, {
    description: `Shows the note of an offer that waits; not of a home of your own. ${TOLD}`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER')
  async approveOfferText(
    @Args('input') input: ApproveOfferTextInput,
    @CurrentContext() context: CallContext,
  ): Promise<OfferChanged | Refused> {
    return this.answer(await this.reviewing.approve(context.viewer as CoordinatorViewer, input), context); // As above.
  }

  @Mutation(() => ChangeOfferResult, {
    description: `Asks the home for another note in place of one that waits, or that is shown. Others do not read it any more. ${TOLD}`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER')
  async returnOfferText(
    @Args('input') input: ReturnOfferTextInput,
    @CurrentContext() context: CallContext,
  ): Promise<OfferChanged | Refused> {
    return this.answer(await this.reviewing.return(context.viewer as CoordinatorViewer, input), context); // As above.
  }

  private async answer(
    done: { offerId: string } | Refused,
    { viewer, language }: CallContext,
  ): Promise<OfferChanged | Refused> {
    if (isRefused(done)) return done;
    const offer = await this.reading.execute(viewer, done.offerId, language);
    return isRefused(offer) ? offer : { offer };
  }
}
