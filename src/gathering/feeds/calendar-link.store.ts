/** Reads and writes the links of members' calendars: by their digest, since nobody keeps the address itself. */
import { Injectable } from '@nestjs/common';
import type { HomeViewer } from '../../kernel/viewer.js';
import type { Queryable } from '../../platform/queryable.js';

export interface CalendarLinkRead {
  readonly id: string;
  readonly showsPlace: boolean;
  /** YYYY-MM-DD */
  readonly createdOn: string;
  readonly lastUsedOn: string | null;
}

/** Whose calendar it is, as its home stands now. */
export interface CalendarReader {
  readonly linkId: string;
  readonly memberId: string;
  readonly showsPlace: boolean;
}

/** Which signed-up gathering, and whether with a place. */
export interface OnCalendar {
  readonly gatheringId: string;
  readonly hasPlace: boolean;
}

@Injectable()
export class CalendarLinkStore {
  /** The member's: under the lock of its home, so that no other of its own is made meanwhile. */
  async countOwn(tx: Queryable, viewer: HomeViewer): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      'count-calendar-links',
      'SELECT count(*)::integer AS count FROM calendar_link WHERE member_id = $1',
      [viewer.memberId],
    );
    return rows[0]?.count ?? 0;
  }

  async insert(
    tx: Queryable,
    viewer: HomeViewer,
    link: Omit<CalendarLinkRead, 'lastUsedOn'> & { readonly digest: Buffer },
  ): Promise<void> {
    await tx.query(
      'insert-calendar-link',
      'INSERT INTO calendar_link (id, member_id, digest, shows_place, created_on) VALUES ($1, $2, $3, $4, $5)',
      [link.id, viewer.memberId, link.digest, link.showsPlace, link.createdOn],
    );
  }

  async own(db: Queryable, viewer: HomeViewer): Promise<CalendarLinkRead[]> {
    const { rows } = await db.query<CalendarLinkRead>(
      'calendar-links-of-member',
      `SELECT id, shows_place AS "showsPlace", created_on::text AS "createdOn", last_used_on::text AS "lastUsedOn"
       FROM calendar_link WHERE member_id = $1 ORDER BY created_on, id`,
      [viewer.memberId],
    );
    return rows;
  }

  /** False when there is no such link of the member's. */
  async delete(tx: Queryable, viewer: HomeViewer, id: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'delete-calendar-link',
      'DELETE FROM calendar_link WHERE id = $1 AND member_id = $2',
      [id, viewer.memberId],
    );
    return rowCount === 1;
  }

  /** Null for a link that is none, or whose home is closed. */
  async reader(db: Queryable, digest: Buffer): Promise<CalendarReader | null> {
    const { rows } = await db.query<CalendarReader>(
      'reader-of-calendar-link',
      `SELECT l.id AS "linkId", l.member_id AS "memberId", l.shows_place AS "showsPlace" FROM calendar_link l
       JOIN home_member m ON m.id = l.member_id JOIN home h ON h.id = m.home_id
       WHERE l.digest = $1 AND h.closed_at IS NULL`,
      [digest],
    );
    return rows[0] ?? null;
  }

  /** The day, and no more of when. */
  async markUsed(db: Queryable, linkId: string, on: string): Promise<void> {
    await db.query(
      'mark-calendar-link-used',
      'UPDATE calendar_link SET last_used_on = $2 WHERE id = $1 AND last_used_on IS DISTINCT FROM $2::date',
      [linkId, on],
    );
  }

  async onCalendar(db: Queryable, memberId: string, since: Date, most: number): Promise<OnCalendar[]> {
    const { rows } = await db.query<OnCalendar>(
      'on-calendar-of-member',
      `SELECT s.gathering_id AS "gatheringId", s.waiting_number IS NULL AS "hasPlace" FROM sign_up s
       JOIN gathering g ON g.id = s.gathering_id WHERE s.member_id = $1 AND g.starts_at > $2 ORDER BY g.starts_at LIMIT $3`,
      [memberId, since, most],
    );
    return rows;
  }
}
