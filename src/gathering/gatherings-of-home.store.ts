/** Reads and takes away what members of one home signed up for, and their links to calendars. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

const MEMBERS = 'member_id IN (SELECT id FROM home_member WHERE home_id = $1)';

@Injectable()
export class GatheringsOfHomeStore {
  async signUps(db: Queryable, memberId: string): Promise<object[]> {
    const { rows } = await db.query(
      'exported-sign-ups',
      `SELECT s.gathering_id AS "gatheringId", g.kind, g.starts_at AS "startsAt", s.waiting_number IS NOT NULL AS waiting, s.attendance
       FROM sign_up s JOIN gathering g ON g.id = s.gathering_id WHERE s.member_id = $1 ORDER BY g.starts_at, g.id`,
      [memberId],
    );
    return rows;
  }

  /** Without the links: only their digests are kept. */
  async links(db: Queryable, memberId: string): Promise<object[]> {
    const { rows } = await db.query(
      'exported-calendar-links',
      `SELECT to_jsonb(l) - 'digest' - 'member_id' AS link FROM calendar_link l WHERE l.member_id = $1 ORDER BY l.id`,
      [memberId],
    );
    return rows;
  }

  async leaveAhead(tx: Queryable, homeId: string, now: Date): Promise<void> {
    await tx.query(
      'leave-what-is-ahead',
      `DELETE FROM sign_up s USING gathering g WHERE g.id = s.gathering_id AND g.starts_at > $2 AND s.${MEMBERS}`,
      [homeId, now],
    );
  }

  async forget(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('forget-sign-ups', `DELETE FROM sign_up WHERE ${MEMBERS}`, [homeId]);
    await tx.query('forget-calendar-links', `DELETE FROM calendar_link WHERE ${MEMBERS}`, [homeId]);
  }
}
