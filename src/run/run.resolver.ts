/** Runs: suggested, claimed, and that somebody else is on the trip. */
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { HalfDayOfType } from '../calendar/window.type.js';
import { Claim } from '../claim/claim.type.js';
import { ShownClaims } from '../claim/shown-claims.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { PageMeters } from '../metering/page-meters.js';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { ReadRequests } from '../request/read-requests.js';
import { ClaimRun } from './claim-run.js';
import { ClaimRunInput, Run, type RunClaimed, RunResult } from './run.type.js';
import { ShareTrip } from './share-trip.js';
import { SuggestRuns } from './suggest-runs.js';

@Resolver()
export class RunResolver {
  constructor(
    private readonly suggesting: SuggestRuns,
    private readonly claiming: ClaimRun,
    private readonly requests: ReadRequests,
    private readonly show: ShownClaims,
    private readonly meters: PageMeters,
    private readonly clock: Clock,
  ) {}

  @Query(() => [Run], {
    description:
      'Homes: what fits together on one trip of your offer, of the most pressing that is asked for while it stands; the fullest and shortest runs first: rides of an offer of rides, shopping for several households of an offer of groceries. Only requests whose families said that the trip may be shared (`sharesTrip`). Empty for other offers.',
  })
  @Allow('HOME')
  async suggestedRuns(
    @Args('offerId', { type: () => ID, description: 'Your offer of rides or of groceries.' }) offerId: string,
    @Args('first', { type: () => Int, defaultValue: 5, description: 'How many, 1 to 20.' }) first: number,
    @CurrentContext() context: CallContext,
  ): Promise<Run[] | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as HomeViewer;
    const usedUp = this.meters.suggestions(viewer);
    if (usedUp) return usedUp;
    const runs = await this.suggesting.execute(viewer, offerId, first);
    if (isRefused(runs)) return runs;
    const ids = [...new Set(runs.flatMap(({ stops }) => stops.map(({ requestId }) => requestId)))];
    const shown = await this.requests.byIds(viewer, ids, this.clock.now(), context.language);
    return runs.flatMap(({ plannedHalf, stops }): Run[] => {
      const its = stops.flatMap(({ requestId, occurrenceId }) => {
        const request = shown.get(requestId);
        return request ? [{ occurrenceId, request }] : [];
      });
      // Gone in between: without one of them it is another run.
      return its.length === stops.length ? [{ plannedFor: HalfDayOfType.from(plannedHalf), stops: its }] : [];
    });
  }

  @Mutation(() => RunResult, {
    description:
      'Homes that somebody vouched for: claims several rides, or the shopping of several households, on one trip in one step, all or nothing. Each family learns that another household is served on that trip, and no more.',
  })
  @Allow('HOME')
  async claimRun(
    @Args('input') { offerId, occurrenceIds, plannedFor }: ClaimRunInput,
    @CurrentContext() context: CallContext,
  ): Promise<RunClaimed | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as HomeViewer;
    const claims = await this.claiming.execute(viewer, { offerId, occurrenceIds, plannedFor });
    return isRefused(claims) ? claims : { claims: claims.map((claim) => this.show.shown(claim, context)) };
  }
}

@Resolver(() => Claim)
export class OthersOnTripResolver {
  constructor(private readonly share: ShareTrip) {}

  @ResolveField(() => Boolean, {
    description:
      'Another household is served on the same trip: somebody rides along, or the shopping of others is done with this one. Nobody learns whose. Seen by whoever sees the claim.',
  })
  async othersOnTrip(@Parent() { id }: Claim, @CurrentContext() context: CallContext): Promise<boolean> {
    const shared = await loaderOf(context, 'claims-that-share-a-trip', (ids) => this.share.areShared(ids)).load(id);
    return shared ?? false;
  }
}
