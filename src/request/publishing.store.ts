/** Lets requests appear for others, all that wait in one statement, so that no order and no transaction tells which came first. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import { nextStepInSql } from './widening-in-sql.js';

export interface PublishedRequest {
  readonly id: string;
  readonly partnerId: string;
  /** Published for the first time, and to be looked at by its partner before homes see it. */
  readonly toReview: boolean;
  /** The same, of some of its words. */
  readonly textsToReview: boolean;
}

@Injectable()
export class PublishingStore {
  /**
   * What was posted, and what is wanted again after all of it was taken. Locked first, as by whoever claims, and read by a statement of its
   * own: one that waited for a lock still sees what is left as it was before. From now on its time to widen runs.
   */
  async publishAll(tx: Transaction, now: Date, markMs: number): Promise<readonly PublishedRequest[]> {
    const { rows: due } = await tx.query<{ id: string }>(
      'lock-requests-to-publish',
      `SELECT r.id FROM request r WHERE NOT r.published
         OR (NOT r.listed AND NOT r.held_for_review AND r.ended_at IS NULL AND request_is_wanted(r.id))
       FOR NO KEY UPDATE`,
    );
    if (due.length === 0) return [];
    const { rows } = await tx.query<PublishedRequest>(
      'publish-requests',
      `WITH due AS (SELECT r.id, r.published, request_is_wanted(r.id) AS wanted FROM request r WHERE r.id = ANY ($1::uuid[])
         ORDER BY gen_random_uuid() OFFSET 0)
       UPDATE request r SET published = true, listed = due.wanted,
         widens_at = CASE WHEN due.wanted AND r.widens_at IS NULL AND r.reach <> r.widens_to
           THEN ${nextStepInSql('r.urgency', 'r.reach', '$2::timestamptz', '$3::bigint')} ELSE r.widens_at END
       FROM due WHERE r.id = due.id
       RETURNING r.id, r.partner_id AS "partnerId", NOT due.published AND r.held_for_review AND r.ended_at IS NULL AS "toReview",
         NOT due.published AND r.text_state = 'WAITING' AND r.ended_at IS NULL AS "textsToReview"`,
      [due.map(({ id }) => id), now, markMs],
    );
    return rows;
  }
}
