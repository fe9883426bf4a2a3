/** Reads all that a plan for a circle is made of: each list in one statement, set by set. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { homeAsItStands } from '../circle/home-in-sql.js';
import type { HomeTier } from '../kernel/viewer.js';
import { homeInService, openOffer } from '../offer/visible-offers.js';
import { moneyInSql } from '../platform/database/money-in-sql.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { notKeptFromHome, reachesHome } from '../request/visible-to-home.js';
import { Canaries } from '../sealing/canaries.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { SupplyFacts, TaskFacts } from './solver/plan-facts.js';

export interface PlanScope {
  readonly circleId: string;
  readonly partnerId: string;
  readonly kinds: readonly string[];
  /** The last half-day, where each family lives. */
  readonly horizonHalf: number;
  /** After it, nothing of an offer matters. */
  readonly until: Date;
  readonly now: Date;
}

export interface HomeRead {
  readonly id: string;
  readonly tier: HomeTier;
  readonly certificates: readonly string[];
  readonly openClaims: number;
  readonly claimsThisWeek: number;
  readonly busyHalves: readonly number[];
}

const HALVES_OF_WEEK = 14;
const NOW = '$4::timestamptz';

/** What the partner looks after, that others than its family know of, and that the circle has learned of. Of money nobody is asked here. */
const TASKS = `request r JOIN occurrence oc ON oc.request_id = r.id
  WHERE r.partner_id = $1::uuid AND r.published AND r.listed AND r.kind = ANY ($2::text[]::help_kind[]) AND r.kind <> 'MONEY'
    AND r.expires_at > ${NOW} AND ${reachesHome('r', { circle: '$3::uuid', linked: '(SELECT ids FROM linked)::uuid[]' })}
    AND NOT oc.over AND (oc.closes_at IS NULL OR oc.closes_at > ${NOW}) AND (oc.from_half IS NULL OR oc.from_half <= $5::integer)
    AND EXISTS (SELECT FROM occurrence_line x WHERE x.occurrence_id = oc.id AND x.held + x.fulfilled < x.quantity)`;

const LINKED = `linked AS MATERIALIZED (SELECT ARRAY(SELECT CASE WHEN link.low_id = $3::uuid THEN link.high_id ELSE link.low_id END
  FROM circle_link link WHERE $3::uuid IN (link.low_id, link.high_id) AND link.agreed_on IS NOT NULL) AS ids)`;

const OFFERS = `home h JOIN offer o ON o.home_id = h.id
  WHERE h.circle_id = $1::uuid AND ${homeInService('h')} AND ${openOffer('o', '$3::timestamptz')}
    AND o.kind = ANY ($2::text[]::help_kind[]) AND o.kind <> 'MONEY'
    AND EXISTS (SELECT FROM offer_period p WHERE p.offer_id = o.id AND p.ends_at > $3::timestamptz AND p.starts_at < $4::timestamptz)`;

@Injectable()
export class PlanFactsStore {
  constructor(
    private readonly secrets: InstanceSecrets,
    private readonly canaries: Canaries,
  ) {}

  /** How many of each there are, up to one more than `most`. */
  async count(db: Queryable, scope: PlanScope, most: number): Promise<{ tasks: number; offers: number }> {
    const { rows: tasks } = await db.query<{ count: number }>(
      'count-tasks-of-plan',
      `WITH ${LINKED} SELECT count(*)::integer AS count FROM (SELECT FROM ${TASKS} LIMIT $6) found`,
      [...tasksOf(scope), most + 1],
    );
    const { rows: offers } = await db.query<{ count: number }>(
      'count-offers-of-plan',
      `SELECT count(*)::integer AS count FROM (SELECT FROM ${OFFERS} LIMIT $5) found`,
      [...offersOf(scope), most + 1],
    );
    return { tasks: tasks[0]?.count ?? 0, offers: offers[0]?.count ?? 0 };
  }

  /** In the order of their random ids: their order tells nothing. */
  async tasks(db: Queryable, scope: PlanScope, most: number): Promise<TaskFacts[]> {
    const { rows } = await db.query<TaskFacts>(
      'tasks-of-plan',
      `WITH ${LINKED}, found AS MATERIALIZED (SELECT r.id AS request_id, oc.id FROM ${TASKS} LIMIT $6)
       SELECT r.id AS "requestId", oc.id AS "occurrenceId", r.kind, r.urgency,
         greatest(0, ${NOW}::date - r.posted_on) AS "waitingDays", r.published_cell AS "publishedCell", r.time_zone AS "timeZone",
         oc.from_half AS "fromHalf", oc.until_half AS "untilHalf", r.languages, r.access_needs AS "accessNeeds",
         r.minimum_tier AS "minimumTier", r.required_training AS "requiredTraining",
         CASE WHEN r.circle_id = $3::uuid THEN 'SAME_CIRCLE' WHEN r.circle_id = ANY ((SELECT ids FROM linked)::uuid[]) THEN 'LINKED_CIRCLE'
           ELSE 'NETWORK' END AS closeness,
         CASE WHEN oc.first_refusal_until > ${NOW} THEN oc.first_refusal_home_id END AS "onlyHomeId",
         coalesce(d.infant_seats, 0) AS "infantSeats", coalesce(d.toddler_seats, 0) AS "toddlerSeats",
         coalesce(d.booster_seats, 0) AS "boosterSeats", t.skill, t.mode, t.spoken_language AS "spokenLanguage",
         coalesce(d.shares_trip, g.shares_trip, false) AS "sharesTrip", coalesce(d.luggage = 'BULKY', false) AS bulky, g.payer,
         ${moneyInSql('g.budget_ceiling', 'g.budget_currency')} AS ceiling, coalesce(g.drop_off = 'THROUGH_COORDINATOR', false) AS "throughCoordinator",
         EXISTS (SELECT FROM request_block b WHERE b.request_id = r.id)
           OR EXISTS (SELECT FROM request_hidden k WHERE k.request_id = r.id) AS "keepsAway",
         (SELECT json_agg(json_build_object('id', l.id, 'unit', l.unit, 'remaining', x.quantity - x.held - x.fulfilled,
             'divisible', l.divisible) ORDER BY l.position)
           FROM occurrence_line x JOIN request_line l ON l.id = x.line_id
           WHERE x.occurrence_id = oc.id AND x.held + x.fulfilled < x.quantity) AS lines
       FROM found JOIN request r ON r.id = found.request_id JOIN occurrence oc ON oc.id = found.id
       LEFT JOIN ride_request d ON d.request_id = r.id LEFT JOIN grocery_request g ON g.request_id = r.id
       LEFT JOIN time_request t ON t.request_id = r.id
       ORDER BY oc.id`,
      [...tasksOf(scope), most],
    );
    return rows.filter(({ requestId }) => !this.canaries.has(requestId));
  }

