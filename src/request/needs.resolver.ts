/** The one thing about requests that the public may read. */
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AllowAnyone } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { HelpKind } from '../kernel/help.js';
import type { Language } from '../kernel/refusals.js';
import { Area } from '../place/place.type.js';
import { CurrentLanguage } from '../platform/graphql/call-context.js';
import { GraphQLH3Cell } from '../platform/graphql/scalars.js';
import { AreaNeeds } from './needs.type.js';
import { ReadNeeds } from './read-needs.js';

@Resolver(() => AreaNeeds)
export class NeedsResolver {
  constructor(private readonly readNeeds: ReadNeeds) {}

  @Query(() => [AreaNeeds], {
    description:
      'How many requests are open, by area and kind, the coarser areas first. Public. From a snapshot that is taken once a night; what would single somebody out is left out.',
  })
  @AllowAnyone()
  async needsByArea(
    @Args('kind', { type: () => HelpKind, nullable: true, description: 'Left out: every kind, each by itself.' })
    kind: HelpKind | null,
    @Args('within', {
      type: () => GraphQLH3Cell,
      nullable: true,
      description:
        'A cell of resolution 2 to 4: itself and all areas inside it. Left out: all areas of resolution 2 (about 87,000 km² each). In finer cells nothing is counted.',
    })
    within: string | null,
    @CurrentLanguage() language: Language,
  ): Promise<AreaNeeds[] | Refused> {
    const needs = await this.readNeeds.execute(kind ?? null, within ?? null);
    if (isRefused(needs)) return needs;
    return needs.map((need) => ({
      area: Area.from(need.cell, language),
      kind: need.kind,
      openRequests: need.count,
      takenOn: need.takenOn,
    }));
  }
}
