/** Who waits for a lock in the database of a world: for races whose order a test decides. */
import { setTimeout as delay } from 'node:timers/promises';
import type { World } from './world.js';

const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Until so many statements wait: soon, or not at all. */
export async function soManyWait(world: World, many: number): Promise<void> {
  const { database } = world.instance.owner;
  const until = Date.now() + 5_000;
  while ((await database.query('who-waits', WAITING)).rowCount < many) {
    if (Date.now() > until) throw new Error(`there are not ${many} who wait`);
    await delay(20);
  }
}
