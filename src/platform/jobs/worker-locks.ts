/** A worker lives as long as its connection: the lock that it holds there tells the jobs of the dead from those of the living. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkerUtils } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';

/** Ours among the advisory locks of the database: any number, as long as all processes use the same. */
const CLASS = 731_642;
const WRITTEN_MS = 2_000;

export class WorkerLocks {
  private client: PoolClient | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly utils: WorkerUtils,
  ) {}

  /** Says that the workers of this pool live, until the connection ends. */
  async live(poolId: string): Promise<void> {
    this.client ??= await this.pool.connect();
    await this.client.query('SELECT pg_advisory_lock($1, hashtext($2))', [CLASS, poolId]);
  }

  /** Without this a job of a killed process stays locked for four hours. */
  async freeWhatTheDeadHold(): Promise<void> {
    const { rows } = await this.pool.query<{ worker: string; dead: boolean }>(
      // A lock that is free was nobody's; taken for this statement's transaction only.
      `SELECT locked_by AS worker, pg_try_advisory_xact_lock($1, hashtext(locked_by)) AS dead
       FROM (SELECT DISTINCT locked_by FROM ${this.schema}.jobs WHERE locked_by IS NOT NULL) held`,
      [CLASS],
    );
    const dead = rows.filter((row) => row.dead).map((row) => row.worker);
    if (dead.length > 0) await this.utils.forceUnlockWorkers(dead);
  }

  /** A worker says that it stopped before its last completion is written. */
  async untilWritten(poolId: string): Promise<void> {
    const deadline = performance.now() + WRITTEN_MS;
    while ((await this.holdsAny(poolId)) && performance.now() < deadline) await delay(20);
  }

  async handBack(poolId: string): Promise<void> {
    await this.utils.forceUnlockWorkers([poolId]);
    // The connection goes, and the lock with it.
    this.client?.release(true);
    this.client = null;
  }

  private async holdsAny(poolId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(`SELECT FROM ${this.schema}.jobs WHERE locked_by = $1 LIMIT 1`, [
      poolId,
    ]);
    return (rowCount ?? 0) > 0;
  }
}
