/** Members of homes come to sessions, or do not. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { CancelSignUpResult, type SignedUp, type SignUpCancelled, SignUpResult } from '../gathering/sign-up.type.js';
import { SigningUp } from '../gathering/signing-up.js';
import type { Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { CancelSignUpInput, SignUpForSessionInput } from './session.type.js';

@Resolver()
export class SessionSignUpResolver {
  constructor(private readonly signing: SigningUp) {}

  @Mutation(() => SignUpResult, {
    description:
      'Homes that somebody vouched for: a place for yourself, or a turn on the waiting list. With a place its exact place is shown to you. So many different ones a day for one home (METER_USED_UP).',
  })
  @Allow('HOME')
  signUpForSession(
    @Args('input') { sessionId }: SignUpForSessionInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<SignedUp | Refused> {
    return this.signing.come(viewer, 'SESSION', sessionId);
  }

  @Mutation(() => CancelSignUpResult, {
    description: 'Homes: you do not come, and the first who waits is moved up. Until it begins.',
  })
  @Allow('HOME')
  cancelSignUp(
    @Args('input') { sessionId }: CancelSignUpInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<SignUpCancelled | Refused> {
    return this.signing.stayAway(viewer, 'SESSION', sessionId, language);
  }
}
