/** Whether a home holds a certificate that is good: read with a lock, so that nobody takes it back in between. */
import { Injectable } from '@nestjs/common';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { Queryable } from '../platform/queryable.js';

@Injectable()
export class GoodCertificateStore {
  async exists(tx: Queryable, homeId: string, topic: TrainingTopic, now: Date): Promise<boolean> {
    const { rowCount } = await tx.query(
      'good-certificate-of-home',
      `SELECT FROM certificate WHERE home_id = $1 AND topic = $2 AND revoked_at IS NULL AND expires_at > $3
       ORDER BY expires_at DESC LIMIT 1 FOR SHARE`,
      [homeId, topic, now],
    );
    return rowCount > 0;
  }

  /** Null when the request asks for none. */
  async askedBy(tx: Queryable, requestId: string): Promise<TrainingTopic | null> {
    const { rows } = await tx.query<{ topic: TrainingTopic | null }>(
      'training-of-request',
      'SELECT required_training AS topic FROM request WHERE id = $1',
      [requestId],
    );
    return rows[0]?.topic ?? null;
  }
}
