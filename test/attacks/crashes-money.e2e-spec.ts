/** The process is killed at every await of every operation of money, and the call is sent again under its key: applied once, to the cent, in every book. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { BuiltProgram } from '../world/built-program.js';
import { type CrashWorld, openCrashWorld } from './crash/crash-world.js';
import { instrument } from './crash/instrument.js';
import { AttemptsOfMoney } from './crash/money/attempts-of-money.js';
import { type MoneyOperation, moneyOperations } from './crash/money/operations.js';
import { Stage } from './crash/money/stage.js';
import { spread } from './crash/sample.js';
import { Tally } from './crash/tally.js';
import { Victims } from './crash/victims.js';
import { progress, report, tries } from './scale.js';

/** Runs of each operation shortly; in full, every await that it passes is met, before what it waits for and after it. */
const RUNS = tries({ short: 2, full: 10_000 });
/** Calls that die together, each at an await of its own, and each with a partner of its own. */
const AT_ONCE = tries({ short: moneyOperations.length, full: 25 });
/** Where a transaction begins, works and commits: shortly, this is met before anything else. */
const OF_TRANSACTION = 'platform/database/database#once/';
/** What statements are sent from. */
const STATEMENT = 'platform/database/transaction#query/';

jest.setTimeout(tries({ short: 120_000, full: 7_200_000 }));

let crash: CrashWorld;
let victims: Victims;
const stages: Stage[] = [];
beforeAll(async () => {
  crash = await openCrashWorld({}, BuiltProgram.copyIn);
  await instrument(crash.program.folder);
  victims = new Victims(crash, AT_ONCE);
  victims.ahead(2);
  for (let count = 0; count < AT_ONCE; count += 1) stages.push(await Stage.open(crash.world));
});
afterAll(async () => {
  await victims?.close();
  await crash?.close();
});

interface Planned {
  readonly operation: MoneyOperation;
  readonly stopAt: number;
  readonly where: string;
}

function plan(operation: MoneyOperation, points: readonly string[]): Planned[] {
  const all = points.map((where, at) => ({ operation, stopAt: at + 1, where }));
  if (RUNS >= all.length) return all;
  const most = (its: (where: string) => boolean, count: number) =>
    spread(
      all.filter(({ where }) => its(where)),
      count,
    );
  const ofTransaction = most((where) => where.startsWith(OF_TRANSACTION), Math.ceil(RUNS / 2));
  return [...new Set([...ofTransaction, ...most((where) => where.startsWith(STATEMENT), Math.floor(RUNS / 2))])];
}

/** Of each sweep one at a time: it takes whatever is due, that of others too. */
function inGroups(planned: readonly Planned[]): Planned[][] {
  const groups: Planned[][] = [];
  const isSweep = ({ operation }: Planned) => operation.includes('-');
  for (const its of [...planned.filter(isSweep), ...planned.filter((one) => !isSweep(one))]) {
    const isIn = ({ operation }: Planned) => isSweep(its) && operation === its.operation;
    const group = groups.find((some) => some.length < AT_ONCE && !some.some(isIn));
    if (group) group.push(its);
    else groups.push([its]);
  }
  return groups;
}

const NO_ANSWER = { answer: null, passed: [] };

it('leaves nothing half done, and nothing done twice', async () => {
  const attempts = new AttemptsOfMoney(crash);
  /** Each with a partner of its own. */
  const prepared = async <T extends { readonly operation: MoneyOperation; readonly stopAt: number }>(
    its: readonly T[],
  ) => {
    const all = [];
    for (const [at, one] of its.entries()) {
      all.push({ ...one, attempt: await attempts.prepare(one.operation, stages[at % stages.length] as Stage) });
    }
    return all;
  };
  const undisturbed = await prepared(moneyOperations.map((operation) => ({ operation, stopAt: 0 })));
  const seen = await victims.kill(undisturbed);
  for (const [at, { attempt }] of undisturbed.entries()) await attempt.wasUndisturbed(seen[at] ?? NO_ANSWER);
  const planned = undisturbed.flatMap(({ operation }, at) => plan(operation, seen[at]?.passed ?? []));
  const tally = new Tally(crash);
  let kills = 0;
  let stopped = 0;
  const groups = inGroups(planned);
  for (const group of groups) {
    victims.ahead(2);
    const broken = await prepared(group);
    const fates = await victims.kill(broken);
    kills += 1;
    stopped += fates.filter((fate) => fate.stopped).length;
    await tally.look(broken.map((its, at) => ({ ...its, outcome: fates[at] ?? NO_ANSWER })));
    progress('crashes-money', kills, groups.length);
  }
  report('crashes-money', {
    operations: moneyOperations.length,
    awaits: undisturbed.reduce((sum, _, at) => sum + (seen[at]?.passed.length ?? 0), 0),
    ...(await tally.counts()),
    ...{ kills, 'stopped at their await': stopped },
  });
  expect(tally.violations).toEqual([]);
  expect(stopped).toBeGreaterThan(planned.length * 0.9);
});
