/** The digests that triggers left behind of what was erased, in one of the two databases. */
import type { Queryable } from '../../platform/queryable.js';

export class ErasedStore {
  constructor(private readonly db: Queryable) {}

  /** Those that this journal does not have yet, whatever another had. */
  async missingIn(journal: string, most: number): Promise<Buffer[]> {
    const { rows } = await this.db.query<{ digest: Buffer }>(
      'erased-not-in-journal',
      'SELECT digest FROM erased WHERE NOT $1::uuid = ANY (journals) ORDER BY digest LIMIT $2',
      [journal, most],
    );
    return rows.map(({ digest }) => digest);
  }

  async setNoted(digests: readonly Buffer[], journal: string, today: string): Promise<void> {
    await this.db.query(
      'erased-is-in-journal',
      `UPDATE erased SET journals = journals || $2::uuid, noted_on = coalesce(noted_on, $3::date)
       WHERE digest = ANY ($1::bytea[]) AND NOT $2::uuid = ANY (journals)`,
      [digests, journal, today],
    );
  }

  /** Writes the latest anew in the order of the digests, which is none: what was erased together does not lie together. */
  async reshuffle(since: string): Promise<number> {
    const { rowCount } = await this.db.query(
      'reshuffle-erased',
      `WITH lifted AS (DELETE FROM erased WHERE noted_on IS NULL OR noted_on >= $1::date RETURNING digest, noted_on, journals)
       INSERT INTO erased (digest, noted_on, journals) SELECT digest, noted_on, journals FROM lifted ORDER BY digest`,
      [since],
    );
    return rowCount;
  }

  /** No backup is as old any more. */
  async forget(before: string): Promise<number> {
    const { rowCount } = await this.db.query('forget-erased', 'DELETE FROM erased WHERE noted_on < $1::date', [before]);
    return rowCount;
  }
}
