/** Homes ask back what they paid for groceries and rides; coordinators pay it out of a fund, or decline. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { AnswerReimbursement } from './answer-reimbursement.js';
import { AskReimbursement } from './ask-reimbursement.js';
import { ReadReimbursements } from './read-reimbursements.js';
import {
  AcceptReimbursementInput,
  AskReimbursementInput,
  DeclineReimbursementInput,
  Reimbursement,
  type ReimbursementChanged,
  ReimbursementResult,
  WithdrawReimbursementInput,
} from './reimbursement.type.js';

type Answer = Promise<ReimbursementChanged | Refused>;

@Resolver(() => Reimbursement)
export class ReimbursementResolver {
  constructor(
    private readonly reading: ReadReimbursements,
    private readonly asking: AskReimbursement,
    private readonly answering: AnswerReimbursement,
  ) {}

  @Query(() => [Reimbursement], { description: 'Homes: what your home asked back, the latest 50 first.' })
  @Allow('HOME')
  myReimbursements(@CurrentViewer() viewer: HomeViewer): Promise<Reimbursement[]> {
    return this.reading.ofHome(viewer);
  }

  @Query(() => [Reimbursement], {
    description:
      'Coordinators who are DISPATCHER or ADMIN: what homes ask back and nobody has settled, the oldest 50 first.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER', 'ADMIN')
  reimbursements(@CurrentViewer() viewer: CoordinatorViewer): Promise<Reimbursement[]> {
    return this.reading.waitingFor(viewer);
  }

  @Mutation(() => ReimbursementResult, {
    description:
      'Homes: asks back what your home paid for groceries whose request says that a fund pays, or for a ride, once it was delivered. Once for a claim; it waits for a coordinator.',
  })
  @Allow('HOME')
  async askReimbursement(
    @Args('input') { claimId, amount, receipt }: AskReimbursementInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Answer {
    return this.answer(viewer, await this.asking.execute(viewer, { claimId, amount, receipt }));
  }

  @Mutation(() => ReimbursementResult, { description: 'Homes: asks it back no more, while nothing was paid.' })
  @Allow('HOME')
  async withdrawReimbursement(
    @Args('input') { reimbursementId }: WithdrawReimbursementInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Answer {
    return this.answer(viewer, await this.asking.withdraw(viewer, reimbursementId));
  }

  @Mutation(() => ReimbursementResult, {
    description:
      "Coordinators: pays it out of a fund, within the rules of the fund. Above the partner's set amount a second coordinator says so too, and then it is paid. Not for a home of your own. The home is told.",
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async acceptReimbursement(
    @Args('input') { reimbursementId, fundId }: AcceptReimbursementInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return this.answer(viewer, await this.answering.accept(viewer, reimbursementId, fundId));
  }

  @Mutation(() => ReimbursementResult, {
    description: 'Coordinators: does not pay it. The home is told, and may ask again. Not for a home of your own.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async declineReimbursement(
    @Args('input') { reimbursementId }: DeclineReimbursementInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return this.answer(viewer, await this.answering.decline(viewer, reimbursementId));
  }

  private async answer(
    viewer: HomeViewer | CoordinatorViewer,
    done: { readonly reimbursementId: string } | Refused,
  ): Answer {
    if (isRefused(done)) return done;
    const reimbursement = await this.reading.one(viewer, done.reimbursementId);
    return reimbursement ? { reimbursement } : refuse('NOT_FOUND', ['reimbursementId']);
  }
}
