/** Posting offers. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { childSeatsOf } from '../platform/graphql/child-seats.type.js';
import type { NewOfferInput } from './domain/new-offer.js';
import { type OfferPosted, PostOfferResult } from './offer-results.type.js';
import {
  PostGroceryOfferInput,
  PostMoneyOfferInput,
  PostRideOfferInput,
  PostTimeOfferInput,
} from './post-offer.input.js';
import { PostOffer } from './post-offer.js';
import { ReadOffer } from './read-offer.js';

const WHO =
  'Homes. A home that nobody has vouched for may post as well: until then only it and the coordinators of its partner see the offer. At most 50 stand at once.';

@Resolver()
export class PostOfferResolver {
  constructor(
    private readonly posting: PostOffer,
    private readonly reading: ReadOffer,
  ) {}

  @Mutation(() => PostOfferResult, { description: `${WHO} Each claim of the offer takes one run.` })
  @Allow('HOME')
  postGroceryOffer(
    @Args('input') input: PostGroceryOfferInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<OfferPosted | Refused> {
    return this.post(viewer, { ...input, kind: 'GROCERY' }, language);
  }

  @Mutation(() => PostOfferResult, { description: `${WHO} Seats there and seats back are claimed apart.` })
  @Allow('HOME')
  postRideOffer(
    @Args('input') input: PostRideOfferInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<OfferPosted | Refused> {
    return this.post(viewer, { ...input, childSeats: childSeatsOf(input.childSeats), kind: 'RIDE' }, language);
  }

  @Mutation(() => PostOfferResult, {
    description: `${WHO} Families never see money: the partner takes from it, receives it outside this service, and pays.`,
  })
  @Allow('HOME')
  postMoneyOffer(
    @Args('input') input: PostMoneyOfferInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<OfferPosted | Refused> {
    return this.post(viewer, { ...input, kind: 'MONEY' }, language);
  }

  @Mutation(() => PostOfferResult, { description: WHO })
  @Allow('HOME')
  postTimeOffer(
    @Args('input') input: PostTimeOfferInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<OfferPosted | Refused> {
    return this.post(viewer, { ...input, kind: 'TIME' }, language);
  }

  private async post(viewer: HomeViewer, input: NewOfferInput, language: Language): Promise<OfferPosted | Refused> {
    const posted = await this.posting.execute(viewer, input);
    if (isRefused(posted)) return posted;
    const offer = await this.reading.execute(viewer, posted.offerId, language);
    return isRefused(offer) ? offer : { offer };
  }
}
