/** Reads a home's offer of rides or groceries and what it could serve on one trip, each in one statement, and writes that a trip is shared. */
import { Injectable } from '@nestjs/common';
import type { AccessNeed } from '../kernel/access-needs.js';
import type { HelpKind } from '../kernel/help.js';
import type { Money } from '../kernel/money.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { openOffer, ownOffer } from '../offer/visible-offers.js';
import { publishedNear } from '../place/published-near.js';
import { moneyInSql } from '../platform/database/money-in-sql.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { openToHome, visibleToHome } from '../request/visible-to-home.js';
import { Canaries } from '../sealing/canaries.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { OfferTimes } from './halves-of-offer.js';

/** One period of the offer. */
export interface TripOfferRow extends OfferTimes {
  readonly id: string;
  readonly kind: HelpKind;
  readonly cell: string;
  readonly timeZone: string;
  readonly reachRings: number;
  readonly features: readonly string[];
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
  readonly costCap: Money | null;
  readonly isOpen: boolean;
  readonly lines: readonly { readonly unit: string; readonly remaining: number }[];
  /** Half-days in which the home is out already. */
  readonly busyHalves: readonly number[];
}

/** A ride, or groceries, whose family said that the trip may be shared. */
export interface SharedRow {
  readonly kind: HelpKind;
  readonly requestId: string;
  readonly occurrenceId: string;
  readonly publishedCell: string;
  readonly timeZone: string;
  readonly fromHalf: number | null;
  readonly untilHalf: number | null;
  readonly accessNeeds: readonly AccessNeed[];
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
  readonly bulky: boolean;
  /** Of groceries: who pays, how much at most, and whether they go to the coordinators. */
  readonly payer: string | null;
  readonly ceiling: Money | null;
  readonly throughCoordinator: boolean;
  readonly lines: readonly { readonly id: string; readonly unit: string; readonly remaining: number }[];
}

/** What an offer can serve on some trip of its own: nothing else takes a place among those that are read. */
export interface SuitsOffer {
  /** In milliseconds. */
  readonly times: readonly (readonly [number, number])[];
  /** The half-days of its time zone in which it stands and the home is not out. */
  readonly halves: readonly number[];
  readonly timeZone: string;
  readonly needsMet: readonly AccessNeed[];
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
  readonly costCap: Money | null;
  /** The most seats that are left in any of its periods. */
  readonly there: number;
  readonly back: number;
}

const HOME = {
  id: '$1::uuid',
  tier: '$2',
  circle: '$3::uuid',
  linked: '$4::uuid[]',
  certificates: '$5::text[]',
} as const;
const NOW = '$6::timestamptz';
/** In its own time zone by half-days, and by its hours elsewhere. */
const IN_TIME = `CASE WHEN oc.opens_at IS NULL THEN $14::int4multirange <> '{}'
    WHEN r.time_zone = $15 THEN int4range(oc.from_half, oc.until_half, '[]') && $14::int4multirange
    ELSE tstzrange(oc.opens_at, oc.closes_at) && $13::tstzmultirange END`;
/** As `suits` has it, each by itself: what is left of it is reckoned only of what passed the others. What a family pays back costs the home nothing. */
const SUITS = [
  IN_TIME,
  'r.access_needs <@ $16::text[]',
  `coalesce(d.infant_seats, 0) <= $17::integer AND coalesce(d.toddler_seats, 0) <= $18::integer AND coalesce(d.booster_seats, 0) <= $19::integer`,
  `(coalesce(g.payer, 'FAMILY_PAYS_BACK') = 'FAMILY_PAYS_BACK' OR g.budget_ceiling IS NULL OR $22::bigint IS NULL
    OR (g.budget_currency = $23 AND g.budget_ceiling <= $22))`,
  'wanted.there <= $20::integer AND wanted.back <= $21::integer',
]
  .map((one) => `($9::uuid[] IS NOT NULL OR ${one})`)
  .join(' AND ');
