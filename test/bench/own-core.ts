/** A processor core that the measured server has for itself, as it has where it is deployed: PostgreSQL and those who ask are on the others. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface OwnCore {
  /** Its number; null where there is one core only, or no `taskset` (util-linux): then all share what there is. */
  readonly core: number | null;
  /** This process goes on all of its cores again. */
  release(): Promise<void>;
}

const SHARED: OwnCore = { core: null, release: async () => undefined };

/** This process, and whatever it starts from now on, leaves the last of its cores alone. */
export async function setCoreAside(): Promise<OwnCore> {
  const all = await coresOfThisProcess();
  const last = all.at(-1);
  if (last === undefined || all.length < 2) return SHARED;
  try {
    await stayOn(all.slice(0, -1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return SHARED;
    throw error;
  }
  return { core: last, release: () => stayOn(all) };
}

/** The command that starts a program on that core. */
export function onCore(core: number | null, program: string, parameters: readonly string[]): [string, string[]] {
  return core === null ? [program, [...parameters]] : ['taskset', ['-c', String(core), program, ...parameters]];
}

/** All of its threads. */
async function stayOn(cores: readonly number[]): Promise<void> {
  await promisify(execFile)('taskset', ['-acp', cores.join(), String(process.pid)]);
}

/** As Linux tells them, such as 0-3,6; none elsewhere. */
async function coresOfThisProcess(): Promise<readonly number[]> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const ranges = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1]?.split(',') ?? [];
  return ranges.flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
