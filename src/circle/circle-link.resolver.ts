/** Linking circles: the coordinators of each side propose, accept, decline and end. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { ChangeCircleResult, type CircleChanged } from './circle.type.js';
import { CircleAnswer } from './circle-answer.js';
import {
  AcceptCircleLinkInput,
  DeclineCircleLinkInput,
  EndCircleLinkInput,
  ProposeCircleLinkInput,
} from './circle-link.type.js';
import { LINKING_ROLES } from './domain/circle-link.js';
import { LinkCircles, type LinkMove } from './link-circles.js';

@Resolver()
export class CircleLinkResolver {
  constructor(
    private readonly linking: LinkCircles,
    private readonly answer: CircleAnswer,
  ) {}

  @Mutation(() => ChangeCircleResult, {
    description:
      'Coordinators: proposes a link between a circle of their partner and another. It stands once the other side agrees, and at once when that proposed it too or is of the same partner. The other side is told (CIRCLE_LINK_PROPOSED). TOO_MANY_ATTEMPTS beyond 30 an hour of one partner.',
  })
  @Allow('COORDINATOR')
  @AllowRoles(...LINKING_ROLES)
  proposeCircleLink(@Args('input') input: ProposeCircleLinkInput, @CurrentContext() context: CallContext) {
    return this.take('PROPOSE', input, context);
  }

  @Mutation(() => ChangeCircleResult, {
    description:
      'Coordinators: agrees to a link that the other side proposed (NOT_WAITING_FOR_YOU to one of your own).',
  })
  @Allow('COORDINATOR')
  @AllowRoles(...LINKING_ROLES)
  acceptCircleLink(@Args('input') input: AcceptCircleLinkInput, @CurrentContext() context: CallContext) {
    return this.take('ACCEPT', input, context);
  }

  @Mutation(() => ChangeCircleResult, {
    description: 'Coordinators: declines a proposed link, or takes it back.',
  })
  @Allow('COORDINATOR')
  @AllowRoles(...LINKING_ROLES)
  declineCircleLink(@Args('input') input: DeclineCircleLinkInput, @CurrentContext() context: CallContext) {
    return this.take('DECLINE', input, context);
  }

  @Mutation(() => ChangeCircleResult, {
    description:
      'Coordinators: ends a link, from either side. What had widened through it is known there no more, but to homes with a claim on it.',
  })
  @Allow('COORDINATOR')
  @AllowRoles(...LINKING_ROLES)
  endCircleLink(@Args('input') input: EndCircleLinkInput, @CurrentContext() context: CallContext) {
    return this.take('END', input, context);
  }

  private async take(
    move: LinkMove,
    input: ProposeCircleLinkInput,
    context: CallContext,
  ): Promise<CircleChanged | Refused> {
    const viewer = context.viewer as CoordinatorViewer; // The guard lets no other viewers through.
    return this.answer.of(await this.linking.execute(viewer, input, move), viewer, context.language);
  }
}
