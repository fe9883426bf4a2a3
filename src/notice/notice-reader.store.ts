/** Reads and marks notices of one reader: a home, a coordinator, or the requests in a family's ring. Nobody reaches another's. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer, FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { NoticeSubject } from './notice.store.js';
import type { NoticeCode } from './notice-code.js';

export type NoticeReader = FamilyViewer | HomeViewer | CoordinatorViewer;

export interface NoticeRow {
  readonly id: string;
  readonly code: NoticeCode;
  readonly subjectKind: NoticeSubject['kind'];
  readonly subjectId: string;
  readonly requestId: string | null;
  readonly happenedHalf: number;
  readonly sequence: string;
  readonly read: boolean;
}

@Injectable()
export class NoticeReaderStore {
  /** Newest first; `before` is a sequence number. */
  async page(db: Queryable, reader: NoticeReader, before: string | null, limit: number): Promise<NoticeRow[]> {
    const { name, where, value } = scopeOf(reader);
    const { rows } = await db.query<NoticeRow>(
      `notices-of-${name}`,
      `SELECT id, code, subject_kind AS "subjectKind", subject_id AS "subjectId", request_id AS "requestId",
         happened_half AS "happenedHalf", sequence, read
       FROM notice WHERE ${where} AND ($2::bigint IS NULL OR sequence < $2::bigint) ORDER BY sequence DESC LIMIT $3`,
      [value, before, limit],
    );
    return rows;
  }

  async countUnread(db: Queryable, reader: NoticeReader): Promise<number> {
    const { name, where, value } = scopeOf(reader);
    const { rows } = await db.query<{ unread: number }>(
      `unread-notices-of-${name}`,
      `SELECT count(*)::integer AS unread FROM notice WHERE ${where} AND NOT read`,
      [value],
    );
    return rows[0]?.unread ?? 0;
  }

  async deleteOfHome(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('delete-notices-of-home', 'DELETE FROM notice WHERE home_id = $1', [homeId]);
  }

  /** `ids` null: all of them. Answers how many of them are the reader's, read before or not. */
  async markRead(db: Queryable, reader: NoticeReader, ids: readonly string[] | null): Promise<number> {
    const { name, where, value } = scopeOf(reader);
    const { rowCount } = await db.query(
      `read-notices-of-${name}`,
      `UPDATE notice SET read = true, mail_due = false
       WHERE ${where} AND ($2::uuid[] IS NULL AND NOT read OR id = ANY ($2::uuid[]))`,
      [value, ids],
    );
    return rowCount;
  }
}

function scopeOf(reader: NoticeReader) {
  switch (reader.kind) {
    case 'HOME':
      return { name: 'home', where: 'home_id = $1', value: reader.homeId };
    case 'COORDINATOR':
      return { name: 'coordinator', where: 'coordinator_id = $1', value: reader.coordinatorId };
    case 'FAMILY':
      return { name: 'family', where: 'request_id = ANY ($1::uuid[])', value: [...reader.requestIds] };
  }
}
