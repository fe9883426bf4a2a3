/** The fields of an offer that are read only when they are asked for, for all offers of a page at once. */
import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { HalfDayWindowType } from '../calendar/window.type.js';
import { HomeCard } from '../home/home.type.js';
import { ReadHomes } from '../home/read-homes.js';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { Offer } from './offer.type.js';
import { OfferPeriod } from './offer-time.type.js';
import { ReadOfferTimes } from './read-offer-times.js';

/** As many as are made ahead of a daily rule. */
const MOST = 64;

@Resolver(() => Offer)
export class OfferFieldsResolver {
  constructor(
    private readonly homes: ReadHomes,
    private readonly times: ReadOfferTimes,
  ) {}

  @ResolveField(() => HomeCard, {
    description: 'Whose offer it is, as far as anybody may know. Seen by whoever sees the offer.',
  })
  home(@Parent() offer: Offer, @CurrentContext() context: CallContext) {
    return loaderOf(context, 'home-cards', (ids) => this.homes.cards(ids)).load(offer.homeId);
  }

  @ResolveField(() => [HalfDayWindowType], {
    description:
      'Its coming windows in order, the one that is running included; of a rule those of the next 63 days. Empty for money that is there at any time. Seen by whoever sees the offer.',
  })
  async windows(
    @Args('first', { type: () => Int, defaultValue: 10, description: `How many, at most ${MOST}.` }) first: number,
    @Parent() offer: Offer,
    @CurrentContext() context: CallContext,
  ): Promise<HalfDayWindowType[]> {
    const many = within(first);
    const load = (ids: readonly string[]) => this.times.windows(ids, many);
    return (await loaderOf(context, `offer-windows-${many}`, load).load(offer.id)) ?? [];
  }

  @ResolveField(() => [OfferPeriod], {
    nullable: true,
    description:
      'Its coming periods in order, with what is held and used of each. For its own home; null for everybody else.',
  })
  async periods(
    @Args('first', { type: () => Int, defaultValue: 5, description: `How many, at most ${MOST}.` }) first: number,
    @Parent() offer: Offer,
    @CurrentContext() context: CallContext,
  ): Promise<OfferPeriod[] | null> {
    if (!offer.isOwn) return null;
    const many = within(first);
    const load = (ids: readonly string[]) => this.times.periods(ids, many);
    return (await loaderOf(context, `offer-periods-${many}`, load).load(offer.id)) ?? [];
  }
}

/** Field resolvers run no pipes, and a number out of range is no reason to lose the page. */
function within(first: number): number {
  return Math.min(Math.max(first, 1), MOST);
}
