/** Whoever may read the data folder may speak to the server that another process runs on it. */
import { setTimeout as delay } from 'node:timers/promises';
import { OWNER, SUPERUSER } from './cluster.js';
import { readPostmasterNote } from './leftover.js';
import { dataOfMemory, recallFrom } from './place.js';
import { type EmbeddedPostgres, urlOf } from './start.js';

/** The part of a server that is the same for who started it and for who came later. */
export type RunningPostgres = Pick<EmbeddedPostgres, 'port' | 'ownerUrl' | 'superuserUrl'>;

const READY_MS = 10_000;

/** Null when no server gets ready there in time. Call when the data folder's lock is taken: else it may be a leftover. */
export async function attachToRunning(dataFolder: string): Promise<RunningPostgres | null> {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    const memory = await recallFrom(dataFolder);
    const note = memory && (await readPostmasterNote(dataOfMemory(dataFolder, memory)));
    if (memory && note?.ready) {
      return {
        port: note.port,
        ownerUrl: urlOf(OWNER, memory.ownerPassword, note.port),
        superuserUrl: urlOf(SUPERUSER, memory.superuserPassword, note.port),
      };
    }
    await delay(100);
  }
  return null;
}
