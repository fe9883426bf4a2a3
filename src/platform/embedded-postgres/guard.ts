/** PostgreSQL runs under a small shell that stops it when we go: a planned stop and our sudden death take the same path. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Account, asAccount } from './account.js';

export interface GuardedServer {
  /** PostgreSQL's own process id. */
  readonly pid: number;
  /** Resolves, with a reason in words, when the server is gone, whoever ended it. */
  readonly gone: Promise<string>;
  /** A fast shutdown: sessions are ended, what was committed is on disk. Resolves when the server is gone. */
  stop(): Promise<void>;
}

/**
 * Descriptor 3 is a pipe that only we hold. When it closes, the reader stops PostgreSQL with SIGINT (fast shutdown).
 * The guard says PostgreSQL's process id, then keeps nothing open that we wait for, and ends with PostgreSQL's exit code.
 */
const GUARD = `
"$@" 3<&- >&2 & server=$!
trap "" INT TERM HUP
echo "$server"
exec >/dev/null 2>&1
{ read -r line <&3; kill -INT "$server"; } & reader=$!
wait "$server"; code=$?
kill -KILL "$reader"
exit "$code"
`;

const FAST_SHUTDOWN_MS = 20_000;

/** In a session of its own (`detached`), so that Ctrl-C in our terminal does not stop it before the calls in flight end. */
export async function startUnderGuard(
  command: readonly string[],
  account: Account | null,
  log: (line: string) => void,
): Promise<GuardedServer> {
  const shell = spawn('/bin/sh', ['-c', GUARD, 'guard', ...command], {
    ...asAccount(account),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<string>((resolve) => {
    shell.once('error', (error) => resolve(error.message));
    // Not `exit`: PostgreSQL holds the standard error, so this waits for the server itself, and for its last line.
    shell.once('close', (code, signal) => resolve(endInWords(code, signal)));
  });
  const { stdout, stderr } = shell;
  const pipe = shell.stdio[3];
  if (!stdout || !stderr || !pipe) throw new Error(`PostgreSQL's guard did not start: ${await gone}.`);
  createInterface({ input: stderr }).on('line', log);
  pipe.on('error', () => {}); // Closed from the other side: what follows is the shell's end, told above.
  // Also when somebody killed the guard itself: its reader lives on, and stops PostgreSQL.
  shell.once('exit', () => pipe.destroy());

  const pid = Number(await Promise.race([firstLine(stdout), gone]));
  if (Number.isNaN(pid)) throw new Error(`PostgreSQL's guard did not start: ${await gone}.`);
  const stop = async () => {
    pipe.destroy();
    const impatience = setTimeout(() => shutDownAtOnce(pid), FAST_SHUTDOWN_MS);
    await gone;
    clearTimeout(impatience);
  };
  return { pid, gone, stop };
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: stream }).once('line', resolve);
  });
}

/** The next start recovers from it. */
function shutDownAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // Gone this very moment.
  }
}

/** A shell tells a child's death by signal as 128 and the signal's number. */
function endInWords(code: number | null, signal: NodeJS.Signals | null): string {
  if (code === null) return `its guard was ended by ${signal}`;
  return code > 128 ? `ended by signal ${code - 128}` : `exit code ${code}`;
}
