/** Who has signed up: a member for itself, a coordinator for what its partner holds. */
import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer, loaderOf } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { Gathering } from './gathering.type.js';
import { OwnSignUps } from './own-sign-ups.js';
import { ReadGatherings } from './read-gatherings.js';
import { ReadParticipants } from './read-participants.js';
import { type Participant, ParticipantConnection, SignUp } from './sign-up.type.js';

@Resolver(() => SignUp)
export class SignUpResolver {
  constructor(
    private readonly own: OwnSignUps,
    private readonly gatherings: ReadGatherings,
    private readonly coming: ReadParticipants,
  ) {}

  @Query(() => [SignUp], {
    description:
      'Homes: what you, and not another member of your home, have signed up for. What is to come first, then the latest; at most 100. Kept until 90 days after it.',
  })
  @Allow('HOME')
  mySignUps(@CurrentViewer() viewer: HomeViewer): Promise<SignUp[]> {
    return this.own.all(viewer);
  }

  @Query(() => ParticipantConnection, {
    description:
      'Coordinators: who has signed up for a session or an action of your own partner: those with a place first, then those who wait, in their order. NOT_FOUND for those of others.',
  })
  @Allow('COORDINATOR')
  participants(
    @Args('gatheringId', { type: () => ID, description: 'A session or an action.' }) gatheringId: string,
    @Args() page: PageArgs,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<Connection<Participant> | Refused> {
    return this.coming.page(viewer, gatheringId, page);
  }

  @ResolveField(() => Gathering, { description: 'What it is for.' })
  gathering(@Parent() { gatheringId }: SignUp, @CurrentContext() context: CallContext) {
    const load = (ids: readonly string[]) => this.gatherings.byIds(ids, context.language);
    return loaderOf(context, 'gatherings', load).load(gatheringId);
  }
}
