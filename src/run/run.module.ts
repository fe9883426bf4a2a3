/** Several rides, or several households' shopping, on one trip of a home. */
import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module.js';
import { HomeModule } from '../home/home.module.js';
import { RequestModule } from '../request/request.module.js';
import { ClaimRun } from './claim-run.js';
import { PossibleStopsOfOffer } from './possible-stops.js';
import { OthersOnTripResolver, RunResolver } from './run.resolver.js';
import { RunStore } from './run.store.js';
import { ShareTrip } from './share-trip.js';
import { SuggestRuns } from './suggest-runs.js';
import { WatchStops } from './watch-stops.js';

@Module({
  imports: [ClaimModule, HomeModule, RequestModule],
  providers: [
    ...[RunStore, PossibleStopsOfOffer, SuggestRuns, ClaimRun, ShareTrip, WatchStops],
    ...[RunResolver, OthersOnTripResolver],
  ],
  exports: [ShareTrip],
})
export class RunModule {}
