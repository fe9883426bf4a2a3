/** A server in a process of its own, which says where it listens and how much processor time it has used. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onCore } from './own-core.js';

export interface Usage {
  /** User and system time of all of its threads. */
  readonly cpuMs: number;
  /** Bytes, of all and of what V8 keeps objects in. */
  readonly rss: number;
  readonly heapUsed: number;
}

export interface ServerProcess {
  /** Without a path. */
  readonly url: string;
  readonly pid: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const ADDRESS = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/;
const READY_WITHIN_MS = 30_000;

/** `script` prints an address on loopback when it is ready; `flags` are those of Node; `core` is the one that it runs on, if it has its own. */
export async function startServer(
  script: string,
  flags: readonly string[],
  environment: Readonly<Record<string, string>>,
  core: number | null = null,
): Promise<ServerProcess> {
  const hook = join(import.meta.dirname, 'report-usage.js');
  const nodeOptions = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean);
  const command = onCore(core, process.execPath, [...flags, ...nodeOptions, '--import', hook, script]);
  const child = spawn(...command, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await addressOf(child);
  return {
    ...{ url, pid: child.pid ?? 0 },
    async usage() {
      const answer = once(child, 'message');
      child.send('usage');
      const [usage] = await answer;
      return usage as Usage; // What report-usage.js sends.
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the output of a server is not piped');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a server did not become ready')), READY_WITHIN_MS);
    child.once('exit', (code) => reject(new Error(`a server ended with ${code} before it was ready`)));
    // Read to the end, or a full pipe would stop the server.
    lines.on('line', (line) => {
      const port = ADDRESS.exec(line)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
