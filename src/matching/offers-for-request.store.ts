/** Reads a request that asks, and the open offers that serve it best, in one statement: what could come first is looked at closely, no more. */
import { Injectable } from '@nestjs/common';
import { homeAsItStands } from '../circle/home-in-sql.js';
import { type AccessNeed, featureFor } from '../kernel/access-needs.js';
import type { HelpKind, Mode, Skill, Urgency } from '../kernel/help.js';
import { baseLanguage } from '../kernel/languages.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { FamilyViewer, HomeTier } from '../kernel/viewer.js';
import type { RequestReach } from '../kernel/widening.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { asksForHelp, knownToPartner } from '../request/visible-to-partner.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { Span } from './domain/match.js';
import type { Closeness } from './domain/rank.js';
import { type Found, type HowFar, lookedAt } from './looked-at.js';
import { valuesFor } from './named-places.js';
import { offerSearch } from './offer-search.js';
import { shelfFor, skillSetsWith } from './offer-shelves.js';
import { OFFER_STATEMENTS, OFFER_STATEMENTS_ON } from './offers-for-request.sql.js';

/** `[unit, remaining, divisible]` */
export type AskedLineRead = readonly [string, number, boolean];

export interface AskingRow {
  readonly id: string;
  readonly partner_id: string;
  readonly kind: HelpKind;
  readonly urgency: Urgency;
  readonly minimum_tier: HomeTier;
  readonly published_cell: string;
  readonly time_zone: string;
  readonly languages: string[];
  readonly access_needs: AccessNeed[];
  readonly waiting_days: number;
  readonly infant_seats: number;
  readonly toddler_seats: number;
  readonly booster_seats: number;
  readonly skill: Skill | null;
  readonly mode: Mode | null;
  readonly spoken_language: string | null;
  readonly reach: RequestReach;
  readonly circle_id: string | null;
  /** Those linked with it. */
  readonly linked: string[];
  readonly required_training: TrainingTopic | null;
  /** Taken in by a coordinator, who then knows the family's needs. */
  readonly is_intake: boolean;
  /** Whether the request has the occurrence that was named; true when none was. */
  readonly has_occurrence: boolean;
  /** The named one or the next, while somebody may claim it; null otherwise. */
  readonly occurrence_id: string | null;
  readonly opens_at: Date | null;
  readonly closes_at: Date | null;
  /** The home that alone is asked until `first_refusal_until`; null when none is. */
  readonly first_refusal_home_id: string | null;
  readonly first_refusal_until: Date | null;
  readonly lines: AskedLineRead[] | null;
}

export interface OfferCandidateRow {
  readonly id: string;
  readonly cell: string;
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
  /** The most that its rank could have come to. */
  readonly bound: number;
  /** Whether some place had more than were looked at. */
  readonly capped: boolean;
  /** The most that the rank of any of what was left out as too far could come to; null when none was. */
  readonly beyond: number | null;
}
/** What was looked at is told of even when there is nothing. */
type NothingRow = Pick<OfferCandidateRow, 'capped' | 'beyond'> & { readonly id: null; readonly bound: null };

/** Who asks, as far as it decides what is found: a family, or somebody at the partner; nobody in particular when it is counted. */
export type Asker =
  | Pick<FamilyViewer, 'kind' | 'requestIds'>
  | { readonly kind: 'COORDINATOR'; readonly partnerId: string; readonly coordinatorId: string | null };

const ASKED_LINES = `(SELECT json_agg(json_build_array(l.unit, x.quantity - x.held - x.fulfilled, l.divisible) ORDER BY l.position)
  FROM occurrence_line x JOIN request_line l ON l.id = x.line_id
  WHERE x.occurrence_id = o.id AND x.held + x.fulfilled < x.quantity)`;
const CIRCLE_OF_REQUEST = homeAsItStands('r', 'now()').linked;

