/** Reads what anybody may know of gatherings, and who has a part in one. */
import { Injectable } from '@nestjs/common';
import type { Mode } from '../kernel/help.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { Queryable } from '../platform/queryable.js';
import type { GatheringKind, GatheringState } from './domain/gathering.js';

export interface GatheringRead extends GatheringState {
  readonly id: string;
  readonly kind: GatheringKind;
  readonly partnerId: string;
  readonly partner: string;
  readonly trainingId: string | null;
  readonly campaignId: string | null;
  readonly topic: TrainingTopic | null;
  readonly title: string;
  readonly mode: Mode;
  readonly cell: string | null;
  readonly languages: string[];
  readonly timeZone: string;
  readonly waiting: number;
  readonly revision: number;
  readonly listedOn: string;
}

export interface GatheringQuery {
  readonly kind: GatheringKind;
  readonly topic: TrainingTopic | null;
  /** The base language. */
  readonly language: string | null;
  /** In one of these cells, or remote. */
  readonly cells: readonly string[] | null;
  /** YYYY-MM-DD, where it is. */
  readonly from: string | null;
  readonly until: string | null;
}

export interface GatheringPosition {
  readonly startsAt: string;
  readonly id: string;
}

const COLUMNS = `g.id, g.kind, g.partner_id AS "partnerId", p.name AS partner, g.training_id AS "trainingId",
  g.campaign_id AS "campaignId", t.topic, coalesce(t.title, g.title) AS title, g.mode, g.cell, g.languages,
  g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.time_zone AS "timeZone", g.sign_up_closes_at AS "signUpClosesAt",
  g.capacity, g.taken, g.waiting, g.revision, g.listed_on::text AS "listedOn", g.cancelled_at AS "cancelledAt"`;
/** None lasts longer than three days: by its beginning it is found without reading all that ever were. */
const NOT_OVER = `g.ends_at > $2 AND g.starts_at > $2::timestamptz - interval '3 days'`;
const JOINS = 'gathering g JOIN partner p ON p.id = g.partner_id LEFT JOIN training t ON t.id = g.training_id';

/** A member of a home, or the coordinators of a partner. */
export type PlaceReader = { readonly memberId: string } | { readonly partnerId: string };

@Injectable()
export class ReadGatheringsStore {
  async byIds(db: Queryable, ids: readonly string[]): Promise<GatheringRead[]> {
    const { rows } = await db.query<GatheringRead>(
      'gatherings-by-ids',
      `SELECT ${COLUMNS} FROM ${JOINS} WHERE g.id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  /** Not over and not cancelled, the next first. */
  async page(
    db: Queryable,
    asked: GatheringQuery,
    after: GatheringPosition | null,
    limit: number,
    now: Date,
  ): Promise<GatheringRead[]> {
    const { rows } = await db.query<GatheringRead>(
      'gatherings-to-come',
      `SELECT ${COLUMNS} FROM ${JOINS}
       WHERE g.kind = $1 AND g.cancelled_at IS NULL AND ${NOT_OVER} AND ($3::text IS NULL OR t.topic = $3)
         AND ($4::text IS NULL OR EXISTS (SELECT FROM unnest(g.languages) its WHERE split_part(its, '-', 1) = $4))
         AND ($5::text[] IS NULL OR g.cell IS NULL OR g.cell = ANY ($5))
         AND ($6::date IS NULL OR (g.starts_at AT TIME ZONE g.time_zone)::date >= $6)
         AND ($7::date IS NULL OR (g.starts_at AT TIME ZONE g.time_zone)::date <= $7)
         AND ($8::timestamptz IS NULL OR (g.starts_at, g.id) > ($8, $9::uuid))
       ORDER BY g.starts_at, g.id LIMIT $10`,
      [
        asked.kind,
        now,
        asked.topic,
        asked.language,
        asked.cells,
        asked.from,
        asked.until,
        after?.startsAt ?? null,
        after?.id ?? null,
        limit,
      ],
    );
    return rows;
  }

  /** The next of each training or campaign. */
  async nextOf(db: Queryable, ofIds: readonly string[], most: number, now: Date): Promise<GatheringRead[]> {
    const { rows } = await db.query<GatheringRead>(
      'next-gatherings-of',
      `SELECT ${COLUMNS} FROM unnest($1::uuid[]) AS its (id)
       JOIN LATERAL (SELECT * FROM gathering WHERE (training_id = its.id OR campaign_id = its.id)
         AND cancelled_at IS NULL AND ends_at > $2 AND starts_at > $2::timestamptz - interval '3 days' ORDER BY starts_at, id LIMIT $3) g ON true
       JOIN partner p ON p.id = g.partner_id LEFT JOIN training t ON t.id = g.training_id ORDER BY g.starts_at, g.id`,
      [ofIds, now, most],
    );
    return rows;
  }

  /** What a partner offers to everybody, those of the last days as well: calendars learn of what was cancelled. */
  async ofPartner(db: Queryable, partnerId: string, since: Date, most: number): Promise<GatheringRead[]> {
    const { rows } = await db.query<GatheringRead>(
      'gatherings-of-partner',
      `SELECT ${COLUMNS} FROM ${JOINS} WHERE g.partner_id = $1 AND g.starts_at > $2 ORDER BY g.starts_at, g.id LIMIT $3`,
      [partnerId, since, most],
    );
    return rows;
  }

  async isPartner(db: Queryable, partnerId: string): Promise<boolean> {
    return (await db.query('is-partner', 'SELECT FROM partner WHERE id = $1', [partnerId])).rowCount > 0;
  }

  /**
   * Those of these whose exact place somebody may read: a member that has a place, of a home that is vouched for and not paused as it
   * stands now; a coordinator of the partner whose it is. Never when it is cancelled.
   */
  async openTo(
    db: Queryable,
    reader: PlaceReader,
    ids: readonly string[],
  ): Promise<{ id: string; partnerId: string }[]> {
    const { rows } = await db.query<{ id: string; partnerId: string }>(
      'gatherings-open-to',
      `SELECT g.id, g.partner_id AS "partnerId" FROM gathering g WHERE g.id = ANY ($1::uuid[]) AND g.cancelled_at IS NULL
         AND (g.partner_id = $2 OR EXISTS (SELECT FROM sign_up s JOIN home_member m ON m.id = s.member_id
           JOIN home h ON h.id = m.home_id WHERE s.gathering_id = g.id AND s.member_id = $3 AND s.waiting_number IS NULL
             AND h.tier <> 'NEW' AND h.paused_at IS NULL AND h.closed_at IS NULL))`,
      [ids, 'partnerId' in reader ? reader.partnerId : null, 'memberId' in reader ? reader.memberId : null],
    );
    return rows;
  }
}
