/** Reads who comes to a gathering of a partner, for its coordinators. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { Attendance } from './sign-up.type.js';

export interface ParticipantRead {
  readonly signUpId: string;
  readonly memberId: string;
  readonly homeId: string;
  /** Of the home. */
  readonly partnerId: string;
  readonly waitingPlace: number | null;
  readonly attendance: Attendance | null;
}

export interface ParticipantPosition {
  readonly waitingPlace: number;
  readonly signUpId: string;
}

@Injectable()
export class ParticipantStore {
  async isOf(db: Queryable, viewer: CoordinatorViewer, gatheringId: string): Promise<boolean> {
    const { rowCount } = await db.query(
      'is-gathering-of-partner',
      'SELECT FROM gathering WHERE id = $1 AND partner_id = $2',
      [gatheringId, viewer.partnerId],
    );
    return rowCount > 0;
  }

  /** Those with a place first, in no order; then those who wait, in theirs. */
  async page(
    db: Queryable,
    viewer: CoordinatorViewer,
    gatheringId: string,
    after: ParticipantPosition | null,
    limit: number,
  ): Promise<ParticipantRead[]> {
    const { rows } = await db.query<ParticipantRead>(
      'participants-of-gathering',
      `SELECT * FROM (SELECT s.id AS "signUpId", s.member_id AS "memberId", h.id AS "homeId", h.partner_id AS "partnerId", s.attendance,
           CASE WHEN s.waiting_number IS NOT NULL
             THEN (row_number() OVER (PARTITION BY s.waiting_number IS NULL ORDER BY s.waiting_number))::integer END AS "waitingPlace"
         FROM gathering g JOIN sign_up s ON s.gathering_id = g.id JOIN home_member m ON m.id = s.member_id JOIN home h ON h.id = m.home_id
         WHERE g.id = $1 AND g.partner_id = $2) its
       WHERE $3::integer IS NULL OR (coalesce("waitingPlace", 0), "signUpId") > ($3, $4::uuid)
       ORDER BY coalesce("waitingPlace", 0), "signUpId" LIMIT $5`,
      [gatheringId, viewer.partnerId, after?.waitingPlace ?? null, after?.signUpId ?? null, limit],
    );
    return rows;
  }
}
