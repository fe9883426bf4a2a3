/** The cells that the weekly snapshot found large enough, and the tokens that it counts. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

@Injectable()
export class PublishableCellStore {
  async finestOf(db: Queryable, cells: readonly string[]): Promise<string | null> {
    const { rows } = await db.query<{ cell: string }>(
      'finest-publishable-cell',
      'SELECT cell FROM publishable_cell WHERE cell = ANY ($1::text[]) ORDER BY substr(cell, 2, 1) DESC LIMIT 1',
      [cells],
    );
    return rows[0]?.cell ?? null;
  }

  /** A family counts once in a cell and an epoch, however often it asks. */
  async countFamily(
    db: Queryable,
    presence: readonly { readonly cell: string; readonly epoch: number; readonly token: Buffer }[],
  ): Promise<void> {
    await db.query(
      'count-family-in-area',
      `INSERT INTO area_presence (cell, epoch, token)
       SELECT cell, epoch, token FROM unnest($1::text[], $2::integer[], $3::bytea[]) AS presence (cell, epoch, token) ON CONFLICT DO NOTHING`,
      [presence.map(({ cell }) => cell), presence.map(({ epoch }) => epoch), presence.map(({ token }) => token)],
    );
  }
}
