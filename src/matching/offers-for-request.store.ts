/** Reads a request that asks, and every open offer that meets its hard conditions, each in one statement. */
import { Injectable } from '@nestjs/common';
import { homeAsItStands } from '../circle/home-in-sql.js';
import { type AccessNeed, featureFor } from '../kernel/access-needs.js';
import type { HelpKind, Mode, Skill, Urgency } from '../kernel/help.js';
import type { CoordinatorViewer, FamilyViewer, HomeTier } from '../kernel/viewer.js';
import { homeInService, openOffer, visibleToFamily } from '../offer/visible-offers.js';
import { reachedFrom } from '../place/reach.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { notKeptFromHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { asksForHelp, knownToPartner } from '../request/visible-to-partner.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { Span } from './domain/match.js';
import type { Closeness } from './domain/rank.js';
import { couldMeetIn, linesLeftIn, recordOf, speaks, standsAnytime, windowsBetween } from './meeting-in-sql.js';

/** `[unit, remaining, divisible]` */
export type AskedLineRead = readonly [string, number, boolean];

export interface AskingRow {
  readonly id: string;
  readonly partner_id: string;
  readonly kind: HelpKind;
  readonly urgency: Urgency;
  readonly minimum_tier: HomeTier;
  readonly published_cell: string;
  readonly languages: string[];
  readonly access_needs: AccessNeed[];
  readonly waiting_days: number;
  readonly infant_seats: number;
  readonly toddler_seats: number;
  readonly booster_seats: number;
  readonly skill: Skill | null;
  readonly mode: Mode | null;
  readonly spoken_language: string | null;
  /** Whether the request has the occurrence that was named; true when none was. */
  readonly has_occurrence: boolean;
  /** The named one or the next, while somebody may claim it; null otherwise. */
  readonly occurrence_id: string | null;
  readonly opens_at: Date | null;
  readonly closes_at: Date | null;
  readonly lines: AskedLineRead[] | null;
}

export interface OfferCandidateRow {
  readonly id: string;
  readonly cell: string;
  /** To the nearest part of the request's area; 0 for what is done by phone. */
  readonly ring: number;
  readonly reach_rings: number;
  readonly languages: string[];
  readonly closeness: Closeness;
  readonly last_asked_half: number;
  readonly confirmed: number;
  readonly broken: number;
  readonly features: string[];
  readonly skills: Skill[];
  readonly modes: Mode[];
  readonly infant_seats: number;
  readonly toddler_seats: number;
  readonly booster_seats: number;
  readonly tier: HomeTier;
  readonly anytime: boolean;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly lines: (readonly [string, number])[];
  readonly windows: (readonly [number, number])[] | null;
}

const ASKED_LINES = `(SELECT json_agg(json_build_array(l.unit, x.quantity - x.held - x.fulfilled, l.divisible) ORDER BY l.position)
  FROM occurrence_line x JOIN request_line l ON l.id = x.line_id
  WHERE x.occurrence_id = o.id AND x.held + x.fulfilled < x.quantity)`;

@Injectable()
export class OffersForRequestStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /** Null when the request is not there for this viewer. */
  async findAsking(
    db: Queryable,
    viewer: FamilyViewer | CoordinatorViewer,
    requestId: string,
    occurrenceId: string | null,
    now: Date,
  ): Promise<AskingRow | null> {
    const { rows } = await db.query<AskingRow>(
      'request-to-suggest-for',
      `SELECT r.id, r.partner_id, r.kind, r.urgency, r.minimum_tier, r.published_cell, r.languages, r.access_needs,
         greatest(0, $4::timestamptz::date - r.posted_on) AS waiting_days, coalesce(d.infant_seats, 0) AS infant_seats,
         coalesce(d.toddler_seats, 0) AS toddler_seats, coalesce(d.booster_seats, 0) AS booster_seats,
         t.skill, t.mode, t.spoken_language,
         $2::uuid IS NULL OR EXISTS (SELECT FROM occurrence its WHERE its.id = $2 AND its.request_id = r.id) AS has_occurrence,
         o.id AS occurrence_id, o.opens_at, o.closes_at, ${ASKED_LINES} AS lines
       FROM request r
       LEFT JOIN ride_request d ON d.request_id = r.id
       LEFT JOIN time_request t ON t.request_id = r.id
       LEFT JOIN LATERAL (
         SELECT o.id, o.opens_at, o.closes_at FROM occurrence o
         WHERE o.request_id = r.id AND ${asksForHelp('r')} AND r.expires_at > $4::timestamptz AND ($2::uuid IS NULL OR o.id = $2) AND NOT o.over
           AND (o.closes_at IS NULL OR o.closes_at > $4::timestamptz)
           AND EXISTS (SELECT FROM occurrence_line x WHERE x.occurrence_id = o.id AND x.held + x.fulfilled < x.quantity)
         ORDER BY o.opens_at NULLS FIRST LIMIT 1) o ON true
       WHERE r.id = $1::uuid AND ($3::uuid IS NULL OR ${knownToPartner('r', '$3', '$5')})`,
      [
        requestId,
        occurrenceId,
        viewer.kind === 'COORDINATOR' ? viewer.partnerId : null,
        now,
        viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : null,
      ],
    );
    return rows[0] ?? null;
  }

  /** In no order. `time` is when they could meet. */
  async findCandidates(
    db: Queryable,
    viewer: FamilyViewer | CoordinatorViewer,
    asking: AskingRow,
    time: Span,
    now: Date,
  ): Promise<OfferCandidateRow[]> {
    const isRemote = asking.mode === 'REMOTE';
    const lines = asking.lines ?? [];
    const needed = asking.kind === 'MONEY' ? [] : asking.access_needs.map((need) => featureFor[need]);
    const where = isRemote ? { cells: [], rings: [] } : reachedFrom(asking.published_cell);
    const values = [
      ...[now, asking.id, asking.occurrence_id, asking.kind, time.opensAt, time.closesAt],
      ...[
        lines.map(([unit]) => unit),
        lines.map(([, remaining]) => remaining),
        lines.map(([, , divisible]) => divisible),
      ],
      ...[needed, asking.infant_seats, asking.toddler_seats, asking.booster_seats],
      ...[asking.skill, asking.mode, asking.spoken_language, asking.minimum_tier, keptAwaySecret(this.secrets)],
      ...(viewer.kind === 'FAMILY' ? [[...viewer.requestIds]] : []),
      ...(isRemote ? [] : [where.cells, where.rings]),
    ];
    const { rows } = await db.query<OfferCandidateRow>(
      `offers-for-request-${viewer.kind}-${isRemote ? 'remote' : 'near'}`,
      CANDIDATES[viewer.kind][isRemote ? 'remote' : 'near'],
      values,
    );
    return rows;
  }
}