@Injectable()
export class OffersForRequestStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /** Null when the request is not there for this viewer. */
  async findAsking(
    db: Queryable,
    viewer: Asker,
    requestId: string,
    occurrenceId: string | null,
    now: Date,
  ): Promise<AskingRow | null> {
    return (await this.findAllAsking(db, viewer, [requestId], now, occurrenceId))[0] ?? null;
  }

  /** In no order; those that are not there for this viewer are missing. */
  async findAllAsking(
    db: Queryable,
    viewer: Asker,
    requestIds: readonly string[],
    now: Date,
    occurrenceId: string | null = null,
  ): Promise<AskingRow[]> {
    const { rows } = await db.query<AskingRow>(
      'requests-to-suggest-for',
      `SELECT r.id, r.partner_id, r.kind, r.urgency, r.minimum_tier, r.published_cell, r.time_zone, r.languages, r.access_needs,
         greatest(0, $4::timestamptz::date - r.posted_on) AS waiting_days, coalesce(d.infant_seats, 0) AS infant_seats,
         coalesce(d.toddler_seats, 0) AS toddler_seats, coalesce(d.booster_seats, 0) AS booster_seats,
         t.skill, t.mode, t.spoken_language, r.reach, r.circle_id, ${CIRCLE_OF_REQUEST} AS linked, r.required_training,
         r.intake_coordinator_id IS NOT NULL AS is_intake,
         $2::uuid IS NULL OR EXISTS (SELECT FROM occurrence its WHERE its.id = $2 AND its.request_id = r.id) AS has_occurrence,
         o.id AS occurrence_id, o.opens_at, o.closes_at, o.first_refusal_home_id, o.first_refusal_until,
         ${ASKED_LINES} AS lines
       FROM request r
       LEFT JOIN ride_request d ON d.request_id = r.id
       LEFT JOIN time_request t ON t.request_id = r.id
       LEFT JOIN LATERAL (
         SELECT o.id, o.opens_at, o.closes_at, o.first_refusal_home_id, o.first_refusal_until FROM occurrence o
         WHERE o.request_id = r.id AND ${asksForHelp('r')} AND r.expires_at > $4::timestamptz AND ($2::uuid IS NULL OR o.id = $2) AND NOT o.over
           AND (o.closes_at IS NULL OR o.closes_at > $4::timestamptz)
           AND EXISTS (SELECT FROM occurrence_line x WHERE x.occurrence_id = o.id AND x.held + x.fulfilled < x.quantity)
         ORDER BY o.opens_at NULLS FIRST LIMIT 1) o ON true
       WHERE r.id = ANY ($1::uuid[]) AND ($3::uuid IS NULL OR ${knownToPartner('r', '$3', '$5')})`,
      [
        requestIds,
        occurrenceId,
        viewer.kind === 'COORDINATOR' ? viewer.partnerId : null,
        now,
        viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : null,
      ],
    );
    return rows;
  }

  /** Of the request as it was when `asking` was read, and of offers as they are now: at most `most`, those whose rank could come to the most first. `time` is when they could meet. When as many as are wanted are near, what is far and would hardly rank above them is left out. */
  async findCandidates(
    db: Queryable,
    viewer: Asker,
    asking: AskingRow,
    { time, most, wanted, on }: HowFar & { readonly time: Span },
    now: Date,
  ): Promise<Found<OfferCandidateRow> & { readonly leftOut: boolean }> {
    const features = asking.kind === 'MONEY' ? [] : asking.access_needs.map((need) => featureFor[need]);
    const { infant_seats: INFANT, toddler_seats: TODDLER, booster_seats: BOOSTER } = asking;
    const known = asking.reach === 'NETWORK' || asking.kind === 'MONEY';
    const shelf = shelfFor({ ...asking, features, childSeats: { INFANT, TODDLER, BOOSTER } });
    const statements = on ? OFFER_STATEMENTS_ON : OFFER_STATEMENTS;
    const { near, byPhone } = statements.inCircles;
    const statement = known ? statements.everywhere.get(shelf.name) : shelf.byCell ? near : byPhone;
    if (!statement) throw new RangeError('every shelf has its statement');
    const values = valuesFor(statement, {
      now,
      ...{ kind: asking.kind, isDated: asking.opens_at !== null, reach: asking.reach },
      ...{ circle: asking.circle_id, linked: asking.linked, requiredTraining: asking.required_training },
      ...{ firstHome: asking.first_refusal_home_id, firstUntil: asking.first_refusal_until },
      skill: asking.skill,
      mode: asking.mode,
      features,
      skillSets: skillSetsWith(asking.mode === 'REMOTE' ? null : asking.skill),
      ...{ infants: INFANT, toddlers: TODDLER, boosters: BOOSTER },
      spoken: asking.spoken_language && baseLanguage(asking.spoken_language),
      tier: asking.minimum_tier,
      languages: asking.languages.map(baseLanguage),
      circles: [asking.circle_id, ...(known || asking.reach === 'LINKED' ? asking.linked : [])].filter(
        (its) => its !== null,
      ),
      // To find offers a family needs a request that asks: it is this one. What it keeps away in any of its own it is not shown here.
      own: viewer.kind === 'FAMILY' ? [...new Set([asking.id, ...viewer.requestIds])] : [asking.id],
      secret: keptAwaySecret(this.secrets),
      ...{ most, wanted },
      ...offerSearch(asking, time, known),
    });
    const { rows } = await db.query<OfferCandidateRow | NothingRow>(statement.name, statement.text, values);
    const leftOut = typeof rows[0]?.beyond === 'number';
    return { rows: rows.filter((row) => row.id !== null), looked: lookedAt(rows, most), leftOut };
  }
}
