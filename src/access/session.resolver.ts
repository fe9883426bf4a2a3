/** Signing in, staying signed in, signing out. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../platform/graphql/call-context.js';
import { Allow, AllowEveryRole } from './allow.guard.js';
import { callingClient } from './calling-client.js';
import { RefreshSession } from './refresh-session.js';
import {
  RefreshSessionInput,
  RefreshSessionResult,
  type SignedIn,
  type SignedOut,
  SignInInput,
  SignInResult,
  SignOutInput,
  SignOutResult,
} from './session.type.js';
import { type SignedInPerson, SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { viewerTypeOf } from './viewer.type.js';

@Resolver()
export class SessionResolver {
  constructor(
    private readonly signIns: SignIn,
    private readonly refreshes: RefreshSession,
    private readonly signOuts: SignOut,
  ) {}

  @Mutation(() => SignInResult, {
    description:
      'Anyone with the e-mail and password of a home or coordinator. Failed attempts are limited to 10 an hour for an e-mail and 20 for a client. Not with the session of a family: nothing may tie the two together.',
  })
  @Allow('PUBLIC', 'PARTNER', 'HOME', 'COORDINATOR')
  @AllowEveryRole()
  async signIn(@Args('input') input: SignInInput, @CurrentContext() context: CallContext): Promise<SignedIn | Refused> {
    return shown(await this.signIns.execute(input, callingClient(context)));
  }

  @Mutation(() => RefreshSessionResult, {
    description:
      'Homes and coordinators: a new token for another 30 days. The one in use is dead from then on; keep the new one before you forget the old.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async refreshSession(
    @Args('input') input: RefreshSessionInput,
    @CurrentViewer() viewer: HomeViewer | CoordinatorViewer,
    @CurrentContext() context: CallContext,
  ): Promise<SignedIn | Refused> {
    return shown(await this.refreshes.execute(viewer, context.token ?? '', input.endOthers));
  }

  @Mutation(() => SignOutResult, {
    description: 'Homes, coordinators and families: the session in use ends at once and leaves nothing.',
  })
  @Allow('HOME', 'COORDINATOR', 'FAMILY')
  @AllowEveryRole()
  async signOut(
    @Args('input') input: SignOutInput,
    @CurrentContext() context: CallContext,
  ): Promise<SignedOut | Refused> {
    return this.signOuts.execute(context.viewer, context.token ?? '', input.everywhere);
  }
}

function shown(outcome: SignedInPerson | Refused): SignedIn | Refused {
  return isRefused(outcome) ? outcome : { session: outcome.session, viewer: viewerTypeOf(outcome.viewer) };
}
