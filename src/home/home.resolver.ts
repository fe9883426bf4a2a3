/** A household registers. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { callingClient } from '../access/calling-client.js';
import { viewerTypeOf } from '../access/viewer.type.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { PartnerViewer, PublicViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../platform/graphql/call-context.js';
import { type HomeRegistered, RegisterHomeInput, RegisterHomeResult } from './home.type.js';
import { RegisterHome } from './register-home.js';

@Resolver()
export class HomeResolver {
  constructor(private readonly registrations: RegisterHome) {}

  @Mutation(() => RegisterHomeResult, {
    description:
      "Anyone who is not signed in; a partner's server with the scope REGISTER_HOMES. The home joins the circle of the partner whose key the call carries, else the host partner's.",
  })
  @Allow('PUBLIC', 'PARTNER')
  async registerHome(
    @Args('input') input: RegisterHomeInput,
    @CurrentViewer() viewer: PublicViewer | PartnerViewer,
    @CurrentContext() context: CallContext,
  ): Promise<HomeRegistered | Refused> {
    const outcome = await this.registrations.execute(viewer, input, callingClient(context));
    return isRefused(outcome) ? outcome : { viewer: viewerTypeOf(outcome.viewer), session: outcome.session };
  }
}
