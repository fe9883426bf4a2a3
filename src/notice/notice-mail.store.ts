/** Which homes and coordinators have news that no mail told them of yet. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

/** One of the two is set. */
export interface MailRecipient {
  readonly homeId: string | null;
  readonly coordinatorId: string | null;
}

export interface PersonToMail {
  readonly personId: string;
  readonly partnerId: string;
  readonly languages: readonly string[];
}

@Injectable()
export class NoticeMailStore {
  /** Who waits longest first. */
  async due(db: Queryable, most: number): Promise<MailRecipient[]> {
    const { rows } = await db.query<MailRecipient>(
      'mail-due',
      `SELECT home_id AS "homeId", coordinator_id AS "coordinatorId" FROM notice
       WHERE mail_due GROUP BY home_id, coordinator_id ORDER BY min(sequence) LIMIT $1`,
      [most],
    );
    return rows;
  }

  /**
   * Marks everything due to this recipient as told, for as long as the transaction lasts. Answers the oldest notice that was
   * not read meanwhile; null when there is none, or another process is telling them just now.
   */
  async take(tx: Queryable, { homeId, coordinatorId }: MailRecipient): Promise<string | null> {
    const { rows } = await tx.query<{ oldest: string | null }>(
      'take-mail-due',
      `WITH due AS (SELECT id FROM notice WHERE mail_due AND (home_id = $1 OR coordinator_id = $2) FOR UPDATE SKIP LOCKED),
         told AS (UPDATE notice SET mail_due = false FROM due WHERE notice.id = due.id RETURNING notice.sequence, notice.read)
       SELECT min(sequence) FILTER (WHERE NOT read) AS oldest FROM told`,
      [homeId, coordinatorId],
    );
    return rows[0]?.oldest ?? null;
  }

  /** Every member of a home, or the coordinator, unless they left. */
  async persons(db: Queryable, { homeId, coordinatorId }: MailRecipient): Promise<PersonToMail[]> {
    const { rows } = await db.query<PersonToMail>(
      'persons-to-mail',
      `SELECT m.id AS "personId", h.partner_id AS "partnerId", h.languages FROM home h JOIN home_member m ON m.home_id = h.id
       WHERE h.id = $1 AND h.closed_at IS NULL
       UNION ALL
       SELECT c.id, c.partner_id, p.languages FROM coordinator c JOIN partner p ON p.id = c.partner_id
       WHERE c.id = $2 AND c.joined_on IS NOT NULL AND c.left_at IS NULL`,
      [homeId, coordinatorId],
    );
    return rows;
  }
}
