/** Passkeys over GraphQL: made, used, listed and taken away by the person whose they are. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { isRefused, type Refused } from '../../kernel/decision.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../../platform/graphql/call-context.js';
import { Allow, AllowEveryRole } from '../allow.guard.js';
import { callingClient } from '../calling-client.js';
import type { PersonViewer } from '../person.js';
import type { SignedIn } from '../session.type.js';
import { viewerTypeOf } from '../viewer.type.js';
import { OwnPasskeys } from './own-passkeys.js';
import {
  FinishPasskeyRegistrationInput,
  FinishPasskeyRegistrationResult,
  FinishPasskeySignInInput,
  FinishPasskeySignInResult,
  Passkey,
  type PasskeyCeremony,
  type PasskeysChanged,
  RemovePasskeyInput,
  RemovePasskeyResult,
  StartPasskeyConfirmationResult,
  StartPasskeyRegistrationInput,
  StartPasskeyRegistrationResult,
  StartPasskeySignInResult,
} from './passkey.type.js';
import { SignInWithPasskey } from './sign-in-with-passkey.js';

@Resolver()
export class PasskeyResolver {
  constructor(
    private readonly own: OwnPasskeys,
    private readonly signIns: SignInWithPasskey,
  ) {}

  @Query(() => [Passkey], { description: 'Members of homes and coordinators: your own passkeys, the oldest first.' })
  @Allow('HOME', 'COORDINATOR')
  async myPasskeys(@CurrentViewer() viewer: PersonViewer): Promise<Passkey[]> {
    return this.own.all(viewer);
  }

  @Mutation(() => StartPasskeyRegistrationResult, {
    description: 'Members of homes and coordinators: begins to add a passkey. Ten at most.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async startPasskeyRegistration(
    @Args('input') input: StartPasskeyRegistrationInput,
    @CurrentViewer() viewer: PersonViewer,
    @CurrentContext() context: CallContext,
  ): Promise<PasskeyCeremony | Refused> {
    return this.own.startAdding(viewer, input.confirmation, callingClient(context));
  }

  @Mutation(() => FinishPasskeyRegistrationResult, {
    description: 'Members of homes and coordinators: adds the passkey that was begun by the same person.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async finishPasskeyRegistration(
    @Args('input') { credential }: FinishPasskeyRegistrationInput,
    @CurrentViewer() viewer: PersonViewer,
  ): Promise<PasskeysChanged | Refused> {
    const passkeys = await this.own.finishAdding(viewer, credential);
    return isRefused(passkeys) ? passkeys : { passkeys };
  }

  @Mutation(() => StartPasskeySignInResult, {
    description:
      'Anyone: begins to sign in with a passkey. No e-mail is asked for, so nothing tells who has one. Not with the session of a family: nothing may tie the two together.',
  })
  @Allow('PUBLIC', 'PARTNER', 'HOME', 'COORDINATOR')
  @AllowEveryRole()
  async startPasskeySignIn(@CurrentContext() context: CallContext): Promise<PasskeyCeremony | Refused> {
    return this.signIns.start(callingClient(context));
  }

  @Mutation(() => FinishPasskeySignInResult, {
    description:
      'Anyone with a passkey of a home or coordinator. Failed attempts count as wrong passwords of a client do.',
  })
  @Allow('PUBLIC', 'PARTNER', 'HOME', 'COORDINATOR')
  @AllowEveryRole()
  async finishPasskeySignIn(
    @Args('input') { credential }: FinishPasskeySignInInput,
    @CurrentContext() context: CallContext,
  ): Promise<SignedIn | Refused> {
    const outcome = await this.signIns.finish(credential, callingClient(context));
    return isRefused(outcome) ? outcome : { session: outcome.session, viewer: viewerTypeOf(outcome.viewer) };
  }

  @Mutation(() => StartPasskeyConfirmationResult, {
    description: 'Members of homes and coordinators: begins to show once more, with a passkey, who you are.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async startPasskeyConfirmation(@CurrentViewer() viewer: PersonViewer): Promise<PasskeyCeremony | Refused> {
    return this.own.startConfirming(viewer);
  }

  @Mutation(() => RemovePasskeyResult, {
    description:
      'Members of homes and coordinators: a passkey of yours opens nothing from now on. One way to sign in stays.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async removePasskey(
    @Args('input') { passkeyId }: RemovePasskeyInput,
    @CurrentViewer() viewer: PersonViewer,
  ): Promise<PasskeysChanged | Refused> {
    const passkeys = await this.own.remove(viewer, passkeyId);
    return isRefused(passkeys) ? passkeys : { passkeys };
  }
}
