/** The four posts: each hands its own fields and the common ones to the one use case. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { childSeatsOf } from '../platform/graphql/child-seats.type.js';
import {
  PostGroceryRequestInput,
  PostMoneyRequestInput,
  PostRideRequestInput,
  PostTimeRequestInput,
} from './post-kinds.type.js';
import { type PostCommand, PostRequest } from './post-request.js';
import { codeLanguage, type PostRequestInput, PostRequestResult, RequestPosted } from './post-request.type.js';
import { ReadRequests } from './read-requests.js';

const WHO_MAY =
  'For anybody, without an account, also through a partner’s publishable key or by its server (scope POST_REQUESTS); for a family that is signed in, which keeps it under its own code; for a coordinator, who takes it in for a family and reads it the code. Homes may not: whoever is both posts as a family.';

@Resolver()
export class PostResolver {
  constructor(
    private readonly posting: PostRequest,
    private readonly requests: ReadRequests,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => PostRequestResult, { description: `Asks for groceries. ${WHO_MAY}` })
  @Allow('PUBLIC', 'PARTNER', 'FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  postGroceryRequest(@Args('input') input: PostGroceryRequestInput, @CurrentContext() context: CallContext) {
    return this.post(input, { ...input, kind: 'GROCERY' }, context);
  }

  @Mutation(() => PostRequestResult, { description: `Asks for a ride. ${WHO_MAY}` })
  @Allow('PUBLIC', 'PARTNER', 'FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  postRideRequest(@Args('input') input: PostRideRequestInput, @CurrentContext() context: CallContext) {
    return this.post(input, { ...input, kind: 'RIDE', childSeats: childSeatsOf(input.childSeats) }, context);
  }

  @Mutation(() => PostRequestResult, { description: `Asks for money, which comes through a partner. ${WHO_MAY}` })
  @Allow('PUBLIC', 'PARTNER', 'FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  postMoneyRequest(@Args('input') input: PostMoneyRequestInput, @CurrentContext() context: CallContext) {
    return this.post(input, { ...input, kind: 'MONEY' }, context);
  }

  @Mutation(() => PostRequestResult, { description: `Asks for somebody's time. ${WHO_MAY}` })
  @Allow('PUBLIC', 'PARTNER', 'FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  postTimeRequest(@Args('input') input: PostTimeRequestInput, @CurrentContext() context: CallContext) {
    return this.post(input, { ...input, kind: 'TIME' }, context);
  }

  private async post(
    input: PostRequestInput,
    kind: PostCommand['kind'],
    { viewer, clientDigest, language }: CallContext,
  ): Promise<RequestPosted | Refused> {
    const { place, handoff, urgency, acceptance, summary, languages, accessNeeds } = input;
    const common = { place, handoff, urgency, acceptance, summary, languages, accessNeeds };
    const posted = await this.posting.execute(
      viewer,
      {
        input: { ...common, window: input.window ?? null, rule: input.series?.rule ?? null },
        kind,
        hideFromHomes: input.hideFromHomes,
        minimumTier: input.minimumTier,
        widensTo: input.widensTo,
        requiredTraining: input.requiredTraining ?? null,
        circleId: input.circleId ?? null,
        returnCode: input.returnCode ?? null,
        repeats: input.repeats ?? null,
        codeLanguage: codeLanguage(input.codeLanguage, language),
      },
      clientDigest,
    );
    if (isRefused(posted)) return posted;
    const { requestId: id, returnCode, session } = posted;
    const request = (await this.requests.byIds(posted.viewer, [id], this.clock.now(), language)).get(id);
    if (!request) throw new Error('what was posted is there for who posted it');
    return Object.assign(new RequestPosted(), { request, returnCode, session });
  }
}
