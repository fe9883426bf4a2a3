/** The sealed part of a request, one row at a time, by the role that opens. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import type { HandoffScheme } from './domain/handoff.js';

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

  /** The request's row is locked: nobody else writes it meanwhile. */
  async replace(tx: Transaction, requestId: string, { scheme, dataKeyId, box }: SealedHandoffBox): Promise<void> {
    await tx.asOpener({ request: requestId }, (sealed) =>
      sealed.query(
        'replace-handoff',
        'UPDATE sealed.handoff SET scheme = $2, data_key_id = $3, box = $4 WHERE request_id = $1',
        [requestId, scheme, dataKeyId, box],
      ),
    );
  }

  async delete(tx: Transaction, requestId: string): Promise<void> {
    await tx.asOpener({ request: requestId }, (sealed) =>
      sealed.query('delete-handoff', 'DELETE FROM sealed.handoff WHERE request_id = $1', [requestId]),
    );
  }
}
