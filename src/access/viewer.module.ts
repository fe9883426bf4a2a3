/** The query `viewer`, and the sessions of homes and coordinators. */
import { Module } from '@nestjs/common';
import { RequesterModule } from '../requester/requester.module.js';
import { AccessModule } from './access.module.js';
import { CredentialsStore } from './credentials.store.js';
import { KnownPeople } from './known-people.js';
import { RefreshSession } from './refresh-session.js';
import { SessionResolver } from './session.resolver.js';
import { SignIn } from './sign-in.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignOut } from './sign-out.js';
import { ViewerResolver } from './viewer.resolver.js';

@Module({
  imports: [AccessModule, RequesterModule],
  providers: [
    ViewerResolver,
    SessionResolver,
    SignIn,
    SignInLimits,
    SignOut,
    RefreshSession,
    KnownPeople,
    CredentialsStore,
  ],
})
export class ViewerModule {}
