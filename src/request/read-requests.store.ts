/** Reads requests as they are listed and shown: who may see which is a condition of each statement. */
import { Injectable } from '@nestjs/common';
import type { AccessNeed } from '../kernel/access-needs.js';
import type { Acceptance, HelpKind, Urgency } from '../kernel/help.js';
import { seesRequests } from '../kernel/in-service.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { CoordinatorViewer, HomeTier, HomeViewer, PartnerViewer } from '../kernel/viewer.js';
import type { RequestReach } from '../kernel/widening.js';
import type { Queryable } from '../platform/queryable.js';
import type { KeptReason } from '../screening/text-reason.js';
import type { TextState } from '../screening/text-review.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { DietaryRule } from './domain/grocery.js';
import type { RequestEnding } from './domain/request.js';
import { keptAwaySecret } from './kept-away.js';
import { claimableByHome, notLapsed, openToHome, reachesHome, trainedFor } from './visible-to-home.js';
import { coordinatorOf, knownToPartner } from './visible-to-partner.js';

/** What is a request's title, so to speak: as `BRIEF_COLUMNS` of the table `request r` give it. */
export interface BriefRowRead {
  id: string;
  kind: HelpKind;
  alias: string;
  partner_id: string;
  urgency: Urgency;
  minimum_tier: HomeTier;
  required_training: TrainingTopic | null;
  published_cell: string;
  time_zone: string;
  posted_on: string;
}

/** One request without its lines, as `REQUEST_COLUMNS` of the table `request r` give it. */
export interface RequestRowRead extends BriefRowRead {
  intake_coordinator_id: string | null;
  acceptance: Acceptance;
  from_half: number | null;
  until_half: number | null;
  languages: string[];
  access_needs: AccessNeed[];
  summary_box: Buffer | null;
  summary_held: boolean;
  summary_reasons: KeptReason[];
  text_state: TextState;
  text_revision: number;
  text_half: number | null;
  dietary_shown: DietaryRule[];
  series_rule: string | null;
  series_until: string | null;
  expires_at: Date;
  renewals: number;
}

/** A row of a list of listed requests: whether some of it is taken is all that its status depends on. */
export type ListedRequestRow = (BriefRowRead | RequestRowRead) & { begun: boolean };

/** How far it is known, may be known, and when it takes its next step. */
export interface WideningRead {
  reach: RequestReach;
  widens_to: RequestReach;
  widens_at: Date | null;
}

export interface ShownRequestRow extends RequestRowRead, WideningRead {
  ending: RequestEnding | null;
  held_for_review: boolean;
  /** Quantity, held and fulfilled of each line of the occurrences that are not over, or of all once all are. */
  counts: [number, number, number][];
  live_claims: number;
  more_to_come: boolean;
  /** The viewer is a home whose claim on it was accepted: nothing that is listed is kept from it. */
  accepted: boolean;
}

/** For lists of what is listed: `SELECT ${REQUEST_COLUMNS} FROM request r …`, mapped by `ReadRequests.fromListed`. */
export const REQUEST_COLUMNS = `${brief()}, r.intake_coordinator_id, r.acceptance, r.from_half, r.until_half, r.languages, r.access_needs, r.summary_box,
  r.summary_held, r.summary_reasons, r.text_state, r.text_revision, r.text_half, r.dietary_shown, r.series_rule, r.series_until::text AS series_until,
  r.expires_at, r.renewals`;

/** The same, for a page that is asked for nothing else. */
export const BRIEF_COLUMNS = brief();

function brief(): string {
  return `r.id, r.kind, r.alias, r.partner_id, r.urgency, r.minimum_tier, r.required_training, r.published_cell, r.time_zone,
  r.posted_on::text AS posted_on,
  coalesce((SELECT true FROM occurrence_line taken
    WHERE taken.request_id = r.id AND taken.held + taken.fulfilled > 0 LIMIT 1), false) AS begun`;
}

const LIVE_CLAIM = `('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED')`;

