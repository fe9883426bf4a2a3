/** Trainings: a partner lists them, anybody reads them with their next sessions. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone, AllowRoles } from '../access/allow.guard.js';
import { ReadGatherings } from '../gathering/read-gatherings.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer, loaderOf } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { ChangeTraining } from './change-training.js';
import { TrainingSession } from './session.type.js';
import {
  ChangeTrainingInput,
  ChangeTrainingResult,
  CreateTrainingInput,
  CreateTrainingResult,
  RetireTrainingInput,
  Training,
  type TrainingChanged,
  TrainingConnection,
  type TrainingCreated,
  TrainingFilter,
} from './training.type.js';
import { Trainings } from './trainings.js';

@Resolver(() => Training)
export class TrainingResolver {
  constructor(
    private readonly its: Trainings,
    private readonly changing: ChangeTraining,
    private readonly gatherings: ReadGatherings,
  ) {}

  @Query(() => TrainingConnection, {
    description: 'Anyone: what partners train homes in, the latest listed first.',
  })
  @AllowAnyone()
  trainings(
    @Args('filter', { nullable: true, description: 'Which; left out: all.' }) filter: TrainingFilter,
    @Args() { first, after }: PageArgs,
  ): Promise<Connection<Training> | Refused> {
    return this.its.page({ ...filter, first, after: after ?? null });
  }

  @Mutation(() => CreateTrainingResult, {
    description: 'Coordinators: lists a training of your own partner. Anybody reads what you say of it.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async createTraining(
    @Args('input') input: CreateTrainingInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<TrainingCreated | Refused> {
    return this.asItStands(await this.its.create(viewer, input));
  }

  @Mutation(() => ChangeTrainingResult, {
    description: 'Coordinators: says a training of your own partner in other words. WRONG_STATE once it is retired.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async changeTraining(
    @Args('input') input: ChangeTrainingInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<TrainingChanged | Refused> {
    return this.asItStands(await this.changing.change(viewer, input));
  }

  @Mutation(() => ChangeTrainingResult, {
    description:
      'Coordinators: your partner gives no more a training of its own. It is listed nowhere from then on, for good. Sessions that are planned take place, unless cancelSession calls them off; certificates stay good.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async retireTraining(
    @Args('input') { trainingId }: RetireTrainingInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<TrainingChanged | Refused> {
    return this.asItStands(await this.changing.retire(viewer, trainingId));
  }

  private async asItStands(changed: { trainingId: string } | Refused): Promise<{ training: Training } | Refused> {
    if (isRefused(changed)) return changed;
    const training = (await this.its.byIds([changed.trainingId])).get(changed.trainingId);
    if (!training) throw new Error('a training is there once it is listed');
    return { training };
  }

  @ResolveField(() => [TrainingSession], {
    description: 'Its next sessions, at most 10. `trainingSessions` finds them by place and date.',
  })
  async sessions(@Parent() { id }: Training, @CurrentContext() context: CallContext) {
    const load = (ids: readonly string[]) => this.gatherings.nextOf(ids, context.language);
    return (await loaderOf(context, 'next-gatherings', load).load(id)) ?? [];
  }
}
