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

  /** Answers the key of the seal that was there before. */
  async replace(sealed: Queryable, { personId, dataKeyId, box }: SealedPersonRow): Promise<string | null> {
    const before = (await this.find(sealed, [personId]))[0];
    if (before) {
      await sealed.query(
        'seal-person-anew',
        'UPDATE sealed.person SET data_key_id = $2, box = $3 WHERE person_id = $1',
        [personId, dataKeyId, box],
      );
    } else {
      await this.insert(sealed, { personId, dataKeyId, box });
    }
    return before?.dataKeyId ?? null;
  }

  /** Answers the keys of what was deleted. */
  async delete(sealed: Queryable, personIds: readonly string[]): Promise<string[]> {
    const { rows } = await sealed.query<{ dataKeyId: string }>(
      'forget-sealed-persons',
      'DELETE FROM sealed.person WHERE person_id = ANY ($1::uuid[]) RETURNING data_key_id AS "dataKeyId"',
      [personIds],
    );
    return rows.map(({ dataKeyId }) => dataKeyId);
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
