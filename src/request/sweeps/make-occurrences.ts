/** The occurrences of a series are made 14 days ahead, and the home last confirmed on it is asked first. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import { isRefused } from '../../kernel/decision.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { firstRefusal } from '../domain/series.js';
import { occurrencesDue } from '../domain/when.js';
import { DueRequestsStore, type DueSeries } from '../due-requests.store.js';
import { NewRequestStore } from '../new-request.store.js';
import { RequestStore } from '../request.store.js';
import { eachOf } from './each-of.js';

/** Wherever the request is, its fourteenth day from now has begun by then. */
const HALVES_AHEAD = 16 * 2;

@Injectable()
export class MakeOccurrences implements Sweep {
  readonly name = 'make-occurrences';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly due: DueRequestsStore,
    private readonly requests: RequestStore,
    private readonly occurrences: NewRequestStore,
    private readonly notices: Notices,
  ) {}

  run(now: Date): Promise<number> {
    const untilHalf = halfDayAt(now, 'UTC') + HALVES_AHEAD;
    return eachOf(
      (after, most) => this.due.series(this.owner.database, { untilHalf, now }, after, most),
      ({ id }) => id,
      (series) => this.make(series, now),
    );
  }

  private async make(series: DueSeries, now: Date): Promise<boolean> {
    const windows = occurrencesDue(series, new Set(series.made), now);
    if (windows.length === 0) return false;
    const asked = windows.map((window) => ({
      id: randomUUID(),
      window,
      firstRefusal: firstRefusal(series.lastConfirmed, window.opensAt, now),
    }));
    const made = await this.owner.database.transaction(async (tx) => {
      const request = await this.requests.lock(tx, series.id);
      // Ended while we looked.
      if (!request || request.ending) return 0;
      const count = await this.occurrences.insertOccurrences(tx, series.id, asked);
      const homeId = asked.find((occurrence) => occurrence.firstRefusal)?.firstRefusal?.homeId;
      if (count > 0 && homeId) {
        await this.notices.tell(tx, { homeId }, 'FIRST_REFUSAL', { kind: 'REQUEST', id: series.id }, now);
      }
      return count;
    });
    return !isRefused(made) && made > 0;
  }
}
