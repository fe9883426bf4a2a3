/** Nobody came: what was asked for is wanted still, more urgently, and may be claimed until the end of the next day. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import { reopenedUntil } from './domain/reopen.js';
import { unclaimedHandoffEnds } from './domain/retention.js';
import { OccurrenceStore } from './occurrence.store.js';
import { RequestHandoffs } from './request-handoffs.js';
import { WideningMarks } from './widening-marks.js';

export interface MissedTime {
  readonly requestId: string;
  readonly occurrenceId: string;
  readonly timeZone: string;
}

@Injectable()
export class ReopenRequest {
  constructor(
    private readonly store: OccurrenceStore,
    private readonly handoffs: RequestHandoffs,
    private readonly marks: WideningMarks,
  ) {}

  /** Under the lock of the request, after what was held was put back. */
  async execute(tx: Transaction, { requestId, occurrenceId, timeZone }: MissedTime, now: Date): Promise<void> {
    const reopened = await this.store.reopen(tx, occurrenceId, reopenedUntil(timeZone, now), {
      now,
      markMs: this.marks.milliseconds,
    });
    if (!reopened) return;
    // As if it had been posted now: whoever comes has to find the place.
    const ends = unclaimedHandoffEnds(now, reopened.expiresAt, reopened.isSeries);
    await this.handoffs.prolong(tx, requestId, ends, now);
  }
}
