/** What coordinators do for requests: open those that are reviewed, give out a lost code anew, and take over those that nobody speaks for. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { ApproveRequest } from './approve-request.js';
import { ChangedRequestAnswer } from './changed-request-answer.js';
import {
  ApproveRequestInput,
  ChangeRequestResult,
  ReissueReturnCodeInput,
  ReissueReturnCodeResult,
  type RequestChanged,
  ReturnCodeReissued,
  TakeOverRequestInput,
} from './own-request.type.js';
import { codeLanguage } from './post-request.type.js';
import { ReissueReturnCode } from './reissue-return-code.js';
import { TakeOverRequest } from './take-over-request.js';

@Resolver()
export class IntakeResolver {
  constructor(
    private readonly approving: ApproveRequest,
    private readonly reissuing: ReissueReturnCode,
    private readonly takingOver: TakeOverRequest,
    private readonly answer: ChangedRequestAnswer,
  ) {}

  @Mutation(() => ChangeRequestResult, {
    description:
      'Opens a request that is held, where a partner reviews every request. For coordinators of the partner that looks after it.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER')
  async approveRequest(
    @Args('input') input: ApproveRequestInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.approving.execute(context.viewer as CoordinatorViewer, input), context); // The guard lets no other viewers through.
  }

  @Mutation(() => ChangeRequestResult, {
    description:
      'A request that a colleague took in who has left, or takes nobody in any more: from now on it is as if you had taken it in, and you learn of it what that colleague could. WRONG_STATE while somebody speaks for it, for what a family posted itself, and once it has ended. The family is told. For coordinators of the partner that looks after it.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('INTAKE')
  async takeOverRequest(
    @Args('input') input: TakeOverRequestInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.takingOver.execute(context.viewer as CoordinatorViewer, input), context); // The guard lets no other viewers through.
  }

  @Mutation(() => ReissueReturnCodeResult, {
    description:
      'A new code for one request, for a family that lost its own. Only for the coordinator who took the request in, before it ends.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('INTAKE')
  async reissueReturnCode(
    @Args('input') input: ReissueReturnCodeInput,
    @CurrentContext() context: CallContext,
  ): Promise<ReturnCodeReissued | Refused> {
    const viewer = context.viewer as CoordinatorViewer; // The guard lets no other viewers through.
    const language = codeLanguage(input.codeLanguage, context.language);
    const reissued = await this.reissuing.execute(viewer, input.requestId, language);
    if (isRefused(reissued)) return reissued;
    const answer = await this.answer.of(reissued, context);
    if (isRefused(answer)) return answer;
    return Object.assign(new ReturnCodeReissued(), { request: answer.request, returnCode: reissued.returnCode });
  }
}
