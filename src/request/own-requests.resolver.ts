/** A family looks after what it asked for; a coordinator after what it took in. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { AmendHandoff } from './amend-handoff.js';
import { ChangeWidening } from './change-widening.js';
import { ChangedRequestAnswer } from './changed-request-answer.js';
import { EndOwnRequest } from './end-own-request.js';
import {
  AmendHandoffInput,
  ChangeRequestResult,
  ChangeWideningInput,
  FinishRequestInput,
  RenewRequestInput,
  type RequestChanged,
  RewordTextInput,
  WithdrawRequestInput,
} from './own-request.type.js';
import { RenewRequest } from './renew-request.js';
import { RewordText } from './reword-text.js';

const WHOSE = 'For the family, and for a coordinator of a request that it took in; NOT_FOUND for everybody else.';

@Resolver()
export class OwnRequestsResolver {
  constructor(
    private readonly renewing: RenewRequest,
    private readonly ending: EndOwnRequest,
    private readonly rewording: RewordText,
    private readonly amending: AmendHandoff,
    private readonly widening: ChangeWidening,
    private readonly answer: ChangedRequestAnswer,
  ) {}

  @Mutation(() => ChangeRequestResult, {
    description: `Another 14 days and up to 12 hours from now, twice at most. A request with a date is posted again instead (WRONG_STATE). ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async renewRequest(
    @Args('input') input: RenewRequestInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.renewing.execute(context.viewer, input), context);
  }

  @Mutation(() => ChangeRequestResult, {
    description: `Takes a request back. Proposed and accepted claims on it are cancelled, and their homes told. ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async withdrawRequest(
    @Args('input') input: WithdrawRequestInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.ending.execute(context.viewer, input, 'WITHDRAW'), context);
  }

  @Mutation(() => ChangeRequestResult, {
    description: `No more is wanted, whatever came of it: the request is fulfilled. Proposed and accepted claims on it are cancelled. ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async finishRequest(
    @Args('input') input: FinishRequestInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.ending.execute(context.viewer, input, 'FINISH'), context);
  }

  @Mutation(() => ChangeRequestResult, {
    description: `Says it in other words, at any time before the request ends. An item that somebody has claimed keeps its words (WRONG_STATE). TOO_MANY_ATTEMPTS beyond so many times an hour, unless it only takes the summary away. ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async rewordText(
    @Args('input') input: RewordTextInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    const { requestId, summary, items } = input;
    return this.answer.of(await this.rewording.execute(context.viewer, requestId, { summary, items }), context);
  }

  @Mutation(() => ChangeRequestResult, {
    description: `Says anew how far a request may be known, at any time before it ends: narrower takes effect at once, but for homes with a claim on it; wider begins with the next step. Money is listed nowhere (WRONG_STATE). ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async changeWidening(
    @Args('input') input: ChangeWideningInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.widening.execute(context.viewer, input), context);
  }

  @Mutation(() => ChangeRequestResult, {
    description: `Replaces all that is sealed, at any time before the request ends. An accepted home reads the new one when it opens it next. ${WHOSE}`,
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async amendHandoff(
    @Args('input') input: AmendHandoffInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    const { requestId, handoff, dietaryRules, purpose = null } = input;
    const amended = await this.amending.execute(context.viewer, requestId, { handoff, dietaryRules, purpose });
    return this.answer.of(amended, context);
  }
}
