/** How people become coordinators of a partner. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowEveryRole, AllowRoles } from '../access/allow.guard.js';
import { viewerTypeOf } from '../access/viewer.type.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import {
  type CoordinatorInvited,
  type CoordinatorJoined,
  InviteCoordinatorInput,
  InviteCoordinatorResult,
  JoinAsCoordinatorInput,
  JoinAsCoordinatorResult,
} from './coordinator.type.js';
import { InviteCoordinator } from './invite-coordinator.js';
import { JoinAsCoordinator } from './join-as-coordinator.js';

@Resolver()
export class CoordinatorResolver {
  constructor(
    private readonly invitations: InviteCoordinator,
    private readonly joining: JoinAsCoordinator,
  ) {}

  @Mutation(() => InviteCoordinatorResult, {
    description:
      'Coordinators with the role ADMIN: invites another one to your own partner. Inviting the same e-mail again replaces the invitation and its roles.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async inviteCoordinator(
    @Args('input') input: InviteCoordinatorInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<CoordinatorInvited | Refused> {
    return this.invitations.execute(viewer.partnerId, input);
  }

  @Mutation(() => JoinAsCoordinatorResult, {
    description: 'Anyone who holds an invitation that was not used yet. Not with the session of a family.',
  })
  @Allow('PUBLIC', 'PARTNER', 'HOME', 'COORDINATOR')
  @AllowEveryRole()
  async joinAsCoordinator(@Args('input') input: JoinAsCoordinatorInput): Promise<CoordinatorJoined | Refused> {
    const outcome = await this.joining.execute(input);
    return isRefused(outcome) ? outcome : { session: outcome.session, viewer: viewerTypeOf(outcome.viewer) };
  }
}