const millis = (moment: string) => `(extract(epoch FROM ${moment}) * 1000)::double precision`;

@Injectable()
export class RunStore {
  constructor(
    private readonly secrets: InstanceSecrets,
    private readonly canaries: Canaries,
  ) {}

  /** Its periods, in order; none when it is not there for the home. */
  async offer(db: Queryable, homeId: string, offerId: string, until: Date, now: Date): Promise<TripOfferRow[]> {
    const { rows } = await db.query<TripOfferRow>(
      'offer-for-runs',
      `SELECT o.id, o.kind, o.cell, o.time_zone AS "timeZone", o.reach_rings AS "reachRings", o.features, o.infant_seats AS "infantSeats",
         o.toddler_seats AS "toddlerSeats", o.booster_seats AS "boosterSeats",
         ${moneyInSql('o.cost_cap', 'o.currency')} AS "costCap",
         ${openOffer('o', '$3::timestamptz')} AS "isOpen",
         ${millis('p.starts_at')} AS "startsAt", ${millis('p.ends_at')} AS "endsAt",
         (SELECT ${millis('max(e.ends_at)')} FROM offer_period e WHERE e.offer_id = o.id AND e.starts_at < p.starts_at) AS "earlierUntil",
         CASE WHEN o.rule IS NOT NULL OR EXISTS (SELECT FROM offer_window a WHERE a.offer_id = o.id) THEN
           coalesce((SELECT json_agg(json_build_array(${millis('w.opens_at')}, ${millis('w.closes_at')}) ORDER BY w.opens_at)
             FROM offer_window w WHERE w.offer_id = o.id AND w.opens_at < least(p.ends_at, $4::timestamptz)
               AND w.closes_at > greatest(p.starts_at, $3::timestamptz)), '[]') END AS windows,
         (SELECT json_agg(json_build_object('unit', l.unit, 'remaining', c.quantity - c.held - c.used))
           FROM offer_capacity c JOIN offer_line l ON l.id = c.line_id WHERE c.period_id = p.id) AS lines,
         ARRAY(SELECT c.planned_half FROM claim c WHERE c.home_id = o.home_id AND c.shape = 'MEETING'
           AND c.status IN ('PROPOSED', 'ACCEPTED') AND c.lease_ends_at > $3::timestamptz) AS "busyHalves"
       FROM offer o JOIN offer_period p ON p.offer_id = o.id
       WHERE o.id = $2::uuid AND ${ownOffer('o', '$1')} AND p.ends_at > $3::timestamptz AND p.starts_at < $4::timestamptz
       ORDER BY p.starts_at`,
      [homeId, offerId, now, until],
    );
    return rows;
  }

