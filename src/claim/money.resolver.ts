/** Money goes through the partner: allocated, received, paid, and confirmed by both sides, who never meet. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { AllocateFromFund } from './allocate-from-fund.js';
import { AllocateOffer } from './allocate-offer.js';
import { ConfirmGiftInput, MarkPaidInput, MarkReceivedInput } from './claim.input.js';
import { type ClaimMoved, ClaimStepResult } from './claim.type.js';
import { ConfirmGift } from './confirm-gift.js';
import { MarkPaid } from './mark-paid.js';
import { MarkReceived } from './mark-received.js';
import { AllocateFromFundInput, AllocateOfferInput, AllocateOfferResult, type OfferAllocated } from './money.type.js';
import { ShownClaims } from './shown-claims.js';

@Resolver()
export class MoneyResolver {
  constructor(
    private readonly allocating: AllocateOffer,
    private readonly settingAside: AllocateFromFund,
    private readonly receiving: MarkReceived,
    private readonly paying: MarkPaid,
    private readonly confirming: ConfirmGift,
    private readonly show: ShownClaims,
  ) {}

  @Mutation(() => AllocateOfferResult, {
    description:
      'Takes from an offer of money for a request for money; for coordinators of the partner that looks after the request. It makes two claims, each of which knows nothing of the other: the home learns that its offer was taken from, the family that money is on its way. Of one amount and half-day, they are a pair to whoever steals the database; what many homes pledged to a fund is not (allocateFromFund).',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async allocateOffer(
    @Args('input') { offerId, requestId, amount = null }: AllocateOfferInput,
    @CurrentContext() context: CallContext,
  ): Promise<OfferAllocated | Refused> {
    const allocated = await this.allocating.execute(coordinator(context), { offerId, requestId, amount });
    if (isRefused(allocated)) return allocated;
    const { giving, receiving } = allocated;
    return { giving: this.show.shown(giving, context), receiving: this.show.shown(receiving, context) };
  }

  @Mutation(() => ClaimStepResult, {
    description:
      'Sets money of a fund aside for a request for money, within the rules of the fund; for coordinators of the partner. It makes a claim: the family learns that money is on its way, and nobody of whose it was.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async allocateFromFund(
    @Args('input') { fundId, requestId, amount = null }: AllocateFromFundInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(
      await this.settingAside.execute(coordinator(context), { fundId, requestId, amount }),
      context,
    );
  }

  @Mutation(() => ClaimStepResult, {
    description:
      'Says that a gift arrived, or part of it; for coordinators of the partner. It is in the books from now on, and the home is asked to confirm.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async markReceived(
    @Args('input') { claimId, amountMinor = null }: MarkReceivedInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(await this.receiving.execute(coordinator(context), claimId, amountMinor), context);
  }

  @Mutation(() => ClaimStepResult, {
    description:
      "Says that a family was paid, or part of it, out of what was received in that currency; for coordinators of the partner. Above the partner's set amount not for the one who allocated it. The family is asked to confirm.",
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async markPaid(
    @Args('input') { claimId, amountMinor = null, method = null, purpose }: MarkPaidInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    return this.show.answer(
      await this.paying.execute(coordinator(context), claimId, {
        amount: amountMinor,
        method,
        purpose: purpose ?? 'OTHER',
      }),
      context,
    );
  }

  @Mutation(() => ClaimStepResult, {
    description: 'Confirms that what the partner received is what you gave; for the home of a gift of money.',
  })
  @Allow('HOME')
  async confirmGift(
    @Args('input') { claimId }: ConfirmGiftInput,
    @CurrentContext() context: CallContext,
  ): Promise<ClaimMoved | Refused> {
    // The guard lets no other viewers through.
    return this.show.answer(await this.confirming.execute(context.viewer as HomeViewer, claimId), context);
  }
}

function coordinator({ viewer }: CallContext): CoordinatorViewer {
  return viewer as CoordinatorViewer; // The guard lets no other viewers through.
}
