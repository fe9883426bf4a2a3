/** Histories of money, drawn at random, several at once, with connections that break and calls that come again: the ledger says at each step what the reference says. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Pool } from 'pg';
import { aMoneyRequest } from '../world/families.js';
import { aFund, does, faults } from '../world/money.js';
import { aCoordinator, aVouchedHome } from '../world/people.js';
import { copyTemplateDatabases, dropDatabases } from '../world/template-database.js';
import { World } from '../world/world.js';
import { CuttingProxy, cuts } from './crash/cutting-proxy.js';
import { BreakingCalls, type Broken } from './money/breaking-calls.js';
import { History, type People } from './money/history.js';
import {
  ASKED_FOR,
  NOTHING,
  REFERENCE,
  RESERVE,
  SECOND_ABOVE,
  type State,
  type StepName,
  stepNames,
  type What,
  wanted,
} from './money/reference.js';
import { report, tries } from './scale.js';

const HISTORIES = tries({ short: 40, full: 10_000 });
/** With funds and requests of their own, and one partner's accounts between them. */
const AT_ONCE = 20;
/** People sign in anew after so many: their sessions are not for ever. */
const OF_THE_SAME_PEOPLE = 100;
const OF_THE_SAME_HOME = 5;

jest.setTimeout(tries({ short: 120_000, full: 7_200_000 }));

const databases = `histories_${randomUUID().replaceAll('-', '')}`;
let proxy: CuttingProxy;
let looking: Pool;
let world: World;
let calls: BreakingCalls;
let people: People;
let played = 0;
let steps = 0;

beforeAll(async () => {
  const url = await copyTemplateDatabases(databases);
  proxy = await CuttingProxy.before(url);
  looking = new Pool({ connectionString: url, max: AT_ONCE });
  world = await World.open({ DATABASE_URL: proxy.through(url), LOG_LEVEL: 'error' });
  calls = new BreakingCalls(world, proxy);
});
afterAll(async () => {
  await world?.close();
  await looking?.end();
  await proxy?.close();
  await dropDatabases(databases);
});

/** The state, as fast-check wants it: something that commands change. */
interface Model {
  state: State;
}

class Step implements fc.AsyncCommand<Model, History> {
  constructor(
    private readonly name: StepName,
    private readonly its: What,
    private readonly broken: Broken | null,
  ) {}

  check = () => true;

  async run(model: Model, history: History): Promise<void> {
    const count = history.countFor(this.name);
    if (count === 0) return;
    // Of those that there are, so that most steps have something to do.
    const what = { ...this.its, at: this.its.at % count };
    const expected = REFERENCE[this.name](model.state, what);
    const told = await history.take(this.name, what, this.broken);
    steps += 1;
    // Why it was refused is for who has to look for it.
    const { code = null } = told;
    const taken = code === null || code === 'KEY_ANSWER_LOST';
    const step = this.toString();
    expect({ step, code, taken }).toEqual({ step, code, taken: expected !== null });
    model.state = expected ?? model.state;
    const { fund, pledges, claims } = model.state;
    expect({ step, ...(await history.stands()) }).toEqual({
      ...{ step, fund },
      open: pledges.map(({ open }) => open),
      given: pledges.map(({ given }) => given),
      aside: claims.reduce((all, { aside }) => all + aside, 0),
      held: ASKED_FOR - wanted(model.state),
    });
  }

  toString = () =>
    `${this.name} ${Object.values(this.its).join(' ')}${this.broken ? ` broken ${Object.values(this.broken).join(' ')}` : ''}`;
}

/** Before anything breaks. */
async function begin(): Promise<History> {
  if (played % OF_THE_SAME_PEOPLE === 0) {
    const coordinators = [await aCoordinator(world), await aCoordinator(world)] as const;
    people = { coordinators, home: await aVouchedHome(world, { vouchedBy: coordinators[0] }) };
    await does(world, coordinators[0], 'setSecondAbove', { above: { minor: SECOND_ABOVE, currency: 'USD' } });
    world.logLines.length = 0;
  }
  played += 1;
  // A home has so many pledges at most, and this one is told of each.
  if (played % OF_THE_SAME_HOME === 0)
    people = { ...people, home: await aVouchedHome(world, { vouchedBy: people.coordinators[0] }) };
  const fundId = await aFund(world, people.coordinators[0], { reserve: RESERVE });
  const request = await aMoneyRequest(world, { amount: { minor: ASKED_FOR, currency: 'USD' } });
  return new History(calls, looking, people, fundId, request);
}

it('come to the same as the reference, step by step, and the ledger balances', async () => {
  const amounts = fc.integer({ min: 1, max: 12_000 });
  const broken = fc.option(
    fc.record({ at: fc.nat(30), cut: fc.constantFrom(...cuts), isCrash: fc.nat(9).map((its) => its === 0) }),
    { freq: 3 },
  );
  const whats = fc.record({ at: fc.nat(9), amount: amounts, who: fc.constantFrom(0 as const, 1 as const) });
  const step = (name: StepName) => fc.tuple(whats, broken).map(([what, its]) => new Step(name, what, its));
  // What brings money in comes more often: without it there is little to refuse.
  const often: readonly StepName[] = ['pledge', 'receive', 'receive', 'allocate', 'allocate', 'pay'];
  const history = fc.commands([...stepNames, ...often].map(step), { maxCommands: 24, size: 'max' });
  const atOnce = fc.array(history, { minLength: AT_ONCE, maxLength: AT_ONCE });
  await fc.assert(
    fc.asyncProperty(atOnce, async (drawn) => {
      const begun: History[] = [];
      for (const _ of drawn) begun.push(await begin());
      const ends = await Promise.allSettled(
        drawn.map((commands, at) =>
          fc.asyncModelRun(() => ({ model: { state: NOTHING }, real: begun[at] as History }), commands),
        ),
      );
      await proxy.settled();
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    }),
    { numRuns: Math.ceil(HISTORIES / AT_ONCE), endOnFailure: true },
  );
  expect(await faults(world)).toEqual([]);
  const { lines, everything } = proxy.cutSoFar;
  report('money-histories', { histories: played, steps, ...calls.counted, 'lines cut': lines, crashes: everything });
});
