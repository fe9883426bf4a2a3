/** Reads the windows and periods of offers that the viewer may see already. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface WindowRow {
  readonly offer_id: string;
  readonly time_zone: string;
  readonly opens_at: Date;
  readonly closes_at: Date;
}

export interface PeriodRow {
  readonly offer_id: string;
  readonly time_zone: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly lines: readonly { lineId: string; quantity: number; held: number; used: number; remaining: number }[];
}

@Injectable()
export class OfferTimesStore {
  /** The next ones of each, those that are running included. */
  async comingWindows(db: Queryable, offerIds: readonly string[], first: number, now: Date): Promise<WindowRow[]> {
    const { rows } = await db.query<WindowRow>(
      'coming-windows-of-offers',
      `SELECT o.id AS offer_id, o.time_zone, w.opens_at, w.closes_at
       FROM offer o CROSS JOIN LATERAL (SELECT opens_at, closes_at FROM offer_window
         WHERE offer_id = o.id AND closes_at > $2 AND opens_at > $2::timestamptz - interval '32 days'
         ORDER BY opens_at LIMIT $3) w
       WHERE o.id = ANY ($1::uuid[]) ORDER BY o.id, w.opens_at`,
      [offerIds, now, first],
    );
    return rows;
  }

  async comingPeriods(db: Queryable, offerIds: readonly string[], first: number, now: Date): Promise<PeriodRow[]> {
    const { rows } = await db.query<PeriodRow>(
      'coming-periods-of-offers',
      `SELECT o.id AS offer_id, o.time_zone, p.starts_at, p.ends_at,
         (SELECT json_agg(json_build_object('lineId', c.line_id, 'quantity', c.quantity, 'held', c.held, 'used', c.used,
            'remaining', c.quantity - c.held - c.used) ORDER BY l.position)
          FROM offer_capacity c JOIN offer_line l ON l.id = c.line_id WHERE c.period_id = p.id) AS lines
       FROM offer o CROSS JOIN LATERAL (SELECT id, starts_at, ends_at FROM offer_period
         WHERE offer_id = o.id AND ends_at > $2 ORDER BY starts_at LIMIT $3) p
       WHERE o.id = ANY ($1::uuid[]) ORDER BY o.id, p.starts_at`,
      [offerIds, now, first],
    );
    return rows;
  }
}
