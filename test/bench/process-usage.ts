/** What a process has spent so far, as Linux keeps it. */
import { readFile } from 'node:fs/promises';

const TICKS_A_SECOND = 100;

export interface Spent {
  readonly processorSeconds: number;
  /** Its largest resident set. */
  readonly peakMb: number;
}

/** Null once it is gone. */
export async function spentBy(pid: number): Promise<Spent | null> {
  const [status, stat] = await Promise.all(
    ['status', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
  );
  const peak = /VmHWM:\s+(\d+) kB/.exec(status ?? '')?.[1];
  // After the name in brackets, which may hold anything: user time is the twelfth, system time the thirteenth.
  const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ');
  if (peak === undefined) return null;
  return { peakMb: Number(peak) / 1_000, processorSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND };
}
