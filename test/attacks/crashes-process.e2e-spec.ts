/** The process is killed at every await of claiming, accepting, opening and erasing: whoever comes next finds it done or not done, and finishes it. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { BuiltProgram } from '../world/built-program.js';
import { type Operation, operations, prepare } from './crash/attempts.js';
import { type CrashWorld, openCrashWorld } from './crash/crash-world.js';
import { instrument } from './crash/instrument.js';
import { WORDS_IN_HAND } from './crash/opening.js';
import { inGroupsOf, spread } from './crash/sample.js';
import { Tally } from './crash/tally.js';
import { Victims } from './crash/victims.js';
import { report, tries } from './scale.js';

/** Runs of each operation at least; in full, every await that it passes is met before and after what it waits for. */
const RUNS = tries({ short: 5, full: 200 });
/** Calls that die together, each at an await of its own: a process takes seconds to start. */
const AT_ONCE = 25;
/** Where a transaction begins, works and commits: whatever else is tried shortly, this is. */
const OF_TRANSACTION = 'platform/database/database#once/';

jest.setTimeout(tries({ short: 120_000, full: 3_600_000 }));

let crash: CrashWorld;
let victims: Victims;
beforeAll(async () => {
  crash = await openCrashWorld({}, BuiltProgram.copyIn);
  await instrument(crash.program.folder);
  victims = new Victims(crash, AT_ONCE);
  victims.ahead(2);
});
afterAll(async () => {
  await victims?.close();
  await crash?.close();
});

const NO_ANSWER = { answer: null, passed: [] };

interface Planned {
  readonly operation: Operation;
  readonly stopAt: number;
  readonly where: string;
}

/** What each operation passes when nothing stops it. */
async function pointsOf(): Promise<ReadonlyMap<Operation, readonly string[]>> {
  const broken = [];
  for (const operation of operations) broken.push({ attempt: await prepare(crash.world, operation), stopAt: 0 });
  const fates = await victims.kill(broken);
  return new Map(operations.map((operation, at) => [operation, fates[at]?.passed ?? []]));
}

function plan(operation: Operation, points: readonly string[]): Planned[] {
  const all = points.map((where, at) => ({ operation, stopAt: at + 1, where }));
  if (RUNS >= 200) return [...all, ...spread(all, Math.max(0, RUNS - all.length))];
  const ofTransaction = all.filter(({ where }) => where.startsWith(OF_TRANSACTION));
  return [...new Set([...spread(ofTransaction, RUNS), ...spread(all, RUNS)])];
}

it('leaves nothing half done, and nothing done twice', async () => {
  const points = await pointsOf();
  expect(points.get('openHandoff')).toContainEqual(expect.stringContaining(WORDS_IN_HAND));
  const planned = operations.flatMap((operation) => plan(operation, points.get(operation) ?? []));
  const tally = new Tally(crash);
  let kills = 0;
  let stopped = 0;
  for (const group of inGroupsOf(AT_ONCE, planned)) {
    victims.ahead(2);
    const prepared = [];
    for (const its of group) prepared.push({ ...its, attempt: await prepare(crash.world, its.operation) });
    const fates = await victims.kill(prepared);
    kills += 1;
    stopped += fates.filter((fate) => fate.stopped).length;
    await tally.look(prepared.map((its, at) => ({ ...its, outcome: fates[at] ?? NO_ANSWER })));
  }
  const awaits = Object.fromEntries(
    operations.map((operation) => [`awaits of ${operation}`, points.get(operation)?.length ?? 0]),
  );
  report('crashes of the process', { ...awaits, ...(await tally.counts()), kills, 'stopped at their await': stopped });
  expect(tally.violations).toEqual([]);
  expect(stopped).toBeGreaterThan(planned.length * 0.9);
});
