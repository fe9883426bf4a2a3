/** Reads and writes which homes are counted on the map, and the counts that are published. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';
import type { TextPlace } from '../../sealing/listing-key.js';

export interface HomeOnMap {
  /** Null while it is hidden. */
  readonly cellBox: Buffer | null;
  /** YYYY-MM-DD */
  readonly namedOn: string;
}

export interface MapCount {
  readonly cell: string;
  readonly homes: number;
}

export function mapPlace(homeId: string): TextPlace {
  return { table: 'map_home', column: 'cell_box', rowId: homeId };
}

@Injectable()
export class MapStore {
  /** Null when it never was on the map, or hid long ago. */
  async find(db: Queryable, homeId: string): Promise<HomeOnMap | null> {
    const { rows } = await db.query<HomeOnMap>(
      'map-home',
      'SELECT cell_box AS "cellBox", named_on::text AS "namedOn" FROM map_home WHERE home_id = $1',
      [homeId],
    );
    return rows[0] ?? null;
  }

  /** Others that show or hide the same home wait here, if it is known at all. */
  async lock(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('lock-map-home', 'SELECT FROM map_home WHERE home_id = $1 FOR UPDATE', [homeId]);
  }

  async show(tx: Queryable, homeId: string, cellBox: Buffer, today: string): Promise<void> {
    await tx.query(
      'show-map-home',
      `INSERT INTO map_home (home_id, cell_box, named_on) VALUES ($1, $2, $3::date)
       ON CONFLICT (home_id) DO UPDATE SET cell_box = EXCLUDED.cell_box, named_on = EXCLUDED.named_on`,
      [homeId, cellBox, today],
    );
  }

  /** False when it is hidden already. The day stays: another place may be named as long after it as before. */
  async hide(tx: Queryable, homeId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'hide-map-home',
      'UPDATE map_home SET cell_box = NULL WHERE home_id = $1 AND cell_box IS NOT NULL',
      [homeId],
    );
    return rowCount === 1;
  }

  async forget(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('forget-map-home', 'DELETE FROM map_home WHERE home_id = $1', [homeId]);
  }

  /** Those that hid, and may name another place again: nothing of them need be known. */
  async forgetHidden(tx: Queryable, until: string): Promise<number> {
    const { rowCount } = await tx.query(
      'forget-hidden-map-homes',
      'DELETE FROM map_home WHERE cell_box IS NULL AND named_on <= $1::date',
      [until],
    );
    return rowCount;
  }

  /** Whoever counts waits here for whoever counts already; nobody who reads does. */
  async alone(tx: Queryable): Promise<void> {
    await tx.query('lock-map-counts', 'LOCK TABLE map_count IN SHARE ROW EXCLUSIVE MODE');
  }

  /** Open, not paused, and vouched for. */
  async counted(tx: Queryable): Promise<readonly { homeId: string; cellBox: Buffer }[]> {
    const { rows } = await tx.query<{ homeId: string; cellBox: Buffer }>(
      'counted-map-homes',
      `SELECT m.home_id AS "homeId", m.cell_box AS "cellBox" FROM map_home m JOIN home h ON h.id = m.home_id
       WHERE m.cell_box IS NOT NULL AND h.closed_at IS NULL AND h.paused_at IS NULL AND h.tier <> 'NEW'`,
    );
    return rows;
  }

  async published(tx: Queryable): Promise<readonly MapCount[]> {
    return (await tx.query<MapCount>('map-counts', 'SELECT cell, homes FROM map_count')).rows;
  }

  async takeBack(tx: Queryable, cells: readonly string[]): Promise<void> {
    await tx.query('take-back-map-counts', 'DELETE FROM map_count WHERE cell = ANY ($1::text[])', [cells]);
  }

  /** Returns how many rows went and came. */
  async publish(tx: Queryable, counts: readonly MapCount[]): Promise<number> {
    const gone = await tx.query('delete-map-counts', 'DELETE FROM map_count');
    const made = await tx.query(
      'insert-map-counts',
      'INSERT INTO map_count (cell, homes) SELECT * FROM unnest($1::text[], $2::integer[])',
      [counts.map(({ cell }) => cell), counts.map(({ homes }) => homes)],
    );
    return gone.rowCount + made.rowCount;
  }

  /** True for the one caller that counts today. The first one ever that counts anything of the movement begins with `since`. */
  async begin(tx: Queryable, since: string, today: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'begin-map-counts',
      `INSERT INTO movement_mark (tallied_until, map_counted_on) VALUES ($1::date, $2::date)
       ON CONFLICT (single) DO UPDATE SET map_counted_on = EXCLUDED.map_counted_on
       WHERE movement_mark.map_counted_on IS NULL OR movement_mark.map_counted_on < EXCLUDED.map_counted_on`,
      [since, today],
    );
    return rowCount === 1;
  }

  /** Null: of all regions. The coarser cells first. */
  async within(db: Queryable, cells: readonly string[] | null): Promise<readonly (MapCount & { takenOn: string })[]> {
    const { rows } = await db.query<MapCount & { takenOn: string }>(
      cells ? 'map-counts-within' : 'map-counts-of-regions',
      `SELECT c.cell, c.homes, m.map_counted_on::text AS "takenOn" FROM map_count c CROSS JOIN movement_mark m
       WHERE ${cells ? 'c.cell = ANY ($1::text[])' : "substr(c.cell, 2, 1) = '2'"} ORDER BY substr(c.cell, 2, 1), c.cell`,
      cells ? [cells] : [],
    );
    return rows;
  }
}
