/** Admins correct what was said of money. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { ReadPledges } from './read-pledges.js';
import { ReverseTransferInput, type TransferReversed, TransferReversedResult } from './reversal.type.js';
import { ReverseTransfer } from './reverse-transfer.js';

@Resolver()
export class ReversalResolver {
  constructor(
    private readonly reversing: ReverseTransfer,
    private readonly reading: ReadPledges,
  ) {}

  @Mutation(() => TransferReversedResult, {
    description:
      'Coordinators: corrects what was said to have come of a pledge, or to have gone back, by a transfer of today that undoes it, once; enter it rightly afterwards. What came is promised again, unless the home has taken its pledge back or is gone, or the fund is closed. NOT_RECEIVED_YET when the fund does not have it any more, MORE_THAN_GIVEN when it went back to the home, NOT_REVERSIBLE for what has a step of its own that takes it back, SECOND_NEEDED for whoever entered it when, with all that was given back of the pledge or undone before, it is more than setSecondAbove says. The home is told.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async reverseTransfer(
    @Args('input') { transferId, reason }: ReverseTransferInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<TransferReversed | Refused> {
    const undone = await this.reversing.execute(viewer, transferId, reason);
    if (isRefused(undone)) return undone;
    const pledge = await this.reading.one(viewer, undone.pledgeId, language);
    return pledge ? { reversalId: undone.reversalId, pledge } : refuse('NOT_FOUND', ['transferId']);
  }
}
