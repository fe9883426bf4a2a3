/** Finds certificates that end soon, and those that are over. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';
import type { CertificateOf } from '../certificate.store.js';

@Injectable()
export class DueCertificatesStore {
  /** Marks as told of, and answers with, those that end before the moment and that no later one of the same member and topic follows. */
  async takeEnding(owner: Queryable, now: Date, before: Date, most: number): Promise<CertificateOf[]> {
    const { rows } = await owner.query<CertificateOf>(
      'take-ending-certificates',
      `UPDATE certificate SET expiry_told = true WHERE id IN (SELECT its.id FROM certificate its
         WHERE NOT its.expiry_told AND its.revoked_at IS NULL AND its.expires_at > $1 AND its.expires_at <= $2
           AND NOT EXISTS (SELECT FROM certificate later WHERE later.member_id = its.member_id AND later.topic = its.topic
             AND later.revoked_at IS NULL AND later.expires_at > its.expires_at) LIMIT $3) RETURNING id, home_id AS "homeId"`,
      [now, before, most],
    );
    return rows;
  }

  /** Expired, or taken back, before the moment. */
  async deleteOver(owner: Queryable, before: Date): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-past-certificates',
      'DELETE FROM certificate WHERE expires_at <= $1 OR revoked_at <= $1',
      [before],
    );
    return rowCount;
  }

  /** Where it was earned goes when nobody remembers who came there. */
  async forgetSessions(owner: Queryable, endedBefore: Date): Promise<number> {
    const { rowCount } = await owner.query(
      'forget-sessions-of-certificates',
      `UPDATE certificate SET session_id = NULL WHERE session_id IN (SELECT id FROM gathering WHERE ends_at <= $1)`,
      [endedBefore],
    );
    return rowCount;
  }
}