const HOME = homeAsItStands('h', '$1::timestamptz');

const MEETING = {
  offer: 'o.id',
  anytime: standsAnytime('o'),
  from: '$5::timestamptz',
  until: '$6::timestamptz',
  asked: 'unnest($7::text[], $8::integer[], $9::boolean[]) AS a (unit, remaining, divisible)',
};

/** From where: every cell from which the request's area can be reached at all, or everywhere for what is done by phone. */
function candidates(viewer: 'FAMILY' | 'COORDINATOR', place: 'near' | 'remote'): string {
  const next = viewer === 'FAMILY' ? 20 : 19;
  const seen =
    viewer === 'FAMILY'
      ? visibleToFamily('o', 'h', '$19', '$18', '$1::timestamptz')
      : `${openOffer('o', '$1::timestamptz')} AND ${homeInService('h')}`;
  const from =
    place === 'near'
      ? `unnest($${next}::text[], $${next + 1}::smallint[]) AS reached (cell, ring)
       JOIN offer o ON o.kind = $4::help_kind AND o.cell = reached.cell AND o.reach_rings >= reached.ring`
      : `(SELECT 0::smallint AS ring) reached JOIN offer o ON o.kind = $4::help_kind`;
  return `SELECT o.id, o.cell, reached.ring, o.reach_rings, o.languages, o.features, o.skills, o.modes, o.infant_seats,
      o.toddler_seats, o.booster_seats, h.tier, CASE WHEN r.circle_id = h.circle_id THEN 'SAME_CIRCLE'
        WHEN r.circle_id = ANY (${HOME.linked}) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END AS closeness, h.last_asked_half,
      record.confirmed, record.broken, ${MEETING.anytime} AS anytime, p.starts_at, p.ends_at, ${linesLeftIn('p.id')} AS lines,
      CASE WHEN oc.opens_at IS NULL
        THEN ${windowsBetween('o.id', `greatest(${MEETING.from}, p.starts_at)`, `least(${MEETING.until}, p.ends_at)`)}
        ELSE ${windowsBetween('o.id', MEETING.from, MEETING.until)} END AS windows
    FROM ${from}
    JOIN home h ON h.id = o.home_id AND h.tier >= $17::home_tier
    JOIN request r ON r.id = $2::uuid
    JOIN occurrence oc ON oc.id = $3::uuid
    CROSS JOIN LATERAL (SELECT p.id, p.starts_at, p.ends_at FROM offer_period p WHERE ${couldMeetIn(MEETING)}
      ORDER BY p.starts_at LIMIT 1) p
    CROSS JOIN LATERAL ${recordOf('h.id')} record
    WHERE ${seen} AND ${notKeptFromHome('$2::uuid', 'h.id', '$18')}
      AND (r.kind = 'MONEY' OR (${reachesHome('r', HOME)} AND ${trainedFor('r', HOME)}))
      AND (oc.first_refusal_home_id IS NULL OR oc.first_refusal_home_id = h.id OR oc.first_refusal_until <= $1::timestamptz)
      AND o.features @> $10::text[]
      AND o.infant_seats >= $11::smallint AND o.toddler_seats >= $12::smallint AND o.booster_seats >= $13::smallint
      AND ($14::text IS NULL OR $14 = ANY (o.skills)) AND ($15::text IS NULL OR $15 = ANY (o.modes))
      AND ${speaks('o.languages', '$16')}`;
}

const CANDIDATES = {
  FAMILY: { near: candidates('FAMILY', 'near'), remote: candidates('FAMILY', 'remote') },
  COORDINATOR: { near: candidates('COORDINATOR', 'near'), remote: candidates('COORDINATOR', 'remote') },
};
