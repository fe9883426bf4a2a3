/** Several rides on one trip of a home. */
import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module.js';
import { RequestModule } from '../request/request.module.js';
import { ClaimRun } from './claim-run.js';
import { PossibleRidersOfOffer } from './possible-riders.js';
import { RideTogether } from './ride-together.js';
import { OthersRideAlongResolver, RunResolver } from './run.resolver.js';
import { RunStore } from './run.store.js';
import { SuggestRuns } from './suggest-runs.js';

@Module({
  imports: [ClaimModule, RequestModule],
  providers: [
    ...[RunStore, PossibleRidersOfOffer, SuggestRuns, ClaimRun, RideTogether],
    ...[RunResolver, OthersRideAlongResolver],
  ],
  exports: [RideTogether],
})
export class RunModule {}
