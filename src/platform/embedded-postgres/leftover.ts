/** A server that its process left behind is stopped, and a note of one that is gone is removed, before a new one starts. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './account.js';

export interface PostmasterNote {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/** What the server in `data` says of itself in `postmaster.pid`: its process id in line 1, its port in line 4, its state in line 8. */
export async function readPostmasterNote(data: string): Promise<PostmasterNote | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
}

/** Call under the lock: it proves that the process which started the server found here is gone. */
export async function clearLeftover(data: string, log: (line: string) => void): Promise<void> {
  const note = await readPostmasterNote(data);
  if (!note) return;
  if (await isServerOf(data, note.pid)) {
    log(`Stopping the database server that was left behind (process ${note.pid}).`);
    const stopped =
      (await stops(data, note.pid, 'SIGINT', FAST_SHUTDOWN_MS)) ||
      (await stops(data, note.pid, 'SIGQUIT', IMMEDIATE_SHUTDOWN_MS));
    if (!stopped) throw new Error(`Process ${note.pid}, a database server left behind, does not stop: end it by hand.`);
  }
  // PostgreSQL takes any process with that id for its own, and refuses to start beside it.
  await rm(join(data, 'postmaster.pid'), { force: true });
}

async function stops(data: string, pid: number, signal: NodeJS.Signals, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended by itself.
  }
  while (await isServerOf(data, pid)) {
    if (performance.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

/** By its command line: process ids come round again. A process that has ended but was not waited for has none. */
async function isServerOf(data: string, pid: number): Promise<boolean> {
  const command =
    process.platform === 'linux'
      ? (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
      : (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)], null)).stdout;
  return command.includes(`-D ${data} `);
}
