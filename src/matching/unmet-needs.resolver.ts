/** What partners may know of what is missing. */
import { Args, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { HelpKind } from '../kernel/help.js';
import type { Language } from '../kernel/refusals.js';
import { Area } from '../place/place.type.js';
import { CurrentLanguage } from '../platform/graphql/call-context.js';
import { GraphQLH3Cell, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MissingOffer } from './domain/missing-offer.js';
import './missing-offer.type.js';
import { ReadUnmetNeeds } from './read-unmet-needs.js';

@ObjectType({
  description:
    'How many requests of a kind nobody could serve in an area, and what is missing for them. Seen by partners and coordinators: from a nightly snapshot, at least 5, and no smaller number follows from those beside it.',
})
export class UnmetNeed {
  @Field(() => Area, {
    description: 'The area: a cell of resolution 2, 3 or 4. Counts include all smaller areas in it.',
  })
  area: Area;

  @Field(() => HelpKind, { description: 'The kind of help that is asked for.' })
  kind: HelpKind;

  @Field(() => MissingOffer, {
    description: 'What is missing. Never which language or which access need: few may share one.',
  })
  missing: MissingOffer;

  @Field(() => Int, { description: 'Requests for which it was missing when the snapshot was taken. At least 5.' })
  openRequests: number;

  @Field(() => LocalDateScalar, { description: 'The date (UTC) on which the snapshot was taken.' })
  takenOn: string;
}

@Resolver(() => UnmetNeed)
export class UnmetNeedsResolver {
  constructor(private readonly readUnmet: ReadUnmetNeeds) {}

  @Query(() => [UnmetNeed], {
    description:
      'Partners and coordinators: what kind of offer is missing where, the coarser areas first. Of requests that nobody has taken for half a day (TODAY), two days (THIS_WEEK) or five (WHENEVER), from a snapshot that is taken once a night: of more than 1,000 it looks at as many, by their random ids, and all counts are rather too low.',
  })
  @Allow('PARTNER', 'COORDINATOR')
  async unmetNeeds(
    @Args('kind', { type: () => HelpKind, nullable: true, description: 'Left out: every kind, each by itself.' })
    kind: HelpKind | null,
    @Args('within', {
      type: () => GraphQLH3Cell,
      nullable: true,
      description: 'A cell of resolution 2 to 4: itself and all areas inside it. Left out: all areas of resolution 2.',
    })
    within: string | null,
    @CurrentLanguage() language: Language,
  ): Promise<UnmetNeed[] | Refused> {
    const unmet = await this.readUnmet.execute(kind ?? null, within ?? null);
    if (isRefused(unmet)) return unmet;
    return unmet.map(({ cell, kind: its, missing, count, takenOn }) => ({
      ...{ area: Area.from(cell, language), kind: its, missing, openRequests: count, takenOn },
    }));
  }
}
