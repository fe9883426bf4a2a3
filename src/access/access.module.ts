/** Who may: the viewer of a call, sessions of homes and coordinators, and the guard that denies by default. */
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PartnerModule } from '../partner/partner.module.js';
import { RequesterModule } from '../requester/requester.module.js';
import { AccountStore } from './account/account.store.js';
import { ConfirmPerson } from './account/confirm-person.js';
import { KnowMailboxes } from './account/know-mailboxes.js';
import { AllowGuard } from './allow.guard.js';
import { CallContextFactory } from './call-context-factory.js';
import { ForgetChallenges } from './passkey/forget-challenges.js';
import { OwnPasskeyDates } from './passkey/own-passkey-dates.js';
import { PasskeyStore } from './passkey/passkey.store.js';
import { PasskeyChallengeStore } from './passkey/passkey-challenge.store.js';
import { PasskeyChallenges } from './passkey/passkey-challenges.js';
import { RegisterPasskey } from './passkey/register-passkey.js';
import { UsePasskey } from './passkey/use-passkey.js';
import { WebAuthn } from './passkey/web-authn.js';
import { Passwords } from './passwords.js';
import { PersonSessionStore } from './person-session.store.js';
import { PersonSessions } from './person-sessions.js';
import { SealedPersonStore } from './sealed-person.store.js';
import { SealedPersons } from './sealed-persons.js';
import { SignInLimits } from './sign-in-limits.js';
import { SweepSessions } from './sweep-sessions.js';
import { ViewerOfCall } from './viewer-of-call.js';

const passkeys = [
  OwnPasskeyDates,
  PasskeyStore,
  PasskeyChallengeStore,
  PasskeyChallenges,
  WebAuthn,
  UsePasskey,
  RegisterPasskey,
  ForgetChallenges,
];

@Module({
  imports: [PartnerModule, RequesterModule],
  providers: [
    PersonSessionStore,
    PersonSessions,
    Passwords,
    SealedPersonStore,
    SealedPersons,
    SweepSessions,
    SignInLimits,
    AccountStore,
    ConfirmPerson,
    KnowMailboxes,
    ...passkeys,
    ViewerOfCall,
    CallContextFactory,
    { provide: APP_GUARD, useClass: AllowGuard },
  ],
  exports: [
    PersonSessions,
    Passwords,
    SealedPersons,
    SweepSessions,
    SignInLimits,
    AccountStore,
    ConfirmPerson,
    ...passkeys,
    CallContextFactory,
  ],
})
export class AccessModule {}
