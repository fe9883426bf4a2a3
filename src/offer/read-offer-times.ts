/** When offers stand that the viewer may see already: their coming windows, and for their home their coming periods. */
import { Injectable } from '@nestjs/common';
import { halfDayAt, localDateAt } from '../calendar/half-day.js';
import { HalfDayWindowType } from '../calendar/window.type.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/database/database.js';
import { NEVER } from './domain/offer-schedule.js';
import type { OfferPeriod } from './offer-time.type.js';
import { OfferTimesStore } from './offer-times.store.js';

@Injectable()
export class ReadOfferTimes {
  constructor(
    private readonly database: Database,
    private readonly store: OfferTimesStore,
    private readonly clock: Clock,
  ) {}

  async windows(offerIds: readonly string[], first: number): Promise<ReadonlyMap<string, HalfDayWindowType[]>> {
    const rows = await this.store.comingWindows(this.database, offerIds, first, this.clock.now());
    return grouped(rows, ({ time_zone: timeZone, opens_at, closes_at }) =>
      HalfDayWindowType.from({
        fromHalf: halfDayAt(opens_at, timeZone),
        untilHalf: halfDayAt(justBefore(closes_at), timeZone),
        timeZone,
      }),
    );
  }

  async periods(offerIds: readonly string[], first: number): Promise<ReadonlyMap<string, OfferPeriod[]>> {
    const rows = await this.store.comingPeriods(this.database, offerIds, first, this.clock.now());
    return grouped(rows, ({ time_zone: timeZone, starts_at, ends_at, lines }) => ({
      from: localDateAt(starts_at, timeZone),
      until: ends_at < NEVER ? localDateAt(justBefore(ends_at), timeZone) : null,
      lines: [...lines],
    }));
  }
}

function justBefore(instant: Date): Date {
  return new Date(instant.getTime() - 1);
}

function grouped<Row extends { readonly offer_id: string }, T>(
  rows: readonly Row[],
  shown: (row: Row) => T,
): ReadonlyMap<string, T[]> {
  const byOffer = Map.groupBy(rows, (row) => row.offer_id);
  return new Map([...byOffer].map(([id, its]) => [id, its.map(shown)]));
}
