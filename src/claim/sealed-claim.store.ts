/** What of a claim is sealed, one claim at a time, by the role that opens. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import type { Party } from './domain/claim.js';

export interface SealedCopy {
  readonly dataKeyId: string;
  readonly box: Buffer;
}

export interface SealedMessage {
  readonly id: string;
  readonly author: Party;
  readonly sequence: number;
  readonly writtenHalf: number;
  readonly box: Buffer;
}

@Injectable()
export class SealedClaimStore {
  async findHandoff(tx: Transaction, claimId: string): Promise<SealedCopy | null> {
    const { rows } = await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query<SealedCopy>(
        'find-claim-handoff',
        'SELECT data_key_id AS "dataKeyId", box FROM sealed.claim_handoff WHERE claim_id = $1',
        [claimId],
      ),
    );
    return rows[0] ?? null;
  }

  async insertHandoff(tx: Transaction, claimId: string, { dataKeyId, box }: SealedCopy): Promise<void> {
    await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query(
        'insert-claim-handoff',
        'INSERT INTO sealed.claim_handoff (claim_id, data_key_id, box) VALUES ($1, $2, $3)',
        [claimId, dataKeyId, box],
      ),
    );
  }

  async replaceHandoff(tx: Transaction, claimId: string, { dataKeyId, box }: SealedCopy): Promise<void> {
    await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query(
        'replace-claim-handoff',
        'UPDATE sealed.claim_handoff SET box = $3 WHERE claim_id = $1 AND data_key_id = $2',
        [claimId, dataKeyId, box],
      ),
    );
  }

  /** The id of the key of the claim's messages, and how many there are; null before the first. */
  async findMessageKey(tx: Transaction, claimId: string): Promise<{ dataKeyId: string; count: number } | null> {
    const { rows } = await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query<{ dataKeyId: string; count: number }>(
        'find-message-key',
        `SELECT k.data_key_id AS "dataKeyId", (SELECT count(*)::integer FROM sealed.message m WHERE m.claim_id = k.claim_id) AS count
         FROM sealed.message_key k WHERE k.claim_id = $1`,
        [claimId],
      ),
    );
    return rows[0] ?? null;
  }

  async insertMessageKey(tx: Transaction, claimId: string, dataKeyId: string): Promise<void> {
    await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query('insert-message-key', 'INSERT INTO sealed.message_key (claim_id, data_key_id) VALUES ($1, $2)', [
        claimId,
        dataKeyId,
      ]),
    );
  }

  async insertMessage(tx: Transaction, claimId: string, message: SealedMessage): Promise<void> {
    await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query(
        'insert-message',
        'INSERT INTO sealed.message (id, claim_id, author, sequence, written_half, box) VALUES ($1, $2, $3, $4, $5, $6)',
        [message.id, claimId, message.author, message.sequence, message.writtenHalf, message.box],
      ),
    );
  }

  /** In the order in which they were written. */
  async messages(tx: Transaction, claimId: string, afterSequence: number, most: number): Promise<SealedMessage[]> {
    const { rows } = await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query<SealedMessage>(
        'messages-of-claim',
        `SELECT id, author, sequence, written_half AS "writtenHalf", box FROM sealed.message
         WHERE claim_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
        [claimId, afterSequence, most],
      ),
    );
    return rows;
  }

  /** Of the copy of the handoff and of the messages. */
  async keysOf(tx: Transaction, claimId: string): Promise<string[]> {
    const { rows } = await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query<{ id: string }>(
        'keys-of-claim',
        `SELECT data_key_id AS id FROM sealed.claim_handoff WHERE claim_id = $1
         UNION ALL SELECT data_key_id FROM sealed.message_key WHERE claim_id = $1`,
        [claimId],
      ),
    );
    return rows.map(({ id }) => id);
  }

  async deleteAll(tx: Transaction, claimId: string): Promise<void> {
    await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query(
        'delete-sealed-of-claim',
        `WITH handoff AS (DELETE FROM sealed.claim_handoff WHERE claim_id = $1),
           messages AS (DELETE FROM sealed.message WHERE claim_id = $1)
         DELETE FROM sealed.message_key WHERE claim_id = $1`,
        [claimId],
      ),
    );
  }
}
