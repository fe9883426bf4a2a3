/** Looking at offers. */
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer, Viewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { BrowseOffers } from './browse-offers.js';
import { Offer } from './offer.type.js';
import { OfferConnection, OfferFilter } from './offer-results.type.js';
import { ReadOffer } from './read-offer.js';
import { ReadOwnOffers } from './read-own-offers.js';

@Resolver(() => Offer)
export class OfferResolver {
  constructor(
    private readonly one: ReadOffer,
    private readonly own: ReadOwnOffers,
    private readonly browse: BrowseOffers,
  ) {}

  @Query(() => Offer, {
    nullable: true,
    description:
      'Homes: an offer of your own. Families: one that `offers` would show you. Coordinators: any but those made for one claim. Otherwise NOT_FOUND, whether or not there is one.',
  })
  @Allow('HOME', 'FAMILY', 'COORDINATOR')
  offer(
    @Args('id', { type: () => ID, description: 'The offer.' }) id: string,
    @CurrentViewer() viewer: Viewer,
    @CurrentLanguage() language: Language,
  ): Promise<Offer | Refused> {
    return this.one.execute(viewer, id, language);
  }

  @Query(() => [Offer], {
    description:
      'Homes: your own offers, those that stand first, then the latest; at most 100. Offers made for one claim are seen in that claim.',
  })
  @Allow('HOME')
  myOffers(@CurrentViewer() viewer: HomeViewer, @CurrentLanguage() language: Language): Promise<Offer[]> {
    return this.own.execute(viewer, language);
  }

  @Query(() => OfferConnection, {
    description:
      "Open offers, the latest day first; within a day the order means nothing. Families with an open request: offers of homes that somebody vouched for, but not of money, nor of homes that they blocked or hid from. Coordinators: those of homes that somebody vouched for, and of their own partner's new ones. Homes: their own.",
  })
  @Allow('HOME', 'FAMILY', 'COORDINATOR')
  offers(
    @Args('filter', { nullable: true, description: 'Which; left out: all.' }) filter: OfferFilter,
    @Args() { first, after }: PageArgs,
    @CurrentViewer() viewer: Viewer,
    @CurrentLanguage() language: Language,
  ): Promise<Connection<Offer> | Refused> {
    return this.browse.execute(viewer, { filter: filter ?? {}, first, after: after ?? null }, language);
  }
}