  /** Each period of an open offer of the circle's homes in service. */
  async supplies(db: Queryable, scope: PlanScope, most: number): Promise<SupplyFacts[]> {
    const millis = (moment: string) => `(extract(epoch FROM ${moment}) * 1000)::double precision`;
    const { rows } = await db.query<SupplyFacts>(
      'supplies-of-plan',
      `WITH found AS MATERIALIZED (SELECT o.id FROM ${OFFERS} LIMIT $5)
       SELECT o.id AS "offerId", o.home_id AS "homeId", o.kind, o.cell, o.reach_rings AS "reachRings", o.languages, o.features, o.skills,
         o.modes, o.infant_seats AS "infantSeats", o.toddler_seats AS "toddlerSeats", o.booster_seats AS "boosterSeats",
         ${moneyInSql('o.cost_cap', 'o.currency')} AS "costCap",
         ${millis('p.starts_at')} AS "startsAt", ${millis('p.ends_at')} AS "endsAt",
         (SELECT ${millis('max(e.ends_at)')} FROM offer_period e WHERE e.offer_id = o.id AND e.starts_at < p.starts_at) AS "earlierUntil",
         CASE WHEN o.rule IS NOT NULL OR EXISTS (SELECT FROM offer_window a WHERE a.offer_id = o.id) THEN
           coalesce((SELECT json_agg(json_build_array(${millis('w.opens_at')}, ${millis('w.closes_at')}) ORDER BY w.opens_at)
             FROM offer_window w WHERE w.offer_id = o.id AND w.opens_at < least(p.ends_at, $4::timestamptz)
               AND w.closes_at > greatest(p.starts_at, $3::timestamptz)), '[]') END AS windows,
         (SELECT json_agg(json_build_object('id', l.id, 'unit', l.unit, 'remaining', c.quantity - c.held - c.used) ORDER BY l.position)
           FROM offer_capacity c JOIN offer_line l ON l.id = c.line_id WHERE c.period_id = p.id) AS lines
       FROM found JOIN offer o ON o.id = found.id JOIN offer_period p ON p.offer_id = o.id
       WHERE p.ends_at > $3::timestamptz AND p.starts_at < $4::timestamptz
         AND EXISTS (SELECT FROM offer_capacity c WHERE c.period_id = p.id AND c.held + c.used < c.quantity)
       ORDER BY p.id`,
      [...offersOf(scope), most],
    );
    return rows;
  }

  async homes(db: Queryable, { circleId, now }: PlanScope): Promise<HomeRead[]> {
    const { rows } = await db.query<HomeRead>(
      'homes-of-plan',
      `SELECT h.id, h.tier, ${homeAsItStands('h', '$2::timestamptz').certificates} AS certificates,
         its.open AS "openClaims", its.this_week AS "claimsThisWeek", its.busy AS "busyHalves"
       FROM home h CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE c.status IN ('PROPOSED', 'ACCEPTED') AND c.lease_ends_at > $2::timestamptz)::integer AS open,
           count(*) FILTER (WHERE c.shape = 'MEETING' AND c.begun_half > $3::integer)::integer AS this_week,
           coalesce(array_agg(c.planned_half) FILTER (WHERE c.shape = 'MEETING' AND c.status IN ('PROPOSED', 'ACCEPTED')
             AND c.lease_ends_at > $2::timestamptz), '{}') AS busy
         FROM claim c WHERE c.home_id = h.id AND (c.ended_at IS NULL OR c.begun_half > $3::integer)) its
       WHERE h.circle_id = $1::uuid AND ${homeInService('h')} ORDER BY h.id`,
      [circleId, now, halfDayAt(now, 'UTC') - HALVES_OF_WEEK],
    );
    return rows;
  }

  /** Of pairs of a request and a home, the places of those that must not meet. */
  async keptAway(db: Queryable, requestIds: readonly string[], homeIds: readonly string[]): Promise<number[]> {
    const { rows } = await db.query<{ place: number }>(
      'kept-away-in-plan',
      `SELECT pair.place::integer - 1 AS place
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS pair (request, home, place)
       WHERE NOT (${notKeptFromHome('pair.request', 'pair.home', '$3')})`,
      [requestIds, homeIds, keptAwaySecret(this.secrets)],
    );
    return rows.map(({ place }) => place);
  }
}

function tasksOf({ partnerId, kinds, circleId, now, horizonHalf }: PlanScope): unknown[] {
  return [partnerId, kinds, circleId, now, horizonHalf];
}

function offersOf({ circleId, kinds, now, until }: PlanScope): unknown[] {
  return [circleId, kinds, now, until];
}
