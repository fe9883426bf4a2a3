/** A claim ends early: the home lets go of it, or the family ends it, because nobody came or to shut what was opened. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { CancelClaim, type ReasonOfFamily } from './cancel-claim.js';
import { CancelClaimInput, ReleaseClaimInput, ReportNoShowInput, RevokeDisclosureInput } from './claim.input.js';
import { type ClaimMoved, ClaimStepResult } from './claim.type.js';
import { ReleaseClaim } from './release-claim.js';
import { ShownClaims } from './shown-claims.js';

const WHOSE = 'For the family, and for the coordinator who took its request in.';

@Resolver()
export class EndingResolver {
  constructor(
    private readonly releasing: ReleaseClaim,
    private readonly cancelling: CancelClaim,
    private readonly show: ShownClaims,
  ) {}

  @Mutation(() => ClaimStepResult, {
    description:
      'Lets go of an accepted claim; for its home. Within an hour of opening the handoff, TOO_FAR leaves no mark; two other releases after opening within 30 days pause the home for review.',
  })
  @Allow('HOME')
  async releaseClaim(
    @Args('input') { claimId, reason }: ReleaseClaimInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    // The guard lets no other viewers through.
    return this.show.answer(await this.releasing.execute(context.viewer as HomeViewer, claimId, reason), context);
  }

  @Mutation(() => ClaimStepResult, {
    description: `Ends a claim before it is delivered: the handoff is shut at once, and the need is listed again. ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  cancelClaim(
    @Args('input') { claimId }: CancelClaimInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.cancel(claimId, 'CHANGED_MIND', context);
  }

  @Mutation(() => ClaimStepResult, {
    description: `Reports that nobody came, from the beginning of the planned half-day on: the request is listed again as one for today, and the coordinators are told. ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  reportNoShow(
    @Args('input') { claimId }: ReportNoShowInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.cancel(claimId, 'NO_SHOW', context);
  }

  @Mutation(() => ClaimStepResult, {
    description: `Shuts the handoff of an accepted claim for good, and ends the claim with it. What was read stays read. ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  revokeDisclosure(
    @Args('input') { claimId }: RevokeDisclosureInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.cancel(claimId, 'REVOKED', context);
  }

  private async cancel(claimId: string, reason: ReasonOfFamily, context: CallContext): Promise<ClaimMoved | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as FamilyViewer | CoordinatorViewer;
    return this.show.answer(await this.cancelling.execute(viewer, claimId, reason), context);
  }
}
