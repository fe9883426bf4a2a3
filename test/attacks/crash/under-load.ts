/** Several operations at once, of people who have nothing to do with each other, and something that happens in the middle of them. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Attempt, Told } from './attempt.js';
import { operations, prepare } from './attempts.js';
import type { CrashWorld } from './crash-world.js';
import type { ServiceProcess } from './service-process.js';
import type { Broken, Tally } from './tally.js';
import { codeOf } from './told.js';

/** What a client may be told when the database went away under its call. Anything else would be a word about its request, and a lie. */
const MAY_BE_TOLD: readonly (string | null)[] = [null, 'INTERNAL_SERVER_ERROR', 'KEYS_UNREACHABLE'];

interface Load {
  readonly where: string;
  /** How many calls. */
  readonly count: number;
  /** Before the first of them. */
  readonly before?: () => Promise<unknown>;
  /** So many milliseconds after they began. */
  readonly afterMs?: number;
  readonly happens?: () => Promise<unknown>;
}

export async function underLoad(
  crash: CrashWorld,
  service: ServiceProcess,
  tally: Tally,
  its: Load,
): Promise<{ broken: Broken[]; tookMs: number }> {
  const prepared = [];
  for (let at = 0; at < its.count; at += 1) {
    const operation = operations[at % operations.length] ?? 'claimRequest';
    prepared.push({ operation, attempt: await prepare(crash.world, operation) });
  }
  await its.before?.();
  const began = performance.now();
  const calls = prepared.map(({ attempt }) => callOf(service, attempt));
  await delay(its.afterMs ?? 0);
  await its.happens?.();
  const answers = await Promise.all(calls);
  const tookMs = performance.now() - began;
  const broken = prepared.map((one, at) => {
    const answer = answers[at] ?? null;
    if (!answer) tally.note(`${one.operation} while ${its.where}`, ['the service did not answer']);
    else if (!MAY_BE_TOLD.includes(codeOf(answer)))
      tally.note(`${one.operation} while ${its.where}`, [`told ${codeOf(answer)}`]);
    return { ...one, where: its.where, outcome: { answer, passed: [] } };
  });
  return { broken, tookMs };
}

function callOf(service: ServiceProcess, { document, variables, caller }: Attempt): Promise<Told | null> {
  return service.call<Told['data']>(document, variables, caller).catch(() => null);
}

/** Whether it calls itself ready again, by itself, before long. */
export async function isReadyAgain(service: ServiceProcess): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await service.isReady()) return true;
    await delay(100);
  }
  return false;
}
