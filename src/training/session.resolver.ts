/** Sessions of trainings: found by anybody, held by a partner's coordinators, come to by members of homes. */
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone, AllowRoles } from '../access/allow.guard.js';
import { CancelGathering } from '../gathering/cancel-gathering.js';
import { ChangeGathering } from '../gathering/change-gathering.js';
import type { Gathering } from '../gathering/gathering.type.js';
import { ReadGatherings } from '../gathering/read-gatherings.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import {
  type CallContext,
  CurrentContext,
  CurrentLanguage,
  CurrentViewer,
  loaderOf,
} from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { ScheduleSession } from './schedule-session.js';
import {
  CancelSessionInput,
  ChangeSessionInput,
  ScheduleSessionInput,
  type SessionChanged,
  SessionResult,
  TrainingSession,
  TrainingSessionConnection,
  TrainingSessionFilter,
} from './session.type.js';
import { Training } from './training.type.js';
import { Trainings } from './trainings.js';

@Resolver(() => TrainingSession)
export class SessionResolver {
  constructor(
    private readonly gatherings: ReadGatherings,
    private readonly trainings: Trainings,
    private readonly schedule: ScheduleSession,
    private readonly changes: ChangeGathering,
    private readonly cancels: CancelGathering,
  ) {}

  @Query(() => TrainingSessionConnection, {
    description: 'Anyone: sessions of trainings that are to come or under way, the next first, at their coarse place.',
  })
  @AllowAnyone()
  trainingSessions(
    @Args('filter', { nullable: true, description: 'Which; left out: all.' }) filter: TrainingSessionFilter,
    @Args() page: PageArgs,
    @CurrentLanguage() language: Language,
  ): Promise<Connection<Gathering> | Refused> {
    return this.gatherings.page('SESSION', filter ?? {}, page, language);
  }

  @Query(() => TrainingSession, {
    nullable: true,
    description: 'Anyone: one session, cancelled or over all the same. NOT_FOUND when there is none.',
  })
  @AllowAnyone()
  session(
    @Args('id', { type: () => ID, description: 'The session.' }) id: string,
    @CurrentLanguage() language: Language,
  ): Promise<Gathering | Refused> {
    return this.gatherings.one('SESSION', id, language);
  }

  @Mutation(() => SessionResult, {
    description:
      'Coordinators: a date of a training of your own partner. A time that the clocks there skip is refused, and one that they show twice until you say which.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async scheduleSession(
    @Args('input') { trainingId, ...input }: ScheduleSessionInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<SessionChanged | Refused> {
    return this.changed(await this.schedule.execute(viewer, trainingId, input), language);
  }

  @Mutation(() => SessionResult, {
    description:
      'Coordinators: how many fit, until when one signs up, or where a session of your own partner is. For another time, cancel it and schedule a new one.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async changeSession(
    @Args('input') { sessionId, ...input }: ChangeSessionInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<SessionChanged | Refused> {
    return this.changed(await this.changes.execute(viewer, 'SESSION', sessionId, input), language);
  }

  @Mutation(() => SessionResult, {
    description:
      'Coordinators: calls a session of your own partner off, for good. All who signed up are told, and its exact place is closed.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async cancelSession(
    @Args('input') { sessionId }: CancelSessionInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<SessionChanged | Refused> {
    return this.changed(await this.cancels.execute(viewer, 'SESSION', sessionId), language);
  }

  @ResolveField(() => Training, { description: 'The training that it is of.' })
  training(@Parent() { trainingId }: Gathering, @CurrentContext() context: CallContext) {
    return loaderOf(context, 'trainings', (ids) => this.trainings.byIds(ids)).load(trainingId ?? '');
  }

  private async changed(
    done: { gatheringId: string } | Refused,
    language: Language,
  ): Promise<SessionChanged | Refused> {
    if (isRefused(done)) return done;
    const session = await this.gatherings.one('SESSION', done.gatheringId, language);
    return isRefused(session) ? session : { session };
  }
}
