/** Reads an offer for a claim, under a lock: what it gives, who gives it, and what is left of it when. */
import { Injectable } from '@nestjs/common';
import type { Span } from '../calendar/window.js';
import type { HelpKind } from '../kernel/help.js';
import type { HomeTier } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { type OfferRead, offerColumns } from './offer-columns.js';

export interface OfferInHandRow extends OfferRead {
  readonly made_for_claim: boolean;
  readonly tier: HomeTier;
  readonly vouched: boolean;
  readonly paused: boolean;
  readonly circle_id: string;
  readonly partner_id: string;
}

export interface PeriodRow {
  readonly period_id: string;
  readonly line_id: string;
  readonly unit: string;
  readonly quantity: number;
  readonly remaining: number;
}

/** A home of its own; a partner those of homes that somebody vouched for, and of its own. */
export interface TakenInHandFor {
  readonly homeId?: string;
  readonly partnerId?: string;
}

/** Ids that the caller made, so that nothing has to be read back. */
export interface MadeForClaimRow {
  readonly id: string;
  readonly periodId: string;
  readonly kind: HelpKind;
  readonly homeId: string;
  readonly cell: string;
  readonly timeZone: string;
  readonly planned: Span;
  readonly currency: string | null;
  readonly postedOn: string;
  readonly lines: readonly { readonly id: string; readonly unit: string; readonly quantity: number }[];
}

@Injectable()
export class OfferInHandStore {
  /** The offer's row stays locked until the transaction ends; its home's does not. What is not for them is not locked, and takes as long. */
  async lock(
    db: Queryable,
    offerId: string,
    now: Date,
    { homeId, partnerId }: TakenInHandFor,
  ): Promise<OfferInHandRow | null> {
    const { rows } = await db.query<OfferInHandRow>(
      'lock-offer-in-hand',
      `SELECT ${offerColumns('$2')}, o.made_for_claim, h.tier, h.tier <> 'NEW' AS vouched,
         h.paused_at IS NOT NULL AS paused, h.circle_id, h.partner_id
       FROM offer o JOIN home h ON h.id = o.home_id
       WHERE o.id = $1 AND (h.id = $3::uuid OR h.partner_id = $4::uuid OR (h.tier <> 'NEW' AND $4::uuid IS NOT NULL))
       FOR NO KEY UPDATE OF o`,
      [offerId, now, homeId ?? null, partnerId ?? null],
    );
    return rows[0] ?? null;
  }

  /** The lines of the first period that shares time with the span, in order; none when there is no such period. */
  async linesOfPeriod(db: Queryable, offerId: string, span: Span): Promise<PeriodRow[]> {
    const { rows } = await db.query<PeriodRow>(
      'lines-of-offer-period',
      `SELECT c.period_id, l.id AS line_id, l.unit, c.quantity, c.quantity - c.held - c.used AS remaining
       FROM (SELECT p.id FROM offer_period p WHERE p.offer_id = $1 AND p.starts_at < $3 AND p.ends_at > $2
         ORDER BY p.starts_at LIMIT 1) period
       JOIN offer_capacity c ON c.period_id = period.id JOIN offer_line l ON l.id = c.line_id
       ORDER BY l.position`,
      [offerId, span.opensAt, span.closesAt],
    );
    return rows;
  }

  /** Those that share time with the span, in order; null when the offer has no windows at all and stands at any time. */
  async windowsWithin(db: Queryable, offerId: string, span: Span): Promise<Span[] | null> {
    const { rows } = await db.query<{ opens_at: Date | null; closes_at: Date | null; has_windows: boolean }>(
      'windows-of-offer-within',
      `SELECT w.opens_at, w.closes_at,
         o.rule IS NOT NULL OR EXISTS (SELECT FROM offer_window a WHERE a.offer_id = o.id) AS has_windows
       FROM offer o LEFT JOIN offer_window w ON w.offer_id = o.id AND w.opens_at < $3 AND w.closes_at > $2
       WHERE o.id = $1 ORDER BY w.opens_at`,
      [offerId, span.opensAt, span.closesAt],
    );
    if (rows[0] && !rows[0].has_windows) return null;
    return rows.flatMap(({ opens_at, closes_at }) =>
      opens_at && closes_at ? [{ opensAt: opens_at, closesAt: closes_at }] : [],
    );
  }

  async insertMadeForClaim(db: Queryable, offer: MadeForClaimRow, neverAgain: Date): Promise<void> {
    const { opensAt, closesAt } = offer.planned;
    await db.query(
      'insert-offer-made-for-claim',
      `WITH made AS (
         INSERT INTO offer (id, kind, home_id, made_for_claim, cell, reach_rings, time_zone, refill, made_until, currency,
           posted_on, ends_at)
         VALUES ($1, $2, $3, true, $4, 0, $5, 'ONCE', $6, $7, $8, $10) RETURNING id)
       INSERT INTO offer_window (offer_id, opens_at, closes_at) SELECT id, $9, $10 FROM made`,
      [
        offer.id,
        offer.kind,
        offer.homeId,
        offer.cell,
        offer.timeZone,
        neverAgain,
        offer.currency,
        offer.postedOn,
        opensAt,
        closesAt,
      ],
    );
    await db.query(
      'insert-lines-made-for-claim',
      `WITH lines AS (
         INSERT INTO offer_line (id, offer_id, position, unit, quantity)
         SELECT id, $1, place, unit, quantity
         FROM unnest($5::uuid[], $6::text[], $7::integer[]) WITH ORDINALITY AS line (id, unit, quantity, place)
         RETURNING id, quantity),
       period AS (INSERT INTO offer_period (id, offer_id, starts_at, ends_at) VALUES ($2, $1, $3, $4) RETURNING id)
       INSERT INTO offer_capacity (period_id, line_id, offer_id, quantity)
       SELECT period.id, lines.id, $1, lines.quantity FROM period CROSS JOIN lines`,
      [
        offer.id,
        offer.periodId,
        opensAt,
        closesAt,
        offer.lines.map(({ id }) => id),
        offer.lines.map(({ unit }) => unit),
        offer.lines.map(({ quantity }) => quantity),
      ],
    );
  }

  /** `half` is the half-day, in UTC, in which the home was asked: ties between matches go to whoever was asked least lately. */
  async markAsked(db: Queryable, offerId: string, half: number): Promise<void> {
    await db.query(
      'mark-offer-asked',
      `WITH asked AS (UPDATE offer SET last_asked_half = greatest(last_asked_half, $2::integer) WHERE id = $1 RETURNING home_id)
       UPDATE home SET last_asked_half = greatest(last_asked_half, $2::integer) FROM asked WHERE home.id = asked.home_id`,
      [offerId, half],
    );
  }
}
