/** Coordinators are told once more of an offer's note that nobody has read for days. */
import { Injectable } from '@nestjs/common';
import { RemindOfWaiting } from '../../notice/remind-of-waiting.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { OfferNoteStore } from '../offer-note.store.js';

@Injectable()
export class RemindOfNotes implements Sweep {
  readonly name = 'remind-of-notes';

  constructor(
    private readonly store: OfferNoteStore,
    private readonly reminders: RemindOfWaiting,
  ) {}

  run(now: Date): Promise<number> {
    return this.reminders.execute('OFFER', (owner, since) => this.store.remind(owner, since), now);
  }
}
