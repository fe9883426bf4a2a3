/** Writes offers, and reads them under a lock for whoever takes from them. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { NewOffer } from './domain/new-offer.js';
import type { OfferState, OfferStep } from './domain/offer.js';
import { onShelf } from './domain/offer-shelf.js';

export interface WrittenOffer {
  readonly id: string;
  readonly homeId: string;
  readonly noteBox: Buffer | null;
  /** The date in UTC. */
  readonly postedOn: string;
}

export interface LockedOffer extends OfferState {
  readonly madeForClaim: boolean;
}

@Injectable()
export class OfferStore {
  /** How many offers of the home stand. */
  async countStanding(db: Queryable, homeId: string, now: Date): Promise<number> {
    const { rows } = await db.query<{ standing: number }>(
      'count-standing-offers',
      `SELECT count(*)::integer AS standing FROM offer
       WHERE home_id = $1 AND status IN ('OPEN', 'PAUSED') AND NOT made_for_claim AND (ends_at IS NULL OR ends_at > $2)`,
      [homeId, now],
    );
    return rows[0]?.standing ?? 0;
  }

  async insert(db: Queryable, { value: offer }: Accepted<NewOffer>, written: WrittenOffer): Promise<void> {
    const { times, schedule, childSeats } = offer;
    const shelf = onShelf(times, schedule, offer.lines);
    await db.query(
      'insert-offer',
      `INSERT INTO offer (id, kind, home_id, cell, reach_rings, time_zone, refill, rule, rule_from_half, rule_until_half,
         made_until, languages, features, skills, modes, infant_seats, toddler_seats, booster_seats, currency, cost_cap,
         note_box, posted_on, ends_at, week_halves, utc_days, open_from, gives)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
         $25, coalesce($26, '-infinity'::timestamptz), coalesce($27, 2147483647))`,
      [
        written.id,
        offer.kind,
        written.homeId,
        offer.cell,
        offer.reachRings,
        times.timeZone,
        offer.refill,
        times.recurrence?.rule ?? null,
        times.recurrence?.fromHalf ?? null,
        times.recurrence?.untilHalf ?? null,
        schedule.madeUntil,
        offer.languages,
        offer.features,
        offer.skills,
        offer.modes,
        childSeats.INFANT,
        childSeats.TODDLER,
        childSeats.BOOSTER,
        offer.currency,
        offer.costCap,
        written.noteBox,
        written.postedOn,
        times.endsAt,
        ...[shelf.weekHalves, shelf.utcDays, shelf.openFrom, shelf.gives],
      ],
    );
    await db.query(
      'insert-offer-lines',
      `INSERT INTO offer_line (id, offer_id, position, unit, quantity)
       SELECT gen_random_uuid(), $1, place, unit, quantity
       FROM unnest($2::text[], $3::integer[]) WITH ORDINALITY AS line (unit, quantity, place)`,
      [written.id, offer.lines.map(({ unit }) => unit), offer.lines.map(({ quantity }) => quantity)],
    );
  }

  /** What a home offers it can do: its own languages and features widen with its offers. */
  async widenHome(
    db: Queryable,
    homeId: string,
    { languages, features }: { readonly languages: readonly string[]; readonly features: readonly string[] },
  ): Promise<void> {
    await db.query(
      'widen-home',
      `UPDATE home SET languages = languages || ARRAY(SELECT l FROM unnest($2::text[]) l WHERE l <> ALL (languages)),
         features = features || ARRAY(SELECT f FROM unnest($3::text[]) f WHERE f <> ALL (features))
       WHERE id = $1 AND NOT (languages @> $2::text[] AND features @> $3::text[])`,
      [homeId, languages, features],
    );
  }

  /** Null when the home has no such offer. */
  async lockOwn(db: Queryable, homeId: string, offerId: string): Promise<LockedOffer | null> {
    const { rows } = await db.query<{ status: OfferState['status']; ends_at: Date | null; made_for_claim: boolean }>(
      'lock-own-offer',
      `SELECT status, ends_at, made_for_claim FROM offer WHERE id = $2 AND home_id = $1 FOR NO KEY UPDATE`,
      [homeId, offerId],
    );
    const row = rows[0];
    return row ? { status: row.status, endsAt: row.ends_at, madeForClaim: row.made_for_claim } : null;
  }

  /** False when it does not stand any more where the decision saw it. */
  async move(db: Queryable, offerId: string, { value: { from, to } }: Accepted<OfferStep>): Promise<boolean> {
    const { rowCount } = await db.query('move-offer', 'UPDATE offer SET status = $3 WHERE id = $1 AND status = $2', [
      offerId,
      from,
      to,
    ]);
    return rowCount === 1;
  }
}
