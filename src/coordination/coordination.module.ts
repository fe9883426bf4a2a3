/** What waits for coordinators, and what they did. */
import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ClaimModule } from '../claim/claim.module.js';
import { HomeModule } from '../home/home.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { NotesOnRequest } from '../request/notes-on-request.js';
import { RequestModule } from '../request/request.module.js';
import { ActionResolver } from './action.resolver.js';
import { ActionStore } from './action.store.js';
import { AssignWaiting } from './assign-waiting.js';
import { LogActions } from './log-actions.interceptor.js';
import { NoteOnWaiting } from './note-on-waiting.js';
import { NotesOfHome } from './notes-of-home.js';
import { PutAside } from './put-aside.js';
import { QueueEntryStore } from './queue-entry.store.js';
import { ReadActions } from './read-actions.js';
import { ReadWaiting } from './read-waiting.js';
import { SealedNotes } from './sealed-notes.js';
import { SubjectsOfQueue } from './subjects-of-queue.js';
import { ForgetQueue } from './sweeps/forget-queue.js';
import { PastQueueStore } from './sweeps/past-queue.store.js';
import { WaitingResolver } from './waiting.resolver.js';
import { WaitingStore } from './waiting.store.js';
import { WaitingInHand } from './waiting-in-hand.js';

const queue = [WaitingStore, QueueEntryStore, ReadWaiting, WaitingInHand, SubjectsOfQueue, WaitingResolver];
const keeping = [
  AssignWaiting,
  PutAside,
  NoteOnWaiting,
  SealedNotes,
  NotesOfHome,
  { provide: NotesOnRequest, useExisting: SealedNotes },
];
const log = [ActionStore, ReadActions, ActionResolver, { provide: APP_INTERCEPTOR, useClass: LogActions }];
const sweeps = [PastQueueStore, ForgetQueue];

/** Global for the one port that it provides: whoever erases a request asks `NotesOnRequest`. */
@Global()
@Module({
  imports: [RequestModule, ClaimModule, HomeModule, MatchingModule],
  providers: [...queue, ...keeping, ...log, ...sweeps],
  exports: [NotesOnRequest],
})
export class CoordinationModule {}