/** Of the table `request r`: the facts that a request's status is derived from. */
export const FACTS_COLUMNS = `r.ending, r.held_for_review,
  coalesce((SELECT json_agg(json_build_array(l.quantity, l.held, l.fulfilled))
    FROM occurrence_line l JOIN occurrence o ON o.id = l.occurrence_id
    WHERE l.request_id = r.id
      AND (NOT o.over OR NOT EXISTS (SELECT FROM occurrence ahead WHERE ahead.request_id = r.id AND NOT ahead.over))), '[]') AS counts,
  (SELECT count(*)::integer FROM claim c WHERE c.request_id = r.id AND c.status IN ${LIVE_CLAIM}) AS live_claims,
  r.series_rule IS NOT NULL AND coalesce((SELECT max(o.from_half) FROM occurrence o WHERE o.request_id = r.id), 0)
    < (r.series_until - DATE '1970-01-01') * 2 AS more_to_come`;

/** For lists of whatever there is, mapped by `ReadRequests.fromShown`; `accepted` has to be selected besides. */
export const SHOWN_COLUMNS = `${REQUEST_COLUMNS}, ${FACTS_COLUMNS}, r.reach, r.widens_to, r.widens_at`;

const HOME_READING = {
  id: '$2',
  tier: '$3',
  circle: '$7::uuid',
  linked: '$8::uuid[]',
  certificates: '$9::text[]',
};

/** A home whose claim on it goes on, or was confirmed, may look at what it is for. */
const CLAIMED_BY_HOME = `EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.home_id = $2::uuid
  AND c.status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED', 'CONFIRMED') AND ${notLapsed('c', '$4::timestamptz')})`;

const FREE_FOR_HOME = `r.listed AND r.expires_at > $4::timestamptz AND EXISTS (
  SELECT FROM occurrence o JOIN occurrence_line l ON l.occurrence_id = o.id
  WHERE o.request_id = r.id AND ${openToHome('o', '$2', '$4::timestamptz')} AND l.held + l.fulfilled < l.quantity)`;

@Injectable()
export class ReadRequestsStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /** Whatever has these ids: for the family whose ring they are in. */
  async ofFamily(db: Queryable, ids: readonly string[]): Promise<ShownRequestRow[]> {
    const { rows } = await db.query<ShownRequestRow>(
      'requests-for-family',
      `SELECT ${SHOWN_COLUMNS}, false AS accepted FROM request r WHERE r.id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  async ofPartner(
    db: Queryable,
    ids: readonly string[],
    viewer: CoordinatorViewer | PartnerViewer,
  ): Promise<ShownRequestRow[]> {
    const { rows } = await db.query<ShownRequestRow>(
      'requests-for-coordinator',
      `SELECT ${SHOWN_COLUMNS}, false AS accepted FROM request r
       WHERE r.id = ANY ($1::uuid[]) AND ${knownToPartner('r', '$2', '$3')}`,
      [ids, viewer.partnerId, coordinatorOf(viewer)],
    );
    return rows;
  }

  /** Those with something free that the home may claim, and those on which it has a claim. */
  async forHome(db: Queryable, ids: readonly string[], home: HomeViewer, now: Date): Promise<ShownRequestRow[]> {
    const { rows } = await db.query<ShownRequestRow>(
      'requests-for-home',
      `SELECT ${SHOWN_COLUMNS}, EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.home_id = $2::uuid
         AND c.status IN ('ACCEPTED', 'DELIVERED', 'DISPUTED', 'CONFIRMED') AND ${notLapsed('c', '$4::timestamptz')}) AS accepted
       FROM request r
       WHERE r.id = ANY ($1::uuid[]) AND ${claimableByHome('r', HOME_READING, '$6')}
         AND (${CLAIMED_BY_HOME}
           OR ($5::boolean AND ${reachesHome('r', HOME_READING)} AND ${trainedFor('r', HOME_READING)} AND ${FREE_FOR_HOME}))`,
      [
        ...[ids, home.homeId, home.tier, now, seesRequests(home), keptAwaySecret(this.secrets)],
        ...[home.circleId, home.linkedCircleIds, home.certificates],
      ],
    );
    return rows;
  }

  /** The ids of what a coordinator took in, the newest first. */
  async tookIn(db: Queryable, coordinatorId: string, most: number): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'requests-took-in',
      'SELECT id FROM request WHERE intake_coordinator_id = $1::uuid ORDER BY bucket DESC, id LIMIT $2',
      [coordinatorId, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Which of the ids are requests. */
  async existing(db: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await db.query<{ id: string }>(
      'requests-existing',
      'SELECT id FROM request WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
