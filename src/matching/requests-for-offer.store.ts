/** Reads an offer that stands, and every listed request whose hard conditions it meets, each in one statement. */
import { Injectable } from '@nestjs/common';
import { homeAsItStands } from '../circle/home-in-sql.js';
import { type AccessFeature, type AccessNeed, featureFor } from '../kernel/access-needs.js';
import type { HelpKind, Mode, Skill, Urgency } from '../kernel/help.js';
import type { CoordinatorViewer, HomeTier, HomeViewer } from '../kernel/viewer.js';
import { homeInService, openOffer, ownOffer, visibleToCoordinator } from '../offer/visible-offers.js';
import { publishedNear } from '../place/published-near.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { notKeptFromHome, openToHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { Canaries } from '../sealing/canaries.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { Closeness } from './domain/rank.js';
import { couldMeetIn, linesLeftIn, recordOf, standsAnytime, windowsBetween } from './meeting-in-sql.js';
import type { AskedLineRead } from './offers-for-request.store.js';

export interface StandingRow {
  readonly id: string;
  readonly kind: HelpKind;
  readonly home_id: string;
  readonly cell: string;
  readonly reach_rings: number;
  readonly languages: string[];
  readonly features: AccessFeature[];
  readonly skills: Skill[];
  readonly modes: Mode[];
  readonly infant_seats: number;
  readonly toddler_seats: number;
  readonly booster_seats: number;
  readonly tier: HomeTier;
  readonly circle_id: string;
  /** Circles linked with it. */
  readonly linked: string[];
  readonly certificates: string[];
  /** Open, and its home in service. */
  readonly is_open: boolean;
  readonly anytime: boolean;
  readonly confirmed: number;
  readonly broken: number;
}

/** A request with the first of its occurrences that the offer can serve. */
export interface RequestCandidateRow {
  readonly id: string;
  readonly urgency: Urgency;
  readonly minimum_tier: HomeTier;
  readonly published_cell: string;
  readonly ring: number;
  readonly languages: string[];
  readonly access_needs: AccessNeed[];
  readonly waiting_days: number;
  readonly closeness: Closeness;
  readonly infant_seats: number;
  readonly toddler_seats: number;
  readonly booster_seats: number;
  readonly skill: Skill | null;
  readonly mode: Mode | null;
  readonly spoken_language: string | null;
  readonly opens_at: Date | null;
  readonly closes_at: Date | null;
  readonly asked_lines: AskedLineRead[];
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly lines: (readonly [string, number])[];
  readonly windows: (readonly [number, number])[] | null;
}

@Injectable()
export class RequestsForOfferStore {
  constructor(
    private readonly secrets: InstanceSecrets,
    private readonly canaries: Canaries,
  ) {}

  /** Null when the offer is not there for this viewer. */
  async findStanding(
    db: Queryable,
    viewer: HomeViewer | CoordinatorViewer,
    offerId: string,
    now: Date,
  ): Promise<StandingRow | null> {
    const isHome = viewer.kind === 'HOME';
    const { rows } = await db.query<StandingRow>(
      `offer-to-suggest-for-${viewer.kind}`,
      `SELECT o.id, o.kind, o.home_id, o.cell, o.reach_rings, o.languages, o.features, o.skills, o.modes, o.infant_seats,
         o.toddler_seats, o.booster_seats, h.tier, h.circle_id, ${STANDING.linked} AS linked, ${STANDING.certificates} AS certificates,
         ${openOffer('o', '$2::timestamptz')} AND ${homeInService('h')} AS is_open, ${standsAnytime('o')} AS anytime,
         record.confirmed, record.broken
       FROM offer o JOIN home h ON h.id = o.home_id
       CROSS JOIN LATERAL ${recordOf('h.id')} record
       WHERE o.id = $1::uuid AND ${isHome ? ownOffer('o', '$3') : visibleToCoordinator('o', 'h', '$3')}`,
      [offerId, now, isHome ? viewer.homeId : viewer.partnerId],
    );
    return rows[0] ?? null;
  }

  /** In no order. A coordinator's are those that its partner looks after. */
  async findCandidates(
    db: Queryable,
    viewer: HomeViewer | CoordinatorViewer,
    offer: StandingRow,
    until: Date,
    now: Date,
  ): Promise<RequestCandidateRow[]> {
    const near = publishedNear(offer.cell, offer.reach_rings);
    const met = (Object.keys(featureFor) as AccessNeed[]).filter((need) => offer.features.includes(featureFor[need])); // The keys of the record are its needs.
    const { rows } = await db.query<RequestCandidateRow>('requests-for-offer', CANDIDATES, [
      ...[now, offer.id, offer.kind, offer.home_id, offer.tier, offer.circle_id],
      viewer.kind === 'COORDINATOR' ? viewer.partnerId : null,
      ...[met, offer.infant_seats, offer.toddler_seats, offer.booster_seats, offer.skills, offer.modes],
      offer.languages.map((tag) => tag.split('-', 1)[0]),
      ...[offer.anytime, until, near.cells, near.rings, keptAwaySecret(this.secrets), offer.linked, offer.certificates],
    ]);
    return rows.filter(({ id }) => !this.canaries.has(id));
  }
}

