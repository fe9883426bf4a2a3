/** Reads and writes the sealed place of one gathering at a time. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';

export interface SealedPlace {
  readonly gatheringId: string;
  readonly dataKeyId: string;
  readonly box: Buffer;
}

@Injectable()
export class SealedPlaceStore {
  /** Takes the place of the one before. */
  async put(tx: Transaction, { gatheringId, dataKeyId, box }: SealedPlace): Promise<void> {
    await tx.asOpener({ gathering: gatheringId }, (sealed) =>
      sealed.query(
        'put-sealed-place',
        `INSERT INTO sealed.gathering_place (gathering_id, data_key_id, box) VALUES ($1, $2, $3)
         ON CONFLICT (gathering_id) DO UPDATE SET data_key_id = excluded.data_key_id, box = excluded.box`,
        [gatheringId, dataKeyId, box],
      ),
    );
  }

  async find(tx: Transaction, gatheringId: string): Promise<SealedPlace | null> {
    const { rows } = await tx.asOpener({ gathering: gatheringId }, (sealed) =>
      sealed.query<SealedPlace>(
        'find-sealed-place',
        'SELECT gathering_id AS "gatheringId", data_key_id AS "dataKeyId", box FROM sealed.gathering_place WHERE gathering_id = $1',
        [gatheringId],
      ),
    );
    return rows[0] ?? null;
  }

  async delete(tx: Transaction, gatheringId: string): Promise<void> {
    await tx.asOpener({ gathering: gatheringId }, (sealed) =>
      sealed.query('delete-sealed-place', 'DELETE FROM sealed.gathering_place WHERE gathering_id = $1', [gatheringId]),
    );
  }
}
