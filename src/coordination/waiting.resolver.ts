/** The coordinators' queue: read, shared out, put aside, noted beside. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowEveryRole } from '../access/allow.guard.js';
import { HalfDayOfType } from '../calendar/window.type.js';
import { Claim } from '../claim/claim.type.js';
import { PartnerHome } from '../home/partner-home.type.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { MissingForRequest } from '../matching/missing-offer.type.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { HelpRequest } from '../request/request.type.js';
import { AssignWaiting } from './assign-waiting.js';
import { subjectOf } from './domain/waiting.js';
import { NoteOnWaiting } from './note-on-waiting.js';
import { PutAside } from './put-aside.js';
import { ReadWaiting, type Waiting } from './read-waiting.js';
import { SubjectsOfQueue } from './subjects-of-queue.js';
import {
  AssignWaitingInput,
  NoteOnWaitingInput,
  PutAsideInput,
  WaitingArgs,
  type WaitingChanged,
  WaitingItem,
  WaitingItemConnection,
  WaitingResult,
} from './waiting.type.js';

type Answer = Promise<WaitingChanged | Refused>;

@Resolver(() => WaitingItem)
export class WaitingResolver {
  constructor(
    private readonly reading: ReadWaiting,
    private readonly assigning: AssignWaiting,
    private readonly puttingAside: PutAside,
    private readonly noting: NoteOnWaiting,
    private readonly subjects: SubjectsOfQueue,
  ) {}

  @Query(() => WaitingItemConnection, {
    description:
      'Coordinators: what waits for your partner, the oldest first. It ends when what it waits for is done; what was put aside is not shown.',
  })
  @Allow('COORDINATOR')
  async waitingForCoordinators(
    @Args() { first, after, filter }: WaitingArgs,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<Connection<WaitingItem> | Refused> {
    const asked = { kinds: filter?.kinds ?? null, assigned: filter?.assigned ?? null, first, after: after ?? null };
    const page = await this.reading.page(viewer, asked);
    if (isRefused(page)) return page;
    return { ...page, edges: page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node, viewer) })) };
  }

  @Mutation(() => WaitingResult, {
    description: 'Coordinators of the partner that it waits for: takes it, gives it to a colleague, or lets go of it.',
  })
  @Allow('COORDINATOR')
  @AllowEveryRole()
  async assignWaiting(@Args('input') input: AssignWaitingInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    const { coordinatorId: to = viewer.coordinatorId, instead } = input;
    return answer(await this.assigning.execute(viewer, input, { to, instead }), viewer);
  }

  @Mutation(() => WaitingResult, {
    description: 'Coordinators of the partner that it waits for: it has been looked at, and is not shown for a while.',
  })
  @Allow('COORDINATOR')
  @AllowEveryRole()
  async putAside(@Args('input') input: PutAsideInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return answer(await this.puttingAside.execute(viewer, input), viewer);
  }

  @Mutation(() => WaitingResult, {
    description: 'Coordinators of the partner that it waits for: leaves a note that only they read.',
  })
  @Allow('COORDINATOR')
  @AllowEveryRole()
  async noteOnWaiting(@Args('input') input: NoteOnWaitingInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return answer(await this.noting.execute(viewer, input, input.text), viewer);
  }

  @ResolveField(() => HelpRequest, {
    nullable: true,
    description: 'The request that it is about, itself or by a claim.',
  })
  request(@Parent() item: WaitingItem, @CurrentContext() context: CallContext): Promise<HelpRequest | null> {
    return this.subjects.request(item, context);
  }

  @ResolveField(() => Claim, { nullable: true, description: 'The claim that it is about.' })
  claim(@Parent() item: WaitingItem, @CurrentContext() context: CallContext): Promise<Claim | null> {
    return this.subjects.claim(item, context);
  }

  @ResolveField(() => MissingForRequest, {
    nullable: true,
    description: 'Of UNMATCHED: why nobody has taken it, and what is missing when nobody could.',
  })
  async missingOffer(
    @Parent() item: WaitingItem,
    @CurrentContext() context: CallContext,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<MissingForRequest | null> {
    const found = await this.subjects.missingOffer(item, context, viewer);
    return found && MissingForRequest.from(found, context.language);
  }

  @ResolveField(() => PartnerHome, { nullable: true, description: 'The home that it is about.' })
  home(
    @Parent() item: WaitingItem,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentContext() context: CallContext,
  ): Promise<PartnerHome | null> {
    return this.subjects.home(item, viewer, context);
  }
}

function answer(changed: Waiting | Refused, viewer: CoordinatorViewer): WaitingChanged | Refused {
  return isRefused(changed) ? changed : { waiting: shown(changed, viewer) };
}

function shown({ kind, subjectId, since, assignedTo, notes }: Waiting, viewer: CoordinatorViewer): WaitingItem {
  return {
    ...{ kind, subjectKind: subjectOf[kind], subjectId, assignedTo },
    since: HalfDayOfType.from(since),
    isMine: assignedTo === viewer.coordinatorId,
    notes: notes.map(({ id, text, authorId, writtenHalf }) => ({
      ...{ id, text, coordinatorId: authorId },
      writtenOn: HalfDayOfType.from(writtenHalf),
    })),
  };
}
