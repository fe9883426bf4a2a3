/** The query `viewer`, and the sessions of homes and coordinators. */
import { Module } from '@nestjs/common';
import { RequesterModule } from '../requester/requester.module.js';
import { AccessModule } from './access.module.js';
import { AccountResolver } from './account/account.resolver.js';
import { ChangeAddress } from './account/change-address.js';
import { ChangeEmail } from './account/change-email.js';
import { ChangePassword } from './account/change-password.js';
import { CredentialsStore } from './credentials.store.js';
import { KnownPeople } from './known-people.js';
import { OwnPasskeys } from './passkey/own-passkeys.js';
import { PasskeyResolver } from './passkey/passkey.resolver.js';
import { SignInWithPasskey } from './passkey/sign-in-with-passkey.js';
import { RefreshSession } from './refresh-session.js';
import { SessionResolver } from './session.resolver.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { ViewerResolver } from './viewer.resolver.js';

@Module({
  imports: [AccessModule, RequesterModule],
  providers: [
    ViewerResolver,
    SessionResolver,
    SignIn,
    SignInWithPasskey,
    OwnPasskeys,
    PasskeyResolver,
    ChangeAddress,
    ChangeEmail,
    ChangePassword,
    AccountResolver,
    SignOut,
    RefreshSession,
    KnownPeople,
    CredentialsStore,
  ],
})
export class ViewerModule {}
