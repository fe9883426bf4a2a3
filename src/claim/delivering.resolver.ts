/** An accepted claim is carried out: in its time, told of, confirmed, or disputed and settled. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { ConfirmReceiptInput, ExtendLeaseInput, MarkDeliveredInput } from './claim.input.js';
import { type ClaimMoved, ClaimStepResult } from './claim.type.js';
import { ConfirmReceipt } from './confirm-receipt.js';
import { ExtendLease } from './extend-lease.js';
import { MarkDelivered } from './mark-delivered.js';
import { ShownClaims } from './shown-claims.js';

@Resolver()
export class DeliveringResolver {
  constructor(
    private readonly extending: ExtendLease,
    private readonly delivering: MarkDelivered,
    private readonly confirming: ConfirmReceipt,
    private readonly show: ShownClaims,
  ) {}

  @Mutation(() => ClaimStepResult, {
    description: 'Takes half a day more for an accepted claim, once; for its home, while the lease still runs.',
  })
  @Allow('HOME')
  async extendLease(
    @Args('input') { claimId }: ExtendLeaseInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    // The guard lets no other viewers through.
    return this.show.answer(await this.extending.execute(context.viewer as HomeViewer, claimId), context);
  }

  @Mutation(() => ClaimStepResult, {
    description:
      'Tells that you delivered, and of what you brought less: the rest is wanted again. For the home of an accepted claim; until 24 hours after its lease, while the quantities are still free.',
  })
  @Allow('HOME')
  async markDelivered(
    @Args('input') { claimId, lines }: MarkDeliveredInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as HomeViewer;
    return this.show.answer(await this.delivering.execute(viewer, claimId, lines ?? null), context);
  }

  @Mutation(() => ClaimStepResult, {
    description:
      'Confirms that the help came, or the money; for the family, and for the coordinator who took its request in. Also when the home forgot to tell. Without a word a delivery counts as confirmed after 72 hours.',
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async confirmReceipt(
    @Args('input') { claimId }: ConfirmReceiptInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    // The guard lets no other viewers through.
    const viewer = context.viewer as FamilyViewer | CoordinatorViewer;
    return this.show.answer(await this.confirming.execute(viewer, claimId), context);
  }
}
