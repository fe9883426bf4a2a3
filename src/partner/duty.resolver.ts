/** Who the coordinators of a partner are, what each may do, and who is on duty. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { ViewerType } from '../access/viewer.type.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { ChangeCoordinators } from './change-coordinators.js';
import {
  ChangeRolesInput,
  ChangeRolesResult,
  type CoordinatorRemoved,
  CoordinatorShown,
  type DutyChanged,
  DutyResult,
  GoOnDutyInput,
  RemoveCoordinatorInput,
  RemoveCoordinatorResult,
  type RolesChanged,
} from './coordinator.type.js';
import { ReadCoordinators } from './read-coordinators.js';
import { TakeDuty } from './take-duty.js';

@Resolver(() => ViewerType)
export class DutyResolver {
  constructor(
    private readonly reading: ReadCoordinators,
    private readonly changing: ChangeCoordinators,
    private readonly duty: TakeDuty,
  ) {}

  @Query(() => [CoordinatorShown], {
    description:
      'The coordinators of your own partner and those who are invited, at most 200; for coordinators of every role.',
  })
  @Allow('COORDINATOR')
  coordinators(@CurrentViewer() viewer: CoordinatorViewer): Promise<CoordinatorShown[]> {
    return this.reading.all(viewer);
  }

  @Mutation(() => ChangeRolesResult, {
    description:
      'Coordinators with the role ADMIN: says what another one of your own partner, or you, may do. LAST_ADMIN when nobody would be left.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async changeRoles(
    @Args('input') input: ChangeRolesInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<RolesChanged | Refused> {
    const changed = await this.changing.changeRoles(viewer, input);
    if (isRefused(changed)) return changed;
    const coordinator = await this.reading.one(viewer, changed.coordinatorId);
    return coordinator ? { coordinator } : refuse('NOT_FOUND');
  }

  @Mutation(() => RemoveCoordinatorResult, {
    description:
      'Coordinators with the role ADMIN: ends what somebody does for your own partner, or an invitation. Their sessions end at once, what they vouched for stands. LAST_ADMIN when nobody would be left.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  removeCoordinator(
    @Args('input') { coordinatorId }: RemoveCoordinatorInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<CoordinatorRemoved | Refused> {
    return this.changing.remove(viewer, coordinatorId);
  }

  @Mutation(() => DutyResult, {
    description:
      'Coordinators with the role DISPATCHER or REVIEWER: you look after what waits until then. Families read whether anybody does, never who. Said again it counts from then.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER', 'REVIEWER')
  goOnDuty(
    @Args('input') { until }: GoOnDutyInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<DutyChanged | Refused> {
    return this.duty.goOn(viewer, until);
  }

  @Mutation(() => DutyResult, {
    description: 'Coordinators with the role DISPATCHER or REVIEWER: you are off duty from now on.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER', 'REVIEWER')
  goOffDuty(@CurrentViewer() viewer: CoordinatorViewer): Promise<DutyChanged | Refused> {
    return this.duty.goOff(viewer);
  }

  @ResolveField(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when you are on duty as a coordinator. Null when you are not, and for everybody else.',
  })
  async onDutyUntil(@Parent() { kind, id }: ViewerType): Promise<Date | null> {
    return kind === 'COORDINATOR' && id !== null ? this.reading.onDutyUntil(id) : null;
  }
}
