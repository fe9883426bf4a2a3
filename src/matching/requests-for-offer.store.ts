/** Reads an offer that stands, and the listed requests that it serves best, in one statement: what could come first is looked at closely, no more. */
import { Injectable } from '@nestjs/common';
import { homeAsItStands } from '../circle/home-in-sql.js';
import { type AccessFeature, type AccessNeed, featureFor } from '../kernel/access-needs.js';
import type { HelpKind, Mode, Skill, Urgency } from '../kernel/help.js';
import { baseLanguage } from '../kernel/languages.js';
import type { CoordinatorViewer, HomeTier, HomeViewer } from '../kernel/viewer.js';
import { homeInService, openOffer, ownOffer, visibleToCoordinator } from '../offer/visible-offers.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { Canaries } from '../sealing/canaries.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { Span } from './domain/match.js';
import type { Closeness } from './domain/rank.js';
import { type Found, type HowFar, lookedAt } from './looked-at.js';
import { millis, standsAnytime } from './meeting-in-sql.js';
import { valuesFor } from './named-places.js';
import type { AskedLineRead } from './offers-for-request.store.js';
import { requestSearch } from './request-search.js';
import { REQUEST_STATEMENTS, REQUEST_STATEMENTS_ON } from './requests-for-offer.sql.js';

export interface StandingRow {
  readonly id: string;
  readonly kind: HelpKind;
  readonly home_id: string;
  readonly cell: string;
  readonly time_zone: string;
  readonly reach_rings: number;
  /** The most of one unit that it gives at a time. */
  readonly gives: number;
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
  /** Those that begin in the days for which a claim can be planned, in order: `[starts, ends, [unit, left][]]`, times in milliseconds. */
  readonly periods: (readonly [number, number, (readonly [string, number])[]])[] | null;
  /** The same of its windows: `[opens, closes]`. */
  readonly windows: (readonly [number, number])[] | null;
}

/** An occurrence that others may claim: `[opens, closes, lines]`, the times in milliseconds, or null without a date. */
export type OccurrenceRead = readonly [number | null, number | null, AskedLineRead[]];

export interface RequestCandidateRow {
  readonly id: string;
  readonly urgency: Urgency;
  readonly minimum_tier: HomeTier;
  readonly published_cell: string;
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
  /** In order. */
  readonly occurrences: OccurrenceRead[];
  /** The most that the rank of any that was not looked at closely could come to; null when all were. */
  readonly bound: number | null;
  /** The same of any that was not looked for; null when all were. */
  readonly beyond: number | null;
  /** Whether some place had more than were looked at. */
  readonly capped: boolean;
}

/** Nothing that could serve; but something may have been left out. */
type NothingRow = Pick<RequestCandidateRow, 'bound' | 'beyond' | 'capped'> & { readonly id: null };

@Injectable()
export class RequestsForOfferStore {
  constructor(
    private readonly secrets: InstanceSecrets,
    private readonly canaries: Canaries,
  ) {}

  /** Null when the offer is not there for this viewer. `time`: as far ahead as requests can be. */
  async findStanding(
    db: Queryable,
    viewer: HomeViewer | CoordinatorViewer,
    offerId: string,
    time: Span,
  ): Promise<StandingRow | null> {
    const isHome = viewer.kind === 'HOME';
    const { rows } = await db.query<StandingRow>(
      `offer-to-suggest-for-${viewer.kind}`,
      `SELECT o.id, o.kind, o.home_id, o.cell, o.time_zone, o.reach_rings, o.gives, o.languages, o.features, o.skills, o.modes,
         o.infant_seats, o.toddler_seats, o.booster_seats, h.tier, h.circle_id, ${STANDING.linked} AS linked,
         ${STANDING.certificates} AS certificates, ${openOffer('o', '$2::timestamptz')} AND ${homeInService('h')} AS is_open,
         ${standsAnytime('o')} AS anytime, h.confirmed_claims AS confirmed, h.broken_claims AS broken,
         (SELECT json_agg(json_build_array(${millis('p.starts_at')}, ${millis('p.ends_at')}, (SELECT json_agg(json_build_array(
             g.unit, c.quantity - c.held - c.used)) FROM offer_capacity c JOIN offer_line g ON g.id = c.line_id WHERE c.period_id = p.id)
           ) ORDER BY p.starts_at)
          FROM offer_period p WHERE p.offer_id = o.id AND p.ends_at > $2::timestamptz AND p.starts_at < $4::timestamptz) AS periods,
         (SELECT json_agg(json_build_array(${millis('w.opens_at')}, ${millis('w.closes_at')}) ORDER BY w.opens_at)
          FROM offer_window w WHERE w.offer_id = o.id AND w.closes_at > $2::timestamptz AND w.opens_at < $4::timestamptz) AS windows
       FROM offer o JOIN home h ON h.id = o.home_id
       WHERE o.id = $1::uuid AND ${isHome ? ownOffer('o', '$3') : visibleToCoordinator('o', 'h', '$3')}`,
      [offerId, time.opensAt, isHome ? viewer.homeId : viewer.partnerId, time.closesAt],
    );
    return rows[0] ?? null;
  }

  /** At most `most`, those whose rank could come to the most first. A coordinator's are those that its partner looks after. */
  async findCandidates(
    db: Queryable,
    viewer: HomeViewer | CoordinatorViewer,
    offer: StandingRow,
    { most, on }: Pick<HowFar, 'most' | 'on'>,
    now: Date,
  ): Promise<Found<RequestCandidateRow>> {
    const search = requestSearch(offer, now);
    if (!search) return { rows: [], looked: { capped: false, bound: null } };
    const met = (Object.keys(featureFor) as AccessNeed[]).filter((need) => offer.features.includes(featureFor[need])); // The keys of the record are its needs.
    const how = offer.modes.includes('REMOTE') ? 'either way' : 'in person';
    const statement = (on ? REQUEST_STATEMENTS_ON : REQUEST_STATEMENTS)[how];
    const values = valuesFor(statement, {
      now,
      today: now.toISOString().slice(0, 10),
      kind: offer.kind,
      home: offer.home_id,
      tier: offer.tier,
      partner: viewer.kind === 'COORDINATOR' ? viewer.partnerId : null,
      met,
      ...{ infants: offer.infant_seats, toddlers: offer.toddler_seats, boosters: offer.booster_seats },
      skills: offer.skills,
      skillsInPerson: offer.modes.includes('IN_PERSON') ? offer.skills : [],
      understands: offer.languages.map(baseLanguage),
      circles: [offer.circle_id, ...offer.linked],
      certificates: offer.certificates,
      reliability: (offer.confirmed + 1) / (offer.confirmed + offer.broken + 2),
      secret: keptAwaySecret(this.secrets),
      most,
      ...search,
    });
    const { rows } = await db.query<RequestCandidateRow | NothingRow>(statement.name, statement.text, values);
    const found = rows.filter((row) => row.id !== null);
    return { rows: found.filter(({ id }) => !this.canaries.has(id)), looked: lookedAt(rows, most) };
  }
}

const STANDING = homeAsItStands('h', '$2::timestamptz');