  /**
   * What is shared of the offer's kind, as the home may see it: what leaves room for others first, then the most pressing. Of coordinators only
   * its own partner's: two that go to the same ones would tell that one partner looks after both. `only`: these occurrences, or what suits.
   */
  async sharedTrips(
    db: Queryable,
    viewer: HomeViewer,
    { kind, cell, reachRings }: Pick<TripOfferRow, 'kind' | 'cell' | 'reachRings'>,
    only: { readonly occurrenceIds: readonly string[] } | SuitsOffer,
    most: number,
    now: Date,
  ): Promise<SharedRow[]> {
    const [occurrenceIds, suits] = 'times' in only ? [null, only] : [only.occurrenceIds, null];
    const { rows } = await db.query<SharedRow>(
      'shared-trips-for-home',
      `SELECT r.kind, r.id AS "requestId", oc.id AS "occurrenceId", r.published_cell AS "publishedCell", r.time_zone AS "timeZone",
         oc.from_half AS "fromHalf", oc.until_half AS "untilHalf", r.access_needs AS "accessNeeds",
         coalesce(d.infant_seats, 0) AS "infantSeats", coalesce(d.toddler_seats, 0) AS "toddlerSeats",
         coalesce(d.booster_seats, 0) AS "boosterSeats", coalesce(d.luggage = 'BULKY', false) AS bulky, g.payer,
         ${moneyInSql('g.budget_ceiling', 'g.budget_currency')} AS ceiling,
         coalesce(g.drop_off = 'THROUGH_COORDINATOR', false) AS "throughCoordinator", wanted.lines
       FROM unnest($8::text[]) AS near (cell) JOIN request r ON r.published_cell = near.cell AND r.kind = $11::help_kind AND r.listed
       LEFT JOIN ride_request d ON d.request_id = r.id LEFT JOIN grocery_request g ON g.request_id = r.id
       JOIN occurrence oc ON oc.request_id = r.id AND ${openToHome('oc', '$1', NOW)}
       CROSS JOIN LATERAL (SELECT json_agg(json_build_object('id', l.id, 'unit', l.unit, 'remaining', free.remaining) ORDER BY l.position) AS lines,
           coalesce(sum(free.remaining) FILTER (WHERE l.unit = 'OUTBOUND_SEAT'), 0) AS there,
           coalesce(sum(free.remaining) FILTER (WHERE l.unit = 'RETURN_SEAT'), 0) AS back
         FROM occurrence_line x JOIN request_line l ON l.id = x.line_id
           CROSS JOIN LATERAL (SELECT x.quantity - x.held - x.fulfilled AS remaining) free
         WHERE x.occurrence_id = oc.id AND free.remaining > 0) wanted
       WHERE coalesce(d.shares_trip, g.shares_trip) AND (g.drop_off IS DISTINCT FROM 'THROUGH_COORDINATOR' OR r.partner_id = $12::uuid)
         AND r.expires_at > ${NOW} AND ${visibleToHome('r', HOME, '$7')} AND wanted.lines IS NOT NULL
         AND ($9::uuid[] IS NULL OR oc.id = ANY ($9)) AND ${SUITS}
       ORDER BY wanted.there >= $20::integer, r.urgency, r.bucket, oc.id LIMIT $10`,
      [
        ...[viewer.homeId, viewer.tier, viewer.circleId, viewer.linkedCircleIds, viewer.certificates, now],
        ...[keptAwaySecret(this.secrets), publishedNear(cell, reachRings).cells, occurrenceIds, most],
        ...[kind, viewer.partnerId, suits && multirangeOf(suits.times), suits && rangesOf(suits.halves)],
        ...[suits?.timeZone, suits?.needsMet, suits?.infantSeats, suits?.toddlerSeats, suits?.boosterSeats],
        ...[suits?.there, suits?.back, suits?.costCap?.minor, suits?.costCap?.currency],
      ].map((its) => its ?? null),
    );
    return rows.filter(({ requestId }) => !this.canaries.has(requestId));
  }

  /** Which they belong to, whether or not anybody may see them. */
  async requestsOf(db: Queryable, occurrenceIds: readonly string[]): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'requests-of-occurrences',
      'SELECT DISTINCT request_id AS id FROM occurrence WHERE id = ANY ($1::uuid[])',
      [occurrenceIds],
    );
    return rows.map(({ id }) => id);
  }

  async othersOnTrip(tx: Queryable, claimIds: readonly string[]): Promise<void> {
    await tx.query('others-on-trip', 'UPDATE claim SET others_on_trip = true WHERE id = ANY ($1::uuid[])', [claimIds]);
  }

  /** Of these, the claims whose trip is shared. */
  async shared(db: Queryable, claimIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await db.query<{ id: string }>(
      'claims-that-share-a-trip',
      'SELECT id FROM claim WHERE id = ANY ($1::uuid[]) AND others_on_trip',
      [claimIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

function multirangeOf(times: readonly (readonly [number, number])[]): string {
  const moment = (millis: number) => new Date(millis).toISOString();
  return `{${times.map(([from, until]) => `[${moment(from)},${moment(until)})`).join()}}`;
}

function rangesOf(halves: readonly number[]): string {
  return `{${halves.map((half) => `[${half},${half}]`).join()}}`;
}
