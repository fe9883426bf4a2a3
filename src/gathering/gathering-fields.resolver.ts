/** The fields of a gathering that depend on who asks, for all gatherings of a page at once. */
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { ExactPlaceType, Gathering } from './gathering.type.js';
import { OpenPlaces } from './open-places.js';
import { OwnSignUps } from './own-sign-ups.js';
import { SignUp } from './sign-up.type.js';

@Resolver(() => Gathering)
export class GatheringFieldsResolver {
  constructor(
    private readonly places: OpenPlaces,
    private readonly signUps: OwnSignUps,
  ) {}

  @ResolveField(() => ExactPlaceType, {
    nullable: true,
    description:
      'Where it is exactly, and how to join: for a member of a home that has a place (not while it waits), as long as the home is vouched for and not paused, and for coordinators of its partner. Null for everybody else, and once it is cancelled or has been over for a week.',
  })
  exactPlace(@Parent() { id }: Gathering, @CurrentContext() context: CallContext) {
    return loaderOf(context, 'exact-places', (ids) => this.places.of(context.viewer, ids)).load(id);
  }

  @ResolveField(() => SignUp, {
    nullable: true,
    description: 'Your own sign-up. Null for everybody who has not signed up.',
  })
  mySignUp(@Parent() { id }: Gathering, @CurrentContext() context: CallContext) {
    return loaderOf(context, 'my-sign-ups', (ids) => this.signUps.in(context.viewer, ids)).load(id);
  }
}
