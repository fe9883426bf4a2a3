/** `request` and `myRequests`: one request by its id, and those that are the viewer's own. */
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone } from '../access/allow.guard.js';
import { Clock } from '../kernel/clock.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { MyRequests } from './my-requests.js';
import { ReadRequests } from './read-requests.js';
import { HelpRequest } from './request.type.js';

@Resolver(() => HelpRequest)
export class RequestResolver {
  constructor(
    private readonly requests: ReadRequests,
    private readonly mine: MyRequests,
    private readonly clock: Clock,
  ) {}

  @Query(() => HelpRequest, {
    nullable: true,
    description:
      'One request, as far as you may see it. Null when it does not exist, is not for you, or is hidden from you: nobody learns which.',
  })
  @AllowAnyone()
  async request(
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
    @CurrentContext() { viewer, language }: CallContext,
  ): Promise<HelpRequest | null> {
    if (!isPublicId(id)) return null;
    return (await this.requests.byIds(viewer, [id], this.clock.now(), language)).get(id) ?? null;
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
