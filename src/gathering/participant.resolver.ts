/** The cards of the homes that come, for all of a page at once. */
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { HomeCard } from '../home/home.type.js';
import { ReadHomes } from '../home/read-homes.js';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { Participant } from './sign-up.type.js';

@Resolver(() => Participant)
export class ParticipantResolver {
  constructor(private readonly homes: ReadHomes) {}

  @ResolveField(() => HomeCard, { description: 'The home: its short name, circle and tier.' })
  home(@Parent() { homeId }: Participant, @CurrentContext() context: CallContext) {
    return loaderOf(context, 'home-cards', (ids) => this.homes.cards(ids)).load(homeId);
  }
}
