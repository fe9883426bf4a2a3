/** Coordinators read the words that wait, and show them or ask for others. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { ApproveText } from './approve-text.js';
import { ChangedRequestAnswer } from './changed-request-answer.js';
import { ChangeRequestResult, type RequestChanged } from './own-request.type.js';
import { type HelpRequest, HelpRequestConnection } from './request.type.js';
import { ReturnText } from './return-text.js';
import { ApproveTextInput, ReturnTextInput } from './text-review.type.js';
import { TextsToReview } from './texts-to-review.js';

const TOLD =
  'The family is told. TEXT_CHANGED when the words were changed or reviewed since you read them, WRONG_STATE when there is nothing to decide. For coordinators of the partner that looks after the request; NOT_FOUND for everybody else.';

@Resolver()
export class TextReviewResolver {
  constructor(
    private readonly queue: TextsToReview,
    private readonly approving: ApproveText,
    private readonly returning: ReturnText,
    private readonly answer: ChangedRequestAnswer,
  ) {}

  @Query(() => HelpRequestConnection, {
    description:
      'Requests of which some words wait for a coordinator, the longest wait first: `review { revision texts { … } }` holds them. For coordinators, of what their partner looks after.',
  })
  @Allow('COORDINATOR')
  textsToReview(
    @Args() { first, after }: PageArgs,
    @CurrentContext() { viewer, language }: CallContext,
  ): Promise<Connection<HelpRequest> | Refused> {
    // The guard lets no other viewers through.
    return this.queue.execute(viewer as CoordinatorViewer, { first, after: after ?? null }, language);
  }

  @Mutation(() => ChangeRequestResult, { description: `Shows all words of a request that wait. ${TOLD}` })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER')
  async approveText(
    @Args('input') input: ApproveTextInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.approving.execute(context.viewer as CoordinatorViewer, input), context); // The guard lets no other viewers through.
  }

  @Mutation(() => ChangeRequestResult, {
    description: `Asks the family for other words in place of those that wait, or that are shown. Homes do not read them any more, and a coordinator reads the next ones first. ${TOLD}`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER')
  async returnText(
    @Args('input') { requestId, revision, reasons, texts }: ReturnTextInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    const named = (texts ?? []).map(({ field, lineId = null }) => ({ field, lineId }));
    const lost = named.findIndex(({ field }) => field === 'OFFER_NOTE');
    if (lost >= 0) return refuse('INVALID_INPUT', ['texts', String(lost), 'field']);
    const command = { requestId, revision, reasons, named: named as ReturnNamed }; // None of them is of an offer.
    return this.answer.of(await this.returning.execute(context.viewer as CoordinatorViewer, command), context); // The guard lets no other viewers through.
  }
}

type ReturnNamed = Parameters<ReturnText['execute']>[1]['named'];
