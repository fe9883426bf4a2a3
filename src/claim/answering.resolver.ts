/** A proposal is answered by those whose yes it needs, or taken back. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { AcceptClaim } from './accept-claim.js';
import { AcceptClaimInput, ApproveClaimInput, DeclineClaimInput, RetractClaimInput } from './claim.input.js';
import { type ClaimMoved, ClaimStepResult } from './claim.type.js';
import { DeclineClaim } from './decline-claim.js';
import { RetractClaim } from './retract-claim.js';
import { ShownClaims } from './shown-claims.js';

@Resolver()
export class AnsweringResolver {
  constructor(
    private readonly accepting: AcceptClaim,
    private readonly declining: DeclineClaim,
    private readonly retracting: RetractClaim,
    private readonly show: ShownClaims,
  ) {}

  @Mutation(() => ClaimStepResult, {
    description:
      'Says yes to a claim that waits for you: the home, the family, or a coordinator, who speaks for the family too where it took the request in. With the last yes it is accepted, and its home may open the handoff.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  @AllowRoles('INTAKE', 'DISPATCHER')
  async acceptClaim(
    @Args('input') { claimId }: AcceptClaimInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(await this.accepting.execute(context.viewer, claimId), context);
  }

  @Mutation(() => ClaimStepResult, {
    description:
      "A coordinator's own yes, and nobody else's: needed for a new home, for childcare in person, and where the family left it to its coordinator. Not for a home of your own.",
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async approveClaim(
    @Args('input') { claimId }: ApproveClaimInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(await this.accepting.execute(context.viewer, claimId, ['COORDINATOR']), context);
  }

  @Mutation(() => ClaimStepResult, {
    description: 'Says no to a proposal: whoever it asks, and the family in any case. Quantities go back.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  @AllowRoles('INTAKE', 'DISPATCHER')
  async declineClaim(
    @Args('input') { claimId }: DeclineClaimInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(await this.declining.execute(context.viewer, claimId), context);
  }

  @Mutation(() => ClaimStepResult, {
    description: 'Takes a proposal back, for whoever made it, while it waits. Quantities go back.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  @AllowRoles('INTAKE', 'DISPATCHER')
  async retractClaim(
    @Args('input') { claimId }: RetractClaimInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(await this.retracting.execute(context.viewer, claimId), context);
  }
}
