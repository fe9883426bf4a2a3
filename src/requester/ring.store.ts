/** Rings as rows of the key store: a number, what a code verifies against, and a box that this program cannot open by itself. */
import type { Queryable } from '../platform/queryable.js';

export interface RingRow {
  readonly selector: number;
  readonly salt: Buffer;
  /** SHA-256 of the verifier. */
  readonly verifier: Buffer;
  readonly box: Buffer;
}

export class RingStore {
  constructor(private readonly keyStore: Queryable) {}

  /** False when the selector is taken. `today`: YYYY-MM-DD. */
  async insert(ring: RingRow, today: string): Promise<boolean> {
    const { rowCount } = await this.keyStore.query(
      'insert-ring',
      `INSERT INTO ring (selector, salt, verifier, box, touched_on) VALUES ($1, $2, $3, $4, $5::date)
       ON CONFLICT (selector) DO NOTHING`,
      [ring.selector, ring.salt, ring.verifier, ring.box, today],
    );
    return rowCount === 1;
  }

  async find(selector: number): Promise<(RingRow & { readonly touchedOn: string }) | null> {
    const { rows } = await this.keyStore.query<RingRow & { touchedOn: string }>(
      'find-ring',
      `SELECT selector, salt, verifier, box, to_char(touched_on, 'YYYY-MM-DD') AS "touchedOn" FROM ring WHERE selector = $1`,
      [selector],
    );
    return rows[0] ?? null;
  }

  /** False when the box is no longer the one that was read: every box has a nonce of its own, so it is its own version. */
  async replaceBox(selector: number, read: Buffer, box: Buffer, today: string): Promise<boolean> {
    const { rowCount } = await this.keyStore.query(
      'replace-ring-box',
      'UPDATE ring SET box = $3, touched_on = $4::date WHERE selector = $1 AND box = $2',
      [selector, read, box, today],
    );
    return rowCount === 1;
  }

  async touch(selector: number, today: string): Promise<void> {
    await this.keyStore.query(
      'touch-ring',
      'UPDATE ring SET touched_on = $2::date WHERE selector = $1 AND touched_on < $2::date',
      [selector, today],
    );
  }

  /**
   * `verifier` makes sure that it is still the same family's. False when nothing was deleted: there is none, or it was
   * written anew at that moment.
   */
  async delete(selector: number, verifier: Buffer): Promise<boolean> {
    const { rowCount } = await this.keyStore.query(
      'delete-ring',
      'DELETE FROM ring WHERE selector = $1 AND verifier = $2',
      [selector, verifier],
    );
    return rowCount === 1;
  }

  async deleteIdle(touchedBefore: string): Promise<number> {
    const { rowCount } = await this.keyStore.query(
      'delete-idle-rings',
      'DELETE FROM ring WHERE touched_on < $1::date',
      [touchedBefore],
    );
    return rowCount;
  }

  /** Of those requests for which a new code was given out, the generation that acts. */
  async generations(requestIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.keyStore.query<{ id: string; generation: number }>(
      'find-reissued-requests',
      'SELECT request_id AS id, generation FROM reissued_request WHERE request_id = ANY ($1::text[])',
      [requestIds],
    );
    return new Map(rows.map(({ id, generation }) => [id, generation]));
  }

  /** From one generation to the next. False when somebody else raised it meanwhile. */
  async raiseGeneration(requestId: string, from: number): Promise<boolean> {
    const { rowCount } = await this.keyStore.query(
      'raise-request-generation',
      `INSERT INTO reissued_request (request_id, generation) SELECT $1, $2::integer + 1 WHERE $2 = 0
         OR EXISTS (SELECT FROM reissued_request WHERE request_id = $1)
       ON CONFLICT (request_id) DO UPDATE SET generation = EXCLUDED.generation WHERE reissued_request.generation = $2`,
      [requestId, from],
    );
    return rowCount === 1;
  }

  async forgetGenerations(requestIds: readonly string[]): Promise<void> {
    await this.keyStore.query(
      'forget-reissued-requests',
      'DELETE FROM reissued_request WHERE request_id = ANY ($1::text[])',
      [requestIds],
    );
  }

  /**
   * Writes the next rings after a selector anew, in an order drawn from the database's secure random numbers; returns their selectors. A
   * selector was drawn at random, so the rings of one transaction have nothing in common but that, whenever and by whom they were written.
   * Who writes meanwhile waits, finds no row where it was, and has to try again on the new one.
   */
  async reshuffle(after: number, most: number): Promise<number[]> {
    const { rows } = await this.keyStore.query<{ selector: number }>(
      'reshuffle-rings',
      `WITH lifted AS (
         DELETE FROM ring WHERE selector IN (SELECT selector FROM ring WHERE selector > $1 ORDER BY selector LIMIT $2)
         RETURNING selector, salt, verifier, box, touched_on)
       INSERT INTO ring (selector, salt, verifier, box, touched_on)
       SELECT selector, salt, verifier, box, touched_on FROM lifted ORDER BY gen_random_uuid() RETURNING selector`,
      [after, most],
    );
    return rows.map(({ selector }) => selector);
  }
}
