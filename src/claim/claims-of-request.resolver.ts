/** `HelpRequest.claims`: those on it that the viewer is part of, read once for all requests of a page. */
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { HelpRequest } from '../request/request.type.js';
import { Claim } from './claim.type.js';
import { ReadClaims } from './read-claims.js';
import { ShownClaims } from './shown-claims.js';

@Resolver(() => HelpRequest)
export class ClaimsOfRequestResolver {
  constructor(
    private readonly reading: ReadClaims,
    private readonly show: ShownClaims,
  ) {}

  @ResolveField(() => [Claim], {
    description:
      'The claims on it that you are part of, live ones first, at most 50: all for the family and coordinators, its own for a home.',
  })
  async claims(@Parent() request: HelpRequest, @CurrentContext() context: CallContext): Promise<Claim[]> {
    const its = await loaderOf(context, 'claims-of-requests', (ids) =>
      this.reading.ofRequests(context.viewer, ids),
    ).load(request.id);
    return (its ?? []).map((record) => this.show.shown(record, context));
  }
}
