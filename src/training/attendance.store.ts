/** Reads and writes who came to a session, under the lock of the session. */
import { Injectable } from '@nestjs/common';
import { isOwnHousehold } from '../home/own-household-in-sql.js';
import type { Accepted } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { Mark, SignedUpFor } from './domain/attendance.js';

@Injectable()
export class AttendanceStore {
  /** Of these, those of this session. */
  async signedUp(
    tx: Queryable,
    viewer: CoordinatorViewer,
    sessionId: string,
    signUpIds: readonly string[],
  ): Promise<SignedUpFor[]> {
    const { rows } = await tx.query<SignedUpFor>(
      'signed-up-for-session',
      `SELECT s.id AS "signUpId", s.waiting_number IS NULL AS "hasPlace", s.attendance,
         ${isOwnHousehold('m.home_id', '$3')} AS "isTheirOwn"
       FROM sign_up s JOIN home_member m ON m.id = s.member_id WHERE s.gathering_id = $1 AND s.id = ANY ($2::uuid[])`,
      [sessionId, signUpIds, viewer.coordinatorId],
    );
    return rows;
  }

  async write(tx: Queryable, { value: marks }: Accepted<readonly Mark[]>): Promise<void> {
    await tx.query(
      'write-attendance',
      `UPDATE sign_up s SET attendance = mark.attendance FROM unnest($1::uuid[], $2::text[]) AS mark (id, attendance)
       WHERE s.id = mark.id`,
      [marks.map(({ signUpId }) => signUpId), marks.map(({ attendance }) => attendance)],
    );
  }
}
