/** `request` and `myRequests`: one request by its id, and those that are the viewer's own. */
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { LookAtRequest } from './look-at-request.js';
import { MyRequests } from './my-requests.js';
import { HelpRequest } from './request.type.js';

@Resolver(() => HelpRequest)
export class RequestResolver {
  constructor(
    private readonly look: LookAtRequest,
    private readonly mine: MyRequests,
  ) {}

  @Query(() => HelpRequest, {
    nullable: true,
    description:
      'One request, as far as you may see it. Null when it does not exist, is not for you, or is hidden from you: nobody learns which. Metered: a home opens 50 different ones a day (what the operator set), found or not.',
  })
  @AllowAnyone()
  request(
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
    @CurrentContext() { viewer, language }: CallContext,
  ): Promise<HelpRequest | null | Refused> {
    return this.look.execute(viewer, id, language);
  }

  @Query(() => [HelpRequest], {
    description:
      'For a family: what it posted under its return code, the newest first. For a coordinator: what it took in, the newest 200.',
  })
  @Allow('FAMILY', 'COORDINATOR')
  myRequests(@CurrentContext() { viewer, language }: CallContext): Promise<HelpRequest[]> {
    // The guard lets no other viewers through.
    return this.mine.execute(viewer as FamilyViewer | CoordinatorViewer, language);
  }
}
