/** Whether a process and those that it started are still there, read from the process table. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

interface Entry {
  readonly pid: number;
  readonly parent: number;
}

export function childrenOf(pid: number): number[] {
  return processTable().flatMap((entry) => (entry.parent === pid ? [entry.pid] : []));
}

/** Children, their children and so on. */
export function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

export function parentOf(pid: number): number | undefined {
  return processTable().find((entry) => entry.pid === pid)?.parent;
}

/** Which of them are still there after at most `patience` milliseconds. */
export async function survivors(pids: readonly number[], patience: number): Promise<number[]> {
  const deadline = performance.now() + patience;
  for (;;) {
    const alive = new Set(processTable().map((entry) => entry.pid));
    const left = pids.filter((pid) => alive.has(pid));
    if (left.length === 0 || performance.now() > deadline) return left;
    await delay(20);
  }
}

/** Without those that have ended and only wait for their parent to notice. Slim images have no `ps`. */
function processTable(): Entry[] {
  const rows = process.platform === 'linux' ? rowsOfProc() : rowsOfPs();
  return rows.filter(([, , state]) => !state?.startsWith('Z')).map(([pid, parent]) => entryOf(pid, parent));
}

function entryOf(pid: string | undefined, parent: string | undefined): Entry {
  return { pid: Number(pid), parent: Number(parent) };
}

function rowsOfPs(): string[][] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return text.split('\n').map((line) => line.trim().split(/\s+/));
}

function rowsOfProc(): string[][] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // "pid (name, which may contain anything) state parent …"
        const [state = '', parent = ''] =
          readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        return [[pid, parent, state]];
      } catch {
        return []; // Ended since the folder was read.
      }
    });
}
