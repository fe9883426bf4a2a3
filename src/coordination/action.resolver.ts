/** Reading the log of what coordinators did. */
import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { HalfDayOfType } from '../calendar/window.type.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { type CoordinatorAction, CoordinatorActionConnection, CoordinatorActionsArgs } from './action.type.js';
import { ReadActions } from './read-actions.js';

@Resolver()
export class ActionResolver {
  constructor(private readonly reading: ReadActions) {}

  @Query(() => CoordinatorActionConnection, {
    description:
      'Coordinators with the role ADMIN (NOT_ALLOWED for others): what coordinators of your partner did, the latest half-day first.',
  })
  @Allow('COORDINATOR')
  async coordinatorActions(
    @Args() { first, after, coordinatorId, subjectId }: CoordinatorActionsArgs,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<Connection<CoordinatorAction> | Refused> {
    const asked = { coordinatorId: coordinatorId ?? null, subjectId: subjectId ?? null, first, after: after ?? null };
    const page = await this.reading.page(viewer, asked);
    if (isRefused(page)) return page;
    const edges = page.edges.map(({ node: { actedHalf, ...row }, cursor }) => ({
      cursor,
      node: { ...row, actedOn: HalfDayOfType.from(actedHalf) },
    }));
    return { ...page, edges };
  }
}
