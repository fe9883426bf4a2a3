/** Writes the windows and periods of offers, each once however often it is told; a period comes with the capacity of every line. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import type { OfferState, OfferStatus, Refill } from './domain/offer.js';
import type { Schedule, StandingOffer } from './domain/offer-schedule.js';

/** An offer whose windows or periods do not reach as far ahead as they should. */
export interface DueOffer extends StandingOffer {
  readonly id: string;
  readonly madeUntil: Date;
}

interface DueRow {
  id: string;
  refill: Refill;
  time_zone: string;
  rule: string | null;
  rule_from_half: number | null;
  rule_until_half: number | null;
  made_until: Date;
  ends_at: Date | null;
}

@Injectable()
export class OfferScheduleStore {
  async insert(db: Queryable, offerId: string, { windows, periods }: Omit<Schedule, 'madeUntil'>): Promise<number> {
    let made = 0;
    if (windows.length > 0) {
      const outcome = await db.query(
        'insert-offer-windows',
        `INSERT INTO offer_window (offer_id, opens_at, closes_at)
         SELECT $1, opens_at, closes_at FROM unnest($2::timestamptz[], $3::timestamptz[]) AS made (opens_at, closes_at)
         ON CONFLICT (offer_id, opens_at) DO NOTHING`,
        [offerId, windows.map(({ opensAt }) => opensAt), windows.map(({ closesAt }) => closesAt)],
      );
      made += outcome.rowCount;
    }
    if (periods.length > 0) {
      const outcome = await db.query(
        'insert-offer-periods',
        `WITH made AS (
           INSERT INTO offer_period (id, offer_id, starts_at, ends_at)
           SELECT gen_random_uuid(), $1, starts_at, ends_at
           FROM unnest($2::timestamptz[], $3::timestamptz[]) AS period (starts_at, ends_at)
           ON CONFLICT (offer_id, starts_at) DO NOTHING
           RETURNING id, offer_id)
         INSERT INTO offer_capacity (period_id, line_id, offer_id, quantity)
         SELECT made.id, l.id, made.offer_id, l.quantity FROM made JOIN offer_line l ON l.offer_id = made.offer_id`,
        [offerId, periods.map(({ startsAt }) => startsAt), periods.map(({ endsAt }) => endsAt)],
      );
      made += outcome.rowCount;
    }
    return made;
  }

  /** Locked, those that wait longest first; what another worker has in hand is left to it. */
  async lockDue(db: Queryable, before: Date, now: Date, most: number): Promise<DueOffer[]> {
    const { rows } = await db.query<DueRow>(
      'lock-offers-to-make-ahead',
      `SELECT id, refill, time_zone, rule, rule_from_half, rule_until_half, made_until, ends_at FROM offer
       WHERE status IN ('OPEN', 'PAUSED') AND made_until < $1 AND (ends_at IS NULL OR (ends_at > $2 AND ends_at > made_until))
       ORDER BY made_until LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED`,
      [before, now, most],
    );
    return rows.map((row) => ({
      id: row.id,
      refill: row.refill,
      timeZone: row.time_zone,
      recurrence:
        row.rule !== null && row.rule_from_half !== null && row.rule_until_half !== null
          ? { rule: row.rule, fromHalf: row.rule_from_half, untilHalf: row.rule_until_half }
          : null,
      madeUntil: row.made_until,
      endsAt: row.ends_at,
    }));
  }

  async setMadeUntil(db: Queryable, offer: DueOffer, madeUntil: Date, endsAt: Date | null): Promise<boolean> {
    const { rowCount } = await db.query(
      'set-offer-made-until',
      'UPDATE offer SET made_until = $3, ends_at = $4 WHERE id = $1 AND made_until = $2',
      [offer.id, offer.madeUntil, madeUntil, endsAt],
    );
    return rowCount === 1;
  }

  /** Those whose last window is over, as they are written. */
  async findOver(db: Queryable, now: Date, most: number): Promise<(OfferState & { readonly id: string })[]> {
    const { rows } = await db.query<{ id: string; status: OfferStatus; ends_at: Date }>(
      'find-offers-over',
      `SELECT id, status, ends_at FROM offer WHERE status IN ('OPEN', 'PAUSED') AND ends_at <= $1 ORDER BY ends_at LIMIT $2`,
      [now, most],
    );
    return rows.map(({ id, status, ends_at }) => ({ id, status, endsAt: ends_at }));
  }
}
