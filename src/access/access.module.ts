/** Who may: the viewer of a call, sessions of homes and coordinators, and the guard that denies by default. */
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PartnerModule } from '../partner/partner.module.js';
import { RequesterModule } from '../requester/requester.module.js';
import { AllowGuard } from './allow.guard.js';
import { CallContextFactory } from './call-context-factory.js';
import { Passwords } from './passwords.js';
import { PersonSessionStore } from './person-session.store.js';
import { PersonSessions } from './person-sessions.js';
import { SealedPersonStore } from './sealed-person.store.js';
import { SealedPersons } from './sealed-persons.js';
import { SweepSessions } from './sweep-sessions.js';
import { ViewerOfCall } from './viewer-of-call.js';

@Module({
  imports: [PartnerModule, RequesterModule],
  providers: [
    PersonSessionStore,
    PersonSessions,
    Passwords,
    SealedPersonStore,
    SealedPersons,
    SweepSessions,
    ViewerOfCall,
    CallContextFactory,
    { provide: APP_GUARD, useClass: AllowGuard },
  ],
  exports: [PersonSessions, Passwords, SealedPersons, SweepSessions, CallContextFactory],
})
export class AccessModule {}
