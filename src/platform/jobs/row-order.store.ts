/** Keeps when rows were last written anew, so that neither a start nor a half-day begins with all there are. */
import { Injectable } from '@nestjs/common';
import type { Shuffled } from '../database/row-order.js';
import type { Queryable } from '../queryable.js';
import type { RowOrderRow } from './row-order.row.js';

@Injectable()
export class RowOrderStore {
  /** The half-day of the last run. */
  async latest(owner: Queryable, store: RowOrderRow['store']): Promise<number | null> {
    const { rows } = await owner.query<{ half: number | null }>(
      'latest-row-order',
      'SELECT max(half) AS half FROM row_order WHERE store = $1',
      [store],
    );
    return rows[0]?.half ?? null;
  }

  /** The last run that gathered what was written before the half-day began. */
  async before(owner: Queryable, store: RowOrderRow['store'], half: number): Promise<Shuffled | null> {
    const { rows } = await owner.query<Shuffled>(
      'row-order-before',
      'SELECT began, writers FROM row_order WHERE store = $1 AND half < $2 ORDER BY half DESC LIMIT 1',
      [store, half],
    );
    return rows[0] ?? null;
  }

  /** In place of the half-day's earlier runs. */
  async keep(owner: Queryable, store: RowOrderRow['store'], half: number, run: Shuffled): Promise<void> {
    await owner.query(
      'keep-row-order',
      `INSERT INTO row_order (store, half, began, writers) VALUES ($1, $2, $3, $4)
       ON CONFLICT (store, half) DO UPDATE SET began = EXCLUDED.began, writers = EXCLUDED.writers`,
      [store, half, run.began, run.writers],
    );
    await owner.query('forget-row-order', 'DELETE FROM row_order WHERE store = $1 AND half < $2', [
      store,
      half - DAYS_KEPT,
    ]);
  }
}

/** Half-days: more than there are between two runs of a service that was down for the night. */
const DAYS_KEPT = 28;
