/** Trainings: a partner lists them, anybody reads them with their next sessions. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone, AllowRoles } from '../access/allow.guard.js';
import { ReadGatherings } from '../gathering/read-gatherings.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer, loaderOf } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import {
  CreateTrainingInput,
  CreateTrainingResult,
  Training,
  TrainingConnection,
  type TrainingCreated,
  TrainingFilter,
  TrainingSession,
} from './training.type.js';
import { Trainings } from './trainings.js';

@Resolver(() => Training)
export class TrainingResolver {
  constructor(
    private readonly its: Trainings,
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
    const created = await this.its.create(viewer, input);
    if (isRefused(created)) return created;
    const training = (await this.its.byIds([created.trainingId])).get(created.trainingId);
    if (!training) throw new Error('a training is there once it is created');
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
