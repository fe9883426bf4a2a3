/** Processor time of a PostgreSQL server, which other work on the machine does not make longer as it does the time by the clock. */
import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { descendantsOf } from '../world/processes.js';

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds, user and system, of the server and of all processes that it has and had; null where there is no /proc. */
export async function serverProcessorMs(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  try {
    const { parent } = await statOf(rows[0]?.pid ?? 0);
    const all = await Promise.all([parent, ...descendantsOf(parent)].map(statOf));
    return all.reduce((sum, { own, ended }) => sum + own + ended, 0);
  } catch {
    return null;
  }
}

/** `ended`: of its children that are gone. */
async function statOf(pid: number): Promise<{ parent: number; own: number; ended: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name, which may hold anything: state, parent, and so on.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (index: number) => fields[index] ?? 0;
  return { parent: at(1), own: (at(11) + at(12)) * TICK_MS, ended: (at(13) + at(14)) * TICK_MS };
}
