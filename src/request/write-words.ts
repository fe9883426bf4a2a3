/** Other words for a request that is locked: sealed, screened, and held for a person where the screening finds something, who is told. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Screening } from '../screening/screening.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { afterRewording } from './domain/request-texts.js';
import type { Reworded } from './domain/reword.js';
import { type RequestRecord, RequestStore } from './request.store.js';
import { placeOfLineText, placeOfSummary } from './text-places.js';
import { TextReviewStore } from './text-review.store.js';

@Injectable()
export class WriteWords {
  constructor(
    private readonly store: RequestStore,
    private readonly reviews: TextReviewStore,
    private readonly texts: ListingTexts,
    private readonly screening: Screening,
    private readonly notices: Notices,
  ) {}

  async execute(tx: Transaction, request: RequestRecord, words: Reworded, now: Date): Promise<void> {
    if (words.summary === undefined && words.items.length === 0) return;
    const { id: requestId } = request;
    await this.seal(tx, requestId, words, now);
    const lines = words.items.map(({ lineId: id, name: label, note }) => ({ id, label, note }));
    const before = await this.reviews.read(tx, requestId);
    const half = halfDayAt(now, 'UTC');
    const after = afterRewording(before, { summary: words.summary, lines }, this.screening.screen, half);
    await this.reviews.write(tx, requestId, after);
    // Of one that has not passed a mark of the clock yet, whoever publishes it tells.
    if (after.state !== 'WAITING' || before.state === 'WAITING' || !request.isPublished) return;
    const about = { kind: 'REQUEST', id: requestId } as const;
    await this.notices.tell(tx, { coordinatorsOf: request.partnerId }, 'TEXT_TO_REVIEW', about, now);
  }

  private async seal(tx: Transaction, requestId: string, { summary, items }: Reworded, now: Date): Promise<void> {
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
