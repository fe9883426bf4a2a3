/** What partners list for everybody, trainings and campaigns: the statements that are the same for both. Neither is ever deleted. */
import type { Queryable } from '../platform/queryable.js';

export interface Listed {
  readonly id: string;
  readonly partnerId: string;
  /** Its partner lists it no more. */
  readonly isRetired: boolean;
}

/** `read`: the columns of what is read, of the table as `listed` and its partner as `p`. */
export abstract class ListedByPartners<Read extends Listed> {
  /** To be followed by a condition. */
  protected readonly select: string;

  protected constructor(
    private readonly table: 'training' | 'campaign',
    read: string,
  ) {
    this.select = `SELECT listed.id, listed.partner_id AS "partnerId", p.name AS partner, listed.title, listed.languages,
      listed.listed_on::text AS "listedOn", listed.retired_on IS NOT NULL AS "isRetired", ${read}
      FROM ${table} listed JOIN partner p ON p.id = listed.partner_id`;
  }

  async byIds(db: Queryable, ids: readonly string[]): Promise<Read[]> {
    const { rows } = await db.query<Read>(`${this.table}-by-ids`, `${this.select} WHERE listed.id = ANY ($1::uuid[])`, [
      ids,
    ]);
    return rows;
  }

  /** Null when it is not there, or another partner's. */
  async findOfPartner(db: Queryable, partnerId: string, id: string): Promise<Read | null> {
    const { rows } = await db.query<Read>(
      `${this.table}-of-partner`,
      `${this.select} WHERE listed.id = $1 AND listed.partner_id = $2`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  /** What is not there, or another partner's, is not locked. */
  async lock(tx: Queryable, partnerId: string, id: string): Promise<void> {
    await tx.query(
      `lock-${this.table}`,
      `SELECT FROM ${this.table} WHERE id = $1 AND partner_id = $2 FOR NO KEY UPDATE`,
      [id, partnerId],
    );
  }

  async retire(tx: Queryable, id: string, on: string): Promise<undefined> {
    await tx.query(`retire-${this.table}`, `UPDATE ${this.table} SET retired_on = $2 WHERE id = $1`, [id, on]);
    return undefined;
  }
}

/** A condition: it is said in this base language, or whichever where it is null. */
export function saidIn(language: string): string {
  return `(${language}::text IS NULL OR EXISTS (SELECT FROM unnest(listed.languages) its WHERE split_part(its, '-', 1) = ${language}))`;
}
