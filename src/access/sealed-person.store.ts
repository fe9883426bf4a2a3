/** Reads and writes the sealed addresses of persons: as the opener one at a time, as the owner those that mail is due to. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface SealedPersonRow {
  readonly personId: string;
  readonly dataKeyId: string;
  readonly box: Buffer;
}

@Injectable()
export class SealedPersonStore {
  async insert(sealed: Queryable, { personId, dataKeyId, box }: SealedPersonRow): Promise<void> {
    await sealed.query('seal-person', 'INSERT INTO sealed.person (person_id, data_key_id, box) VALUES ($1, $2, $3)', [
      personId,
      dataKeyId,
      box,
    ]);
  }

  async find(sealed: Queryable, personIds: readonly string[]): Promise<SealedPersonRow[]> {
    const { rows } = await sealed.query<SealedPersonRow>(
      'find-sealed-persons',
      `SELECT person_id AS "personId", data_key_id AS "dataKeyId", box FROM sealed.person
       WHERE person_id = ANY ($1::uuid[])`,
      [personIds],
    );
    return rows;
  }
}
