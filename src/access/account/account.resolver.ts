/** A person changes how they are reached and how they sign in. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Refused } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../../platform/graphql/call-context.js';
import { Allow, AllowEveryRole } from '../allow.guard.js';
import { callingClient } from '../calling-client.js';
import type { PersonViewer } from '../person.js';
import {
  type AccountChanged,
  ChangeEmailInput,
  ChangeEmailResult,
  ChangePasswordInput,
  ChangePasswordResult,
  ChangePhoneInput,
  ChangePhoneResult,
} from './account.type.js';
import { ChangeAddress } from './change-address.js';
import { ChangeEmail } from './change-email.js';
import { ChangePassword } from './change-password.js';

@Resolver()
export class AccountResolver {
  constructor(
    private readonly emails: ChangeEmail,
    private readonly passwords: ChangePassword,
    private readonly addresses: ChangeAddress,
  ) {}

  @Mutation(() => ChangeEmailResult, {
    description: 'Members of homes and coordinators: another e-mail address to sign in with. At most 10 tries an hour.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async changeEmail(
    @Args('input') input: ChangeEmailInput,
    @CurrentViewer() viewer: PersonViewer,
    @CurrentContext() context: CallContext,
  ): Promise<AccountChanged | Refused> {
    return this.emails.execute(viewer, input, callingClient(context));
  }

  @Mutation(() => ChangePhoneResult, { description: 'Members of homes: another phone number, or none.' })
  @Allow('HOME')
  async changePhone(
    @Args('input') { phone }: ChangePhoneInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<AccountChanged | Refused> {
    return this.addresses.execute(viewer, { phone: phone ?? null });
  }

  @Mutation(() => ChangePasswordResult, {
    description: 'Members of homes and coordinators: another password. All of your other sessions end.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async changePassword(
    @Args('input') input: ChangePasswordInput,
    @CurrentViewer() viewer: PersonViewer,
    @CurrentContext() context: CallContext,
  ): Promise<AccountChanged | Refused> {
    return this.passwords.execute(viewer, context.token ?? '', input, callingClient(context));
  }
}
