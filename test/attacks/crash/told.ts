/** What a client reads in an answer: the code with which it was refused or broke, or the member of the union that it hoped for. */
import { RunSweeps } from '../../../src/platform/jobs/run-sweeps.js';
import type { Json } from '../../world/families.js';
import type { World } from '../../world/world.js';
import type { Call, Told } from './attempt.js';

/** Null when it went through. */
export function codeOf({ data, errors }: Told): string | null {
  const code = errors[0]?.extensions.code ?? (data && Object.values(data)[0]?.['code']) ?? null;
  return code === null ? null : String(code);
}

/** The value of the only mutation. */
export function answerIn({ data }: Told): Json {
  return (data && Object.values(data)[0]) ?? {};
}

export async function send(world: World, { document, variables, caller, sweep }: Call): Promise<Told> {
  if (sweep === undefined) return world.call(document, variables, caller);
  const { rows } = await world.get(RunSweeps).one(sweep, world.clock.now());
  return { status: 200, data: { [sweep]: rows === null ? { code: 'FAILED' } : {} }, errors: [], headers: {} };
}

/** After whatever went wrong, the same call under the same key goes through, replays what went through, or says that its answer is lost. */
export const MAY_BE_TOLD_AGAIN: readonly (string | null)[] = [null, 'KEY_ANSWER_LOST'];
