/** Who was confirmed on a series is asked first for its times to come that nobody has taken: few households should learn the address. */
import { Injectable } from '@nestjs/common';
import { Notices } from '../notice/notices.js';
import type { Queryable } from '../platform/queryable.js';
import { firstRefusal } from './domain/series.js';
import { OccurrenceStore } from './occurrence.store.js';

@Injectable()
export class AskFirst {
  constructor(
    private readonly store: OccurrenceStore,
    private readonly notices: Notices,
  ) {}

  /** Under the lock of the request. Of those that are made later the sweep asks it when it makes them. */
  async execute(tx: Queryable, requestId: string, homeId: string, now: Date): Promise<void> {
    const times = await this.store.freeTimesOfSeries(tx, requestId, homeId, now);
    const asked = times.flatMap(({ id, opensAt }) => {
      const refusal = firstRefusal(homeId, opensAt, now);
      return refusal ? [{ id, ...refusal }] : [];
    });
    if (asked.length === 0) return;
    await this.store.askFirst(tx, asked);
    await this.notices.tell(tx, { homeId }, 'FIRST_REFUSAL', { kind: 'REQUEST', id: requestId }, now);
  }
}
