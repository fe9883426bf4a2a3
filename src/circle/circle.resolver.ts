/** Circles: coordinators make, change and close them; homes read their own, join by an invitation and leave. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../platform/graphql/call-context.js';
import {
  ChangeCircleInput,
  CloseCircleInput,
  CreateCircleInput,
  InviteToCircleInput,
  JoinCircleInput,
  LeaveCircleInput,
  RemoveFromCircleInput,
} from './circle.input.js';
import {
  ChangeCircleResult,
  Circle,
  type CircleChanged,
  type CircleClosed,
  type CircleInvitationMade,
  CloseCircleResult,
  InviteToCircleResult,
} from './circle.type.js';
import { CircleAnswer } from './circle-answer.js';
import { InviteToCircle } from './invite-to-circle.js';
import { JoinCircle } from './join-circle.js';
import { ManageCircles } from './manage-circles.js';

@Resolver(() => Circle)
export class CircleResolver {
  constructor(
    private readonly managing: ManageCircles,
    private readonly inviting: InviteToCircle,
    private readonly joining: JoinCircle,
    private readonly answer: CircleAnswer,
  ) {}

  @Query(() => [Circle], {
    description: 'Coordinators: all circles of their partner, its own one first. Homes: the one that they are in.',
  })
  @Allow('HOME', 'COORDINATOR')
  circles(@CurrentContext() { viewer, language }: CallContext): Promise<Circle[]> {
    return this.answer.all(viewer as HomeViewer | CoordinatorViewer, language); // The guard lets no other viewers through.
  }

  @Mutation(() => ChangeCircleResult, {
    description: 'Coordinators: makes a circle of their partner, which has 200 at most (TOO_MANY_ATTEMPTS).',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async createCircle(
    @Args('input') { name, languages, areas, requiredTraining = null, membersInvite }: CreateCircleInput,
    @CurrentContext() context: CallContext,
  ): Promise<CircleChanged | Refused> {
    const viewer = context.viewer as CoordinatorViewer; // The guard lets no other viewers through.
    const input = { name, languages, areas, requiredTraining, membersInvite };
    return this.answer.of(await this.managing.create(viewer, input), viewer, context.language);
  }

  @Mutation(() => ChangeCircleResult, {
    description: 'Coordinators: says a circle of their partner anew. Homes that are in it stay, whatever it demands.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async changeCircle(
    @Args('input') { circleId, name, languages, areas, requiredTraining, membersInvite }: ChangeCircleInput,
    @CurrentContext() context: CallContext,
  ): Promise<CircleChanged | Refused> {
    const viewer = context.viewer as CoordinatorViewer; // The guard lets no other viewers through.
    const change = {
      ...(name != null && { name }),
      ...(languages != null && { languages }),
      ...(areas != null && { areas }),
      ...(requiredTraining !== undefined && { requiredTraining }),
      ...(membersInvite != null && { membersInvite }),
    };
    return this.answer.of(await this.managing.change(viewer, circleId, change), viewer, context.language);
  }

  @Mutation(() => CloseCircleResult, {
    description:
      'Coordinators: closes a circle of their partner, with its links and invitations. CIRCLE_IN_USE while a home is in it, or a request that is not known everywhere; the own one never (WRONG_STATE).',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  closeCircle(
    @Args('input') { circleId }: CloseCircleInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<CircleClosed | Refused> {
    return this.managing.close(viewer, circleId);
  }

  @Mutation(() => InviteToCircleResult, {
    description:
      'Invites homes of the same partner into a circle. Coordinators: any of their partner. Homes that somebody vouched for: the one that they are in, where that lets them (NOT_ALLOWED otherwise), at most 20 that are still good (TOO_MANY_ATTEMPTS). Good as long as whoever invites might.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  inviteToCircle(
    @Args('input') { circleId, uses }: InviteToCircleInput,
    @CurrentViewer() viewer: HomeViewer | CoordinatorViewer,
  ): Promise<CircleInvitationMade | Refused> {
    return this.inviting.execute(viewer, { circleId, uses });
  }

  @Mutation(() => ChangeCircleResult, {
    description:
      'Coordinators: takes a home of their partner out of its circle, back into the own one (WRONG_STATE in that). The home is told; what it claimed stays its, and only an invitation leads back. Answers with the circle that it was in.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async removeFromCircle(
    @Args('input') { homeId }: RemoveFromCircleInput,
    @CurrentContext() context: CallContext,
  ): Promise<CircleChanged | Refused> {
    const viewer = context.viewer as CoordinatorViewer; // The guard lets no other viewers through.
    return this.answer.of(await this.joining.takeOut(viewer, homeId), viewer, context.language);
  }

  @Mutation(() => ChangeCircleResult, {
    description:
      'Homes: leaves the circle they are in for another of their partner. What they claimed stays theirs. CERTIFICATE_NEEDED where the circle demands a training; a refusal uses nothing up.',
  })
  @Allow('HOME')
  async joinCircle(
    @Args('input') input: JoinCircleInput,
    @CurrentContext() context: CallContext,
  ): Promise<CircleChanged | Refused> {
    const viewer = context.viewer as HomeViewer; // The guard lets no other viewers through.
    return this.answer.ofHome(await this.joining.join(viewer, input), viewer, context.language);
  }

  @Mutation(() => ChangeCircleResult, {
    description:
      'Homes: goes back to the own circle of their partner (WRONG_STATE in that). What they claimed stays theirs.',
  })
  @Allow('HOME')
  async leaveCircle(
    @Args('input') { confirm }: LeaveCircleInput,
    @CurrentContext() context: CallContext,
  ): Promise<CircleChanged | Refused> {
    if (!confirm) return refuse('INVALID_INPUT', ['confirm']);
    const viewer = context.viewer as HomeViewer; // The guard lets no other viewers through.
    const left = await this.joining.leave(viewer);
    return isRefused(left) ? left : this.answer.ofHome(left, viewer, context.language);
  }
}
