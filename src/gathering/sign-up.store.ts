/** Reads and writes who signed up. Whether somebody gets a place, and who is moved up, the database says. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';

export interface SignUpRead {
  readonly id: string;
  readonly gatheringId: string;
  /** 1 for whoever is moved up next; null with a place. */
  readonly waitingPlace: number | null;
  readonly attendance: 'ATTENDED' | 'ABSENT' | null;
}

/** How many wait before: numbers have gaps where somebody left. */
const WAITING_PLACE = `CASE WHEN s.waiting_number IS NOT NULL THEN (SELECT count(*)::integer FROM sign_up before
  WHERE before.gathering_id = s.gathering_id AND before.waiting_number <= s.waiting_number) END AS "waitingPlace"`;
const COLUMNS = `s.id, s.gathering_id AS "gatheringId", ${WAITING_PLACE}, s.attendance`;

@Injectable()
export class SignUpStore {
  async isSignedUp(db: Queryable, gatheringId: string, memberId: string): Promise<boolean> {
    const { rowCount } = await db.query(
      'is-signed-up',
      'SELECT FROM sign_up WHERE gathering_id = $1 AND member_id = $2',
      [gatheringId, memberId],
    );
    return rowCount > 0;
  }

  async insert(tx: Queryable, _decision: Accepted<true>, id: string, gatheringId: string, memberId: string) {
    await tx.query('sign-up', 'INSERT INTO sign_up (id, gathering_id, member_id) VALUES ($1, $2, $3)', [
      id,
      gatheringId,
      memberId,
    ]);
  }

  async delete(tx: Queryable, _decision: Accepted<true>, gatheringId: string, memberId: string): Promise<void> {
    await tx.query('take-back-sign-up', 'DELETE FROM sign_up WHERE gathering_id = $1 AND member_id = $2', [
      gatheringId,
      memberId,
    ]);
  }

  /** The member's own, of these gatherings. */
  async ofMemberIn(db: Queryable, memberId: string, gatheringIds: readonly string[]): Promise<SignUpRead[]> {
    const { rows } = await db.query<SignUpRead>(
      'sign-ups-of-member-in',
      `SELECT ${COLUMNS} FROM sign_up s WHERE s.member_id = $1 AND s.gathering_id = ANY ($2::uuid[])`,
      [memberId, gatheringIds],
    );
    return rows;
  }

  /** Those to come first, then the latest. */
  async ofMember(db: Queryable, memberId: string, now: Date, most: number): Promise<SignUpRead[]> {
    const { rows } = await db.query<SignUpRead>(
      'sign-ups-of-member',
      `SELECT ${COLUMNS} FROM sign_up s JOIN gathering g ON g.id = s.gathering_id WHERE s.member_id = $1
       ORDER BY g.ends_at < $2, CASE WHEN g.ends_at >= $2 THEN g.starts_at END, g.starts_at DESC, g.id LIMIT $3`,
      [memberId, now, most],
    );
    return rows;
  }

  /** Homes that have signed up, each once. */
  async homesIn(db: Queryable, gatheringId: string, withPlaceOnly: boolean): Promise<string[]> {
    const { rows } = await db.query<{ homeId: string }>(
      'homes-signed-up',
      `SELECT DISTINCT m.home_id AS "homeId" FROM sign_up s JOIN home_member m ON m.id = s.member_id
       WHERE s.gathering_id = $1 AND (s.waiting_number IS NULL OR NOT $2) ORDER BY 1`,
      [gatheringId, withPlaceOnly],
    );
    return rows.map(({ homeId }) => homeId);
  }

  /** What is free at that moment goes to those who have waited longest; nothing is once it has begun. How many moved up. */
  async fill(tx: Queryable, gatheringId: string, now: Date): Promise<number> {
    const { rows } = await tx.query<{ moved: number }>('fill-places', 'SELECT fill_places($1, $2) AS moved', [
      gatheringId,
      now,
    ]);
    return rows[0]?.moved ?? 0;
  }

  /** Marks as told, and answers with, the homes of those who were moved up. */
  async takeMovedUp(tx: Queryable, gatheringId: string): Promise<string[]> {
    const { rows } = await tx.query<{ homeId: string }>(
      'take-moved-up',
      `UPDATE sign_up s SET moved_up = false FROM home_member m
       WHERE m.id = s.member_id AND s.gathering_id = $1 AND s.moved_up RETURNING m.home_id AS "homeId"`,
      [gatheringId],
    );
    return [...new Set(rows.map(({ homeId }) => homeId))];
  }
}
