/** The sealed part of a request, one row at a time, by the role that opens. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';

/** FAMILY: under the key in the family's ring. KEY: under a data key of the key store. */
export type HandoffScheme = 'FAMILY' | 'KEY';

export interface SealedHandoffBox {
  readonly scheme: HandoffScheme;
  readonly dataKeyId: string | null;
  readonly box: Buffer;
}

@Injectable()
export class SealedHandoffStore {
  async insert(tx: Transaction, requestId: string, { scheme, dataKeyId, box }: SealedHandoffBox): Promise<void> {
    await tx.asOpener({ request: requestId }, (sealed) =>
      sealed.query(
        'insert-handoff',
        'INSERT INTO sealed.handoff (request_id, scheme, data_key_id, box) VALUES ($1, $2, $3, $4)',
        [requestId, scheme, dataKeyId, box],
      ),
    );
  }

  async find(tx: Transaction, requestId: string): Promise<SealedHandoffBox | null> {
    const { rows } = await tx.asOpener({ request: requestId }, (sealed) =>
      sealed.query<SealedHandoffBox>(
        'find-handoff',
        'SELECT scheme, data_key_id AS "dataKeyId", box FROM sealed.handoff WHERE request_id = $1',
        [requestId],
      ),
    );
    return rows[0] ?? null;
  }

  /** Onto the box that was read. False when it is another by now. */
  async replace(tx: Transaction, requestId: string, read: SealedHandoffBox, next: SealedHandoffBox): Promise<boolean> {
    const { rowCount } = await tx.asOpener({ request: requestId }, (sealed) =>
      sealed.query(
        'replace-handoff',
        'UPDATE sealed.handoff SET scheme = $3, data_key_id = $4, box = $5 WHERE request_id = $1 AND box = $2',
        [requestId, read.box, next.scheme, next.dataKeyId, next.box],
      ),
    );
    return rowCount === 1;
  }

  async delete(tx: Transaction, requestId: string): Promise<void> {
    await tx.asOpener({ request: requestId }, (sealed) =>
      sealed.query('delete-handoff', 'DELETE FROM sealed.handoff WHERE request_id = $1', [requestId]),
    );
  }
}
