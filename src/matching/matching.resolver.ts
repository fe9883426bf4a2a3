/** Suggestions both ways. */
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { PageMeters } from '../metering/page-meters.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { Match } from './match.type.js';
import { SuggestOffers } from './suggest-offers.js';
import { SuggestRequests } from './suggest-requests.js';

@Resolver(() => Match)
export class MatchingResolver {
  constructor(
    private readonly suggestOffers: SuggestOffers,
    private readonly suggestRequests: SuggestRequests,
    private readonly meters: PageMeters,
  ) {}

  @Query(() => [Match], {
    description:
      'Offers that could serve a request, the best first. For the family itself, and for coordinators of the partner that looks after it; for money only for coordinators. Empty when nothing of it is free.',
  })
  @Allow('FAMILY', 'COORDINATOR')
  suggestedOffers(
    @CurrentViewer() viewer: Viewer,
    @CurrentLanguage() language: Language,
    @Args('requestId', { type: () => ID, description: 'The request.' })
    requestId: string,
    @Args('occurrenceId', {
      type: () => ID,
      nullable: true,
      description: 'Of a series, which one. Left out: the next that somebody may claim.',
    })
    occurrenceId: string | null,
    @Args('first', { type: () => Int, defaultValue: 10, description: 'How many, 1 to 50.' })
    first: number,
  ): Promise<Match[] | Refused> | Refused {
    const usedUp = this.meters.suggestions(viewer);
    if (usedUp) return usedUp;
    return this.suggestOffers.execute(viewer, { requestId, occurrenceId: occurrenceId ?? null, first }, language);
  }

  @Query(() => [Match], {
    description:
      'Requests that an offer could serve, the best first. For its own home, and for coordinators among the requests that their partner looks after; for money only for coordinators. Empty when the offer is not open, or its home is not vouched for or paused.',
  })
  @Allow('HOME', 'COORDINATOR')
  suggestedRequests(
    @CurrentViewer() viewer: Viewer,
    @CurrentLanguage() language: Language,
    @Args('offerId', { type: () => ID, description: 'The offer.' })
    offerId: string,
    @Args('first', { type: () => Int, defaultValue: 10, description: 'How many, 1 to 50.' })
    first: number,
  ): Promise<Match[] | Refused> | Refused {
    const usedUp = this.meters.suggestions(viewer);
    if (usedUp) return usedUp;
    return this.suggestRequests.execute(viewer, { offerId, first }, language);
  }
}