const STANDING = homeAsItStands('h', '$2::timestamptz');

const OFFERING = {
  circle: '$6::uuid',
  linked: '$20::uuid[]',
  certificates: '$21::text[]',
};

const FROM = 'greatest($1::timestamptz, oc.opens_at)';
const UNTIL = 'coalesce(oc.closes_at, $16::timestamptz)';

const ASKED = `(SELECT l.unit, x.quantity - x.held - x.fulfilled AS remaining, l.divisible
  FROM occurrence_line x JOIN request_line l ON l.id = x.line_id
  WHERE x.occurrence_id = oc.id AND x.held + x.fulfilled < x.quantity) AS a`;

const MEETING = couldMeetIn({ offer: '$2::uuid', anytime: '$15::boolean', from: FROM, until: UNTIL, asked: ASKED });

/** By phone everything is reached; what is done in person is looked for in the cells that the offer reaches, wholly or in part. */
const LISTED_AND_REACHED = `(
    SELECT r.id, near.ring FROM unnest($17::text[], $18::smallint[]) AS near (cell, ring)
    JOIN request r ON r.published_cell = near.cell AND r.kind = $3::help_kind AND r.listed
    WHERE NOT EXISTS (SELECT FROM time_request t WHERE t.request_id = r.id AND t.mode = 'REMOTE')
    UNION ALL
    SELECT r.id, 0 FROM time_request t JOIN request r ON r.id = t.request_id
    WHERE $3::help_kind = 'TIME' AND 'REMOTE' = ANY ($13::text[]) AND t.mode = 'REMOTE' AND t.skill = ANY ($12::text[]) AND r.listed
  ) found`;

const CANDIDATES = `SELECT r.id, r.urgency, r.minimum_tier, r.published_cell, found.ring, r.languages, r.access_needs,
    greatest(0, $1::timestamptz::date - r.posted_on) AS waiting_days, CASE WHEN r.circle_id = $6::uuid THEN 'SAME_CIRCLE' WHEN r.circle_id = ANY ($20::uuid[]) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END AS closeness,
    coalesce(d.infant_seats, 0) AS infant_seats, coalesce(d.toddler_seats, 0) AS toddler_seats,
    coalesce(d.booster_seats, 0) AS booster_seats, t.skill, t.mode, t.spoken_language, met.opens_at, met.closes_at,
    (SELECT json_agg(json_build_array(a.unit, a.remaining, a.divisible)) FROM occurrence oc CROSS JOIN LATERAL ${ASKED}
      WHERE oc.id = met.occurrence_id) AS asked_lines,
    met.starts_at, met.ends_at, ${linesLeftIn('met.period_id')} AS lines,
    CASE WHEN met.opens_at IS NULL
      THEN ${windowsBetween('$2::uuid', 'greatest($1::timestamptz, met.starts_at)', 'least($16::timestamptz, met.ends_at)')}
      ELSE ${windowsBetween('$2::uuid', 'greatest($1::timestamptz, met.opens_at)', 'met.closes_at')} END AS windows
  FROM ${LISTED_AND_REACHED}
  JOIN request r ON r.id = found.id
  LEFT JOIN ride_request d ON d.request_id = r.id
  LEFT JOIN time_request t ON t.request_id = r.id
  CROSS JOIN LATERAL (
    SELECT oc.id AS occurrence_id, oc.opens_at, oc.closes_at, p.id AS period_id, p.starts_at, p.ends_at
    FROM occurrence oc CROSS JOIN offer_period p
    WHERE oc.request_id = r.id AND ${openToHome('oc', '$4', '$1::timestamptz')} AND ${MEETING}
    ORDER BY oc.opens_at NULLS FIRST, p.starts_at LIMIT 1) met
  WHERE r.expires_at > $1::timestamptz AND ($7::uuid IS NULL OR r.partner_id = $7)
    AND (r.kind = 'MONEY' OR (${reachesHome('r', OFFERING)} AND ${trainedFor('r', OFFERING)}))
    AND ${notKeptFromHome('r.id', '$4', '$19')} AND r.minimum_tier <= $5::home_tier AND (r.kind = 'MONEY' OR r.access_needs <@ $8::text[])
    AND coalesce(d.infant_seats, 0) <= $9::smallint AND coalesce(d.toddler_seats, 0) <= $10::smallint
    AND coalesce(d.booster_seats, 0) <= $11::smallint
    AND (t.request_id IS NULL OR (t.skill = ANY ($12::text[]) AND t.mode = ANY ($13::text[])
      AND (t.spoken_language IS NULL OR split_part(t.spoken_language, '-', 1) = ANY ($14::text[]))))`;
