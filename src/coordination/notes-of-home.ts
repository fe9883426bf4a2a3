/** What coordinators have noted about a home as a part of it: theirs, so that it is in no export; gone when the home is erased, key and all. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { Transaction } from '../platform/database/transaction.js';
import { SealedNotes } from './sealed-notes.js';

@Injectable()
export class NotesOfHome implements PartOfHome {
  readonly section = 'notes';
  readonly holds = ['queue_entry.home_id'];

  constructor(private readonly notes: SealedNotes) {}

  erase(tx: Transaction, homeId: string): Promise<void> {
    return this.notes.eraseOfHome(tx, homeId);
  }
}
