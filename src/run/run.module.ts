/** Several rides, or several households' shopping, on one trip of a home. */
import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module.js';
import { RequestModule } from '../request/request.module.js';
import { ClaimRun } from './claim-run.js';
import { PossibleStopsOfOffer } from './possible-stops.js';
import { OthersOnTripResolver, RunResolver } from './run.resolver.js';
import { RunStore } from './run.store.js';
import { ShareTrip } from './share-trip.js';
import { SuggestRuns } from './suggest-runs.js';

@Module({
  imports: [ClaimModule, RequestModule],
  providers: [
    ...[RunStore, PossibleStopsOfOffer, SuggestRuns, ClaimRun, ShareTrip],
    ...[RunResolver, OthersOnTripResolver],
  ],
  exports: [ShareTrip],
})
export class RunModule {}
