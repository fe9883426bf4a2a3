/** A family says it in other words. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { decideReword, type Reworded, type RewordInput } from './domain/reword.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';
import { placeOfLineText, placeOfSummary } from './page-of-requests.js';
import { RequestStore } from './request.store.js';

@Injectable()
export class RewordText {
  constructor(
    private readonly own: OwnRequests,
    private readonly store: RequestStore,
    private readonly texts: ListingTexts,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, requestId: string, input: RewordInput): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    return this.own.change(viewer, requestId, async (tx, request) => {
      const reworded = decideReword(input, request, await this.store.lines(tx, requestId), now);
      if (!reworded.accepted) return reworded;
      await this.write(tx, requestId, reworded.value, now);
      return undefined;
    });
  }

  private async write(tx: Transaction, requestId: string, { summary, items }: Reworded, now: Date): Promise<void> {
    if (summary !== undefined) {
      const box = summary === null ? null : await this.texts.seal(summary, placeOfSummary(requestId), now);
      await this.store.setSummary(tx, requestId, box);
    }
    const lines = items.map(async ({ lineId: id, name, note }) => ({
      id,
      labelBox: await this.texts.seal(name, placeOfLineText('label_box', id), now),
      noteBox: note === null ? null : await this.texts.seal(note, placeOfLineText('note_box', id), now),
    }));
    if (items.length > 0) await this.store.setLineWords(tx, requestId, await Promise.all(lines));
  }
}
