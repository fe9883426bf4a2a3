/** Reads what a claim would be made on, for one home: the request, one occurrence of it, what is left, and what the home has in hand. */
import { Injectable } from '@nestjs/common';
import { agreedInSql } from '../agreement/agreed-in-sql.js';
import { halfDayAt } from '../calendar/half-day.js';
import { homeAsItStands } from '../circle/home-in-sql.js';
import type { AccessFeature, AccessNeed } from '../kernel/access-needs.js';
import type { Acceptance, HelpKind, Mode, Skill, Urgency } from '../kernel/help.js';
import type { CoordinatorViewer, HomeTier } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { claimableByHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { visibleToPartner } from '../request/visible-to-partner.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { WantedFrom } from './domain/claim-lines.js';

export interface ClaimTarget {
  readonly requestId: string;
  readonly kind: HelpKind;
  readonly partnerId: string;
  readonly intakeCoordinatorId: string | null;
  readonly acceptance: Acceptance;
  readonly urgency: Urgency;
  readonly minimumTier: HomeTier;
  readonly publishedCell: string;
  readonly timeZone: string;
  readonly accessNeeds: readonly AccessNeed[];
  readonly skill: Skill | null;
  readonly mode: Mode | null;
  readonly spokenLanguage: string | null;
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
  readonly isSeries: boolean;
  /** Neither ended nor held as a whole, and its time is not over. */
  readonly isOpen: boolean;
  /** It has passed a mark of the clock: others than its family may know of it. */
  readonly isPublished: boolean;
  /** To this home, as far as it may ever be: no block, not hidden from it, its tier suffices. */
  readonly isVisible: boolean;
  /** By now it has widened as far as the home's circle. */
  readonly reachesHome: boolean;
  /** The home has the certificate that it asks for, if any. */
  readonly isTrained: boolean;
  /** Null when the request has no such occurrence, or when a series was named without one. */
  readonly occurrenceId: string | null;
  /** Of the occurrence; null for whenever. */
  readonly window: { readonly fromHalf: number; readonly untilHalf: number } | null;
  readonly closesAt: Date | null;
  readonly isOver: boolean;
  /** Until when another home is asked first; null when none is, or it is this one. */
  readonly othersAskedUntil: Date | null;
  /** What claims still hold whose lease is over counts as remaining: whoever claims it writes down that they have lapsed. */
  readonly lines: readonly WantedFrom[];
  readonly hasLapsed: boolean;
  readonly homeTier: HomeTier;
  readonly homePaused: boolean;
  /** It has accepted its partner's newest agreement. */
  readonly homeAgreed: boolean;
  readonly homeLanguages: readonly string[];
  readonly homeFeatures: readonly AccessFeature[];
  /** Claims of the home that are PROPOSED or ACCEPTED, by the clock. */
  readonly openClaims: number;
  /** Claims that it began within seven days. */
  readonly claimsThisWeek: number;
}

/** For whom, and when. */
export interface AskedTarget {
  readonly requestId: string;
  /** Null: the only one, of a request that does not repeat. */
  readonly occurrenceId: string | null;
  readonly homeId: string;
  readonly now: Date;
}

const HALVES_OF_WEEK = 14;
/** Under the lock, its circle, links and certificates may be others than when it looked. */
const AS_IT_STANDS = homeAsItStands('h', 'asked.now');

/** By the clock; no sweep has written it yet. */
const LAPSED = `c.status IN ('PROPOSED', 'ACCEPTED') AND c.lease_ends_at <= asked.now`;

@Injectable()
export class ClaimTargetStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /** The request first, whoever asks: then every claim on it waits here, and nowhere else. */
  async lockRequest(tx: Queryable, requestId: string): Promise<void> {
    await tx.query('lock-request-to-claim', 'SELECT FROM request WHERE id = $1 FOR NO KEY UPDATE', [requestId]);
  }

  /** False when it is not there, or the coordinator's partner may not learn of it: then nothing is locked, and it takes as long. */
  async lockRequestForPartner(tx: Queryable, requestId: string, viewer: CoordinatorViewer): Promise<boolean> {
    const { rowCount } = await tx.query(
      'lock-request-to-allocate',
      `SELECT FROM request r WHERE r.id = $1 AND ${visibleToPartner('r', '$2', '$3')} FOR NO KEY UPDATE`,
      [requestId, viewer.partnerId, viewer.coordinatorId],
    );
    return rowCount === 1;
  }

  /** After the request and the offer: what a home has in hand is counted by one claim at a time. */
  async lockHome(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('lock-home-to-claim', 'SELECT FROM home WHERE id = $1 FOR NO KEY UPDATE', [homeId]);
  }

  async find(db: Queryable, asked: AskedTarget): Promise<ClaimTarget | null> {
    return (await this.findAll(db, [asked]))[0] ?? null;
  }

  /** In the order in which they were asked for; null for a request that does not exist. */
  async findAll(db: Queryable, asked: readonly AskedTarget[]): Promise<(ClaimTarget | null)[]> {
    const { rows } = await db.query<ClaimTarget & { readonly place: number }>(
      'find-claim-targets',
      `SELECT asked.place::integer, r.id AS "requestId", r.kind, r.partner_id AS "partnerId",
         r.intake_coordinator_id AS "intakeCoordinatorId", r.acceptance, r.urgency, r.minimum_tier AS "minimumTier",
         r.published_cell AS "publishedCell", r.time_zone AS "timeZone", r.access_needs AS "accessNeeds",
         t.skill, t.mode, t.spoken_language AS "spokenLanguage", coalesce(d.infant_seats, 0) AS "infantSeats",
         coalesce(d.toddler_seats, 0) AS "toddlerSeats", coalesce(d.booster_seats, 0) AS "boosterSeats",
         r.series_rule IS NOT NULL AS "isSeries",
         r.ended_at IS NULL AND NOT r.held_for_review AND r.expires_at > asked.now AS "isOpen",
         r.published AS "isPublished", h.closed_at IS NULL AND ${claimableByHome('r', AS_IT_STANDS, '$6')} AS "isVisible",
         ${reachesHome('r', AS_IT_STANDS)} AS "reachesHome", ${trainedFor('r', AS_IT_STANDS)} AS "isTrained",
         o.id AS "occurrenceId", o.closes_at AS "closesAt",
         CASE WHEN o.from_half IS NOT NULL
           THEN json_build_object('fromHalf', o.from_half, 'untilHalf', o.until_half) END AS window,
         coalesce(o.over, false) AS "isOver",
         CASE WHEN o.first_refusal_home_id <> h.id AND o.first_refusal_until > asked.now
           THEN o.first_refusal_until END AS "othersAskedUntil",
         coalesce((SELECT json_agg(json_build_object('id', l.id, 'unit', l.unit, 'quantity', ol.quantity,
             'remaining', ol.quantity - ol.held - ol.fulfilled + coalesce(lapsed.held, 0), 'divisible', l.divisible) ORDER BY l.position)
           FROM occurrence_line ol JOIN request_line l ON l.id = ol.line_id
           LEFT JOIN (SELECT cl.request_line_id, sum(cl.quantity) AS held
             FROM claim c JOIN claim_line cl ON cl.claim_id = c.id WHERE c.occurrence_id = o.id AND ${LAPSED} GROUP BY 1) lapsed
             ON lapsed.request_line_id = l.id
           WHERE ol.occurrence_id = o.id), '[]') AS lines,
         EXISTS (SELECT FROM claim c WHERE c.occurrence_id = o.id AND ${LAPSED}) AS "hasLapsed",
         h.tier AS "homeTier", h.paused_at IS NOT NULL AS "homePaused", ${agreedInSql('h')} AS "homeAgreed", h.languages AS "homeLanguages", h.features AS "homeFeatures",
         (SELECT count(*)::integer FROM claim c WHERE c.home_id = h.id AND c.shape = 'MEETING'
           AND c.status IN ('PROPOSED', 'ACCEPTED') AND c.lease_ends_at > asked.now) AS "openClaims",
         (SELECT count(*)::integer FROM claim c WHERE c.home_id = h.id AND c.shape = 'MEETING'
           AND c.begun_half > asked.week_ago) AS "claimsThisWeek"
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::integer[]) WITH ORDINALITY
         AS asked (request, occurrence, home, now, week_ago, place)
       JOIN request r ON r.id = asked.request JOIN home h ON h.id = asked.home
       LEFT JOIN time_request t ON t.request_id = r.id
       LEFT JOIN ride_request d ON d.request_id = r.id
       LEFT JOIN occurrence o ON o.request_id = r.id
         AND (o.id = asked.occurrence OR (asked.occurrence IS NULL AND r.series_rule IS NULL))`,
      [
        asked.map((its) => its.requestId),
        asked.map((its) => its.occurrenceId),
        asked.map((its) => its.homeId),
        asked.map((its) => its.now),
        asked.map((its) => halfDayAt(its.now, 'UTC') - HALVES_OF_WEEK),
        keptAwaySecret(this.secrets),
      ],
    );
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    return asked.map((_, at) => byPlace.get(at + 1) ?? null);
  }
}
