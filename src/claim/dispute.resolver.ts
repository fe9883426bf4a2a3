/** What was not as it was told is disputed by a side of the claim, and settled by a coordinator. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { DisputeClaimInput, SettleDisputeInput } from './claim.input.js';
import { type ClaimMoved, ClaimStepResult } from './claim.type.js';
import { DisputeClaim } from './dispute-claim.js';
import { SettleDispute } from './settle-dispute.js';
import { ShownClaims } from './shown-claims.js';

@Resolver()
export class DisputeResolver {
  constructor(
    private readonly disputing: DisputeClaim,
    private readonly settling: SettleDispute,
    private readonly show: ShownClaims,
  ) {}

  @Mutation(() => ClaimStepResult, {
    description:
      'Says that a delivery was not so, within 72 hours of it: either side of a claim, the home of its own gift of money, the family of a payment. The coordinators are told.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async disputeClaim(
    @Args('input') { claimId }: DisputeClaimInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(await this.disputing.execute(context.viewer, claimId), context);
  }

  @Mutation(() => ClaimStepResult, {
    description:
      'Settles a dispute within 14 days, for coordinators of the partner that looks after the claim; not about a home of your own. Money that goes back leaves the books with it. Afterwards it returns by itself; a gift stays given.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER')
  async settleDispute(
    @Args('input') { claimId, outcome }: SettleDisputeInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as CoordinatorViewer;
    return this.show.answer(await this.settling.execute(viewer, claimId, outcome), context);
  }
}
