/** Reads a home's offer of rides and the rides that it could take along, each in one statement, and writes that somebody rides along. */
import { Injectable } from '@nestjs/common';
import type { AccessNeed } from '../kernel/access-needs.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { openOffer, ownOffer } from '../offer/visible-offers.js';
import { publishedNear } from '../place/published-near.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { openToHome, visibleToHome } from '../request/visible-to-home.js';
import { Canaries } from '../sealing/canaries.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { OfferTimes } from './halves-of-offer.js';

/** One period of the offer. */
export interface RideOfferRow extends OfferTimes {
  readonly id: string;
  readonly kind: string;
  readonly cell: string;
  readonly reachRings: number;
  readonly features: readonly string[];
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
  readonly isOpen: boolean;
  readonly lines: readonly { readonly unit: string; readonly remaining: number }[];
  /** Half-days in which the home is out already. */
  readonly busyHalves: readonly number[];
}

export interface SharedRideRow {
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
  readonly lines: readonly { readonly id: string; readonly unit: string; readonly remaining: number }[];
}

const HOME = {
  id: '$1::uuid',
  tier: '$2',
  circle: '$3::uuid',
  linked: '$4::uuid[]',
  certificates: '$5::text[]',
} as const;
const NOW = '$6::timestamptz';
const millis = (moment: string) => `(extract(epoch FROM ${moment}) * 1000)::double precision`;

@Injectable()
export class RunStore {
  constructor(
    private readonly secrets: InstanceSecrets,
    private readonly canaries: Canaries,
  ) {}

  /** Its periods, in order; none when it is not there for the home. */
  async offer(db: Queryable, homeId: string, offerId: string, until: Date, now: Date): Promise<RideOfferRow[]> {
    const { rows } = await db.query<RideOfferRow>(
      'ride-offer-for-runs',
      `SELECT o.id, o.kind, o.cell, o.reach_rings AS "reachRings", o.features, o.infant_seats AS "infantSeats",
         o.toddler_seats AS "toddlerSeats", o.booster_seats AS "boosterSeats", ${openOffer('o', '$3::timestamptz')} AS "isOpen",
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

  /** That said that others may ride along, as the home may see them, the most pressing first. `occurrenceIds`: only these. */
  async rides(
    db: Queryable,
    viewer: HomeViewer,
    { cell, reachRings }: Pick<RideOfferRow, 'cell' | 'reachRings'>,
    occurrenceIds: readonly string[] | null,
    most: number,
    now: Date,
  ): Promise<SharedRideRow[]> {
    const { rows } = await db.query<SharedRideRow>(
      'shared-rides-for-home',
      `SELECT r.id AS "requestId", oc.id AS "occurrenceId", r.published_cell AS "publishedCell", r.time_zone AS "timeZone",
         oc.from_half AS "fromHalf", oc.until_half AS "untilHalf", r.access_needs AS "accessNeeds", d.infant_seats AS "infantSeats",
         d.toddler_seats AS "toddlerSeats", d.booster_seats AS "boosterSeats", d.luggage = 'BULKY' AS bulky,
         (SELECT json_agg(json_build_object('id', l.id, 'unit', l.unit, 'remaining', x.quantity - x.held - x.fulfilled) ORDER BY l.position)
           FROM occurrence_line x JOIN request_line l ON l.id = x.line_id
           WHERE x.occurrence_id = oc.id AND x.held + x.fulfilled < x.quantity) AS lines
       FROM unnest($8::text[]) AS near (cell) JOIN request r ON r.published_cell = near.cell AND r.kind = 'RIDE' AND r.listed
       JOIN ride_request d ON d.request_id = r.id AND d.shares_trip
       JOIN occurrence oc ON oc.request_id = r.id AND ${openToHome('oc', '$1', NOW)}
       WHERE r.expires_at > ${NOW} AND ${visibleToHome('r', HOME, '$7')} AND ($9::uuid[] IS NULL OR oc.id = ANY ($9))
         AND EXISTS (SELECT FROM occurrence_line x WHERE x.occurrence_id = oc.id AND x.held + x.fulfilled < x.quantity)
       ORDER BY r.urgency, r.bucket, oc.id LIMIT $10`,
      [
        ...[viewer.homeId, viewer.tier, viewer.circleId, viewer.linkedCircleIds, viewer.certificates, now],
        ...[keptAwaySecret(this.secrets), publishedNear(cell, reachRings).cells, occurrenceIds, most],
      ],
    );
    return rows.filter(({ requestId }) => !this.canaries.has(requestId));
  }

  async othersRideAlong(tx: Queryable, claimIds: readonly string[]): Promise<void> {
    await tx.query('others-ride-along', 'UPDATE claim SET others_ride_along = true WHERE id = ANY ($1::uuid[])', [
      claimIds,
    ]);
  }

  /** Of these, the claims whose trip is shared. */
  async shared(db: Queryable, claimIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await db.query<{ id: string }>(
      'claims-that-share-a-trip',
      'SELECT id FROM claim WHERE id = ANY ($1::uuid[]) AND others_ride_along',
      [claimIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
