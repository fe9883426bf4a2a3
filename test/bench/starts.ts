/** How long somebody waits after `npm start`: on a new data folder, with the sample, and on one that is there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolder } from '../world/temporary-folder.js';
import { median, rounded } from './table.js';

const ROOT = join(import.meta.dirname, '../..');
const LONGEST_MS = 120_000;

export async function measureStarts(times: number) {
  const first: number[] = [];
  const later: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const folder = await temporaryFolder('start');
    first.push(await start(folder));
    later.push(await start(folder));
    // A database that is about to end may still write.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  const figures = {
    firstSeconds: rounded(median(first)),
    laterSeconds: rounded(median(later)),
    firstOfEach: first.map((its) => rounded(its)),
    laterOfEach: later.map((its) => rounded(its)),
  };
  const row = (name: string, each: readonly number[], bar: number) => [
    ...[name, rounded(median(each)), each.map((its) => rounded(its)).join(' '), `under ${bar} s`],
  ];
  return {
    figures,
    table: {
      title: '`npm start` until /health/ready, packages installed, seconds',
      columns: ['start', 'median', 'each', 'bar'],
      rows: [row('first: new data folder, sample loaded', first, 10), row('later', later, 4)],
    },
  };
}

/** From the command until readiness, the build of `prestart` included; then stopped as Ctrl-C stops it. */
async function start(folder: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    // A group of its own: npm stands between us and the service.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATA_FOLDER: join(folder, 'data'),
      PORT: String(port),
      METRICS_PORT: '0',
      HOST: '127.0.0.1',
    },
  });
  const gone = once(child, 'exit');
  try {
    await untilReady(`http://127.0.0.1:${port}/health/ready`, () => child.exitCode);
    return (performance.now() - startedAt) / 1_000;
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await gone;
    // The shell may be gone before the service that it started.
    while (child.pid !== undefined && livesOn(child.pid)) await delay(20);
  }
}

/** Whether anybody is left in that group of processes. */
function livesOn(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

async function untilReady(url: string, ended: () => number | null): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  while (performance.now() < deadline && ended() === null) {
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await delay(20);
  }
  throw new Error('npm start did not become ready');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
