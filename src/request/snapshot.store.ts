/** Writes and reads the snapshots that the public and the areas of requests rest on: whole, and never oftener than their term. */
import { Injectable } from '@nestjs/common';
import type { HelpKind } from '../kernel/help.js';
import type { NeedCount } from '../place/publishable-needs.js';
import type { Queryable } from '../platform/queryable.js';

export type SnapshotName = 'NEEDS' | 'CELLS' | 'UNMET';

export interface AreaNeed extends NeedCount {
  /** A date, YYYY-MM-DD. */
  readonly takenOn: string;
}

@Injectable()
export class SnapshotStore {
  /** True for the one caller that takes the snapshot of this term: its last one is at least `days` old. Others wait, then hear no. */
  async begin(tx: Queryable, name: SnapshotName, today: string, days: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      'begin-snapshot',
      `INSERT INTO snapshot (name, taken_on) VALUES ($1, $2::date)
       ON CONFLICT (name) DO UPDATE SET taken_on = EXCLUDED.taken_on WHERE snapshot.taken_on <= EXCLUDED.taken_on - $3::integer`,
      [name, today, days],
    );
    return rowCount === 1;
  }

  /** Listed requests by the cell that is published of them. `canaries`: no requests of anybody. */
  async countListed(db: Queryable, canaries: string, now: Date): Promise<readonly NeedCount[]> {
    const { rows } = await db.query<NeedCount>(
      'count-listed-requests',
      `SELECT published_cell AS cell, kind, count(*)::integer AS count FROM request
       WHERE listed AND expires_at > $1 AND id <> ALL ($2::uuid[]) GROUP BY published_cell, kind`,
      [now, canaries],
    );
    return rows;
  }

  /** As they were published last. */
  async allNeeds(db: Queryable): Promise<readonly NeedCount[]> {
    const { rows } = await db.query<NeedCount>(
      'all-area-needs',
      'SELECT cell, kind, open_requests AS count FROM area_need',
    );
    return rows;
  }

  /** Those in which enough families asked, by the weekly snapshot. */
  async publishableCells(db: Queryable): Promise<ReadonlySet<string>> {
    const { rows } = await db.query<{ cell: string }>('all-publishable-cells', 'SELECT cell FROM publishable_cell');
    return new Set(rows.map(({ cell }) => cell));
  }

  /** Returns how many rows the snapshot lost and gained. */
  async replaceNeeds(tx: Queryable, needs: readonly NeedCount[]): Promise<number> {
    const gone = await tx.query('delete-area-needs', 'DELETE FROM area_need');
    const made = await tx.query(
      'insert-area-needs',
      `INSERT INTO area_need (cell, kind, open_requests)
       SELECT * FROM unnest($1::text[], $2::help_kind[], $3::integer[])`,
      [needs.map(({ cell }) => cell), needs.map(({ kind }) => kind), needs.map(({ count }) => count)],
    );
    return gone.rowCount + made.rowCount;
  }

  /** Those of the given cells, or of all of resolution 2; of one kind, or of every kind. The largest first. */
  async findNeeds(db: Queryable, cells: readonly string[] | null, kind: HelpKind | null): Promise<readonly AreaNeed[]> {
    const { rows } = cells
      ? await db.query<AreaNeed>(
          'area-needs-within',
          `SELECT n.cell, n.kind, n.open_requests AS count, s.taken_on::text AS "takenOn"
           FROM area_need n JOIN snapshot s ON s.name = 'NEEDS'
           WHERE n.cell = ANY ($1::text[]) AND ($2::help_kind IS NULL OR n.kind = $2)
           ORDER BY substr(n.cell, 2, 1), n.open_requests DESC, n.cell, n.kind`,
          [cells, kind],
        )
      : await db.query<AreaNeed>(
          'area-needs-of-regions',
          `SELECT n.cell, n.kind, n.open_requests AS count, s.taken_on::text AS "takenOn"
           FROM area_need n JOIN snapshot s ON s.name = 'NEEDS'
           WHERE substr(n.cell, 2, 1) = '2' AND ($1::help_kind IS NULL OR n.kind = $1)
           ORDER BY n.open_requests DESC, n.cell, n.kind`,
          [kind],
        );
    return rows;
  }

  /** Puts the cells in which the epoch has at least `least` different families in the place of those of last week. */
  async replaceCells(tx: Queryable, epoch: number, least: number, today: string): Promise<number> {
    const gone = await tx.query('delete-publishable-cells', 'DELETE FROM publishable_cell');
    const made = await tx.query(
      'insert-publishable-cells',
      `INSERT INTO publishable_cell (cell, taken_on)
       SELECT cell, $3::date FROM area_presence WHERE epoch = $1 GROUP BY cell HAVING count(*) >= $2`,
      [epoch, least, today],
    );
    return gone.rowCount + made.rowCount;
  }

  /** Writes the tokens of these epochs anew, in an order drawn at random. Who counts a family meanwhile waits. */
  async reshufflePresence(owner: Queryable, epochs: readonly number[]): Promise<number> {
    const { rowCount } = await owner.query(
      'reshuffle-presence',
      `WITH lifted AS (DELETE FROM area_presence WHERE epoch = ANY ($1::integer[]) RETURNING cell, epoch, token)
       INSERT INTO area_presence (cell, epoch, token) SELECT cell, epoch, token FROM lifted ORDER BY gen_random_uuid()`,
      [epochs],
    );
    return rowCount;
  }

  async forgetPresence(tx: Queryable, before: number): Promise<number> {
    return (await tx.query('delete-old-presence', 'DELETE FROM area_presence WHERE epoch < $1', [before])).rowCount;
  }
}
