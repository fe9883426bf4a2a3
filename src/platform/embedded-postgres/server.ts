/** A server counts as started when it says itself that it is ready, on a port that was free a moment ago. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type GuardedServer, startUnderGuard } from './guard.js';
import { readPostmasterNote } from './leftover.js';
import type { Place } from './place.js';

const MOST_TRIES = 5;
const READY_MS = 120_000; // Recovery after a crash replays at most a gigabyte of log.
const MOST_LINES = 20;
/** What another try may cure: somebody took the port, or the last server's sessions are still ending. */
const PASSING = /could not create any TCP\/IP sockets|is still in use/;

export async function startServer(
  place: Place,
  binaries: string,
  settings: readonly string[],
  log: (line: string) => void,
): Promise<GuardedServer & { readonly port: number }> {
  const data = join(place.folder, 'data');
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const said: string[] = [];
    const command = [join(binaries, 'bin', 'postgres'), '-D', data, ...settings, '-c', `port=${port}`];
    const server = await startUnderGuard(command, place.account, (line) => {
      if (said.length < MOST_LINES) said.push(line);
      log(line);
    });
    if (await isReady(server, data)) return { ...server, port };
    await server.stop();
    if (attempt === MOST_TRIES || !said.some((line) => PASSING.test(line))) {
      throw new Error(`PostgreSQL did not start (${await server.gone}): ${said.join(' ')}`);
    }
    await delay(200);
  }
}

async function isReady(server: GuardedServer, data: string): Promise<boolean> {
  let gone = false;
  void server.gone.then(() => {
    gone = true;
  });
  const deadline = performance.now() + READY_MS;
  while (!gone && performance.now() < deadline) {
    const note = await readPostmasterNote(data);
    // A note with another process id is older than this server.
    if (note?.pid === server.pid && note.ready) return true;
    await delay(10);
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}
