/** Finds what is due of gatherings: whom to remind or tell, and what is over. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';
import type { GatheringKind } from '../domain/gathering.js';

export interface DueGathering {
  readonly id: string;
  readonly kind: GatheringKind;
}

@Injectable()
export class DueGatheringsStore {
  /** Marks as reminded of, and answers with, those that begin before the moment. */
  async takeToRemind(owner: Queryable, now: Date, before: Date, most: number): Promise<DueGathering[]> {
    const { rows } = await owner.query<DueGathering>(
      'take-gatherings-to-remind',
      `UPDATE gathering SET reminded = true WHERE id IN (SELECT id FROM gathering
         WHERE NOT reminded AND cancelled_at IS NULL AND starts_at > $1 AND starts_at <= $2 LIMIT $3) RETURNING id, kind`,
      [now, before, most],
    );
    return rows;
  }

  /** Somebody waits in them though there is a place, and it has not begun. */
  async withFreePlaces(owner: Queryable, now: Date, most: number): Promise<DueGathering[]> {
    const { rows } = await owner.query<DueGathering>(
      'gatherings-with-free-places',
      `SELECT id, kind FROM gathering WHERE starts_at > $1 AND cancelled_at IS NULL AND waiting > 0
         AND (capacity IS NULL OR taken < capacity) ORDER BY starts_at LIMIT $2`,
      [now, most],
    );
    return rows;
  }

  /** The places of those that ended before the moment: the key goes first, then the row. */
  async pastPlaces(owner: Queryable, endedBefore: Date, most: number): Promise<{ id: string; dataKeyId: string }[]> {
    const { rows } = await owner.query<{ id: string; dataKeyId: string }>(
      'past-places-of-gatherings',
      `SELECT p.gathering_id AS id, p.data_key_id AS "dataKeyId" FROM sealed.gathering_place p
       JOIN gathering g ON g.id = p.gathering_id WHERE g.ends_at <= $1 LIMIT $2`,
      [endedBefore, most],
    );
    return rows;
  }

  async deletePlaces(owner: Queryable, ids: readonly string[]): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-past-places',
      'DELETE FROM sealed.gathering_place WHERE gathering_id = ANY ($1::uuid[])',
      [ids],
    );
    return rowCount;
  }

  /** Of gatherings that ended before the moment. How many came stays with each of them. */
  async deleteSignUps(owner: Queryable, endedBefore: Date): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-past-sign-ups',
      'DELETE FROM sign_up WHERE gathering_id IN (SELECT id FROM gathering WHERE ends_at <= $1)',
      [endedBefore],
    );
    return rowCount;
  }

  /** Nobody has read under them since that date. */
  async deleteIdleLinks(owner: Queryable, since: string): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-idle-calendar-links',
      'DELETE FROM calendar_link WHERE coalesce(last_used_on, created_on) < $1::date',
      [since],
    );
    return rowCount;
  }
}
