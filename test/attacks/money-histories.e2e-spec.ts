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
import { History } from './money/history.js';
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
import { progress, report, tries } from './scale.js';

const HISTORIES = tries({ short: 40, full: 10_000 });
/** Drawn together. People sign in anew for the next: their sessions are not for ever. */
const DRAWN = tries({ short: 40, full: 100 });
/** So many of them are under way, with funds and requests of their own, and one partner's accounts between them. */
const AT_ONCE = 25;
/** A home has so many pledges at most, and is told of each. */
const OF_THE_SAME_HOME = 5;

jest.setTimeout(tries({ short: 120_000, full: 7_200_000 }));

const databases = `histories_${randomUUID().replaceAll('-', '')}`;
let proxy: CuttingProxy;
let looking: Pool;
let world: World;
let calls: BreakingCalls;
let played = 0;
let steps = 0;

beforeAll(async () => {
  const url = await copyTemplateDatabases(databases);
  proxy = await CuttingProxy.before(url);
  looking = new Pool({ connectionString: url, max: 10 });
  world = await World.open({ DATABASE_URL: proxy.through(url), DATABASE_POOL: '20', LOG_LEVEL: 'error' });
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
async function begin(count: number): Promise<History[]> {
  const coordinators = [await aCoordinator(world), await aCoordinator(world)] as const;
  const [first] = coordinators;
  await does(world, first, 'setSecondAbove', { above: { minor: SECOND_ABOVE, currency: 'USD' } });
  world.logLines.length = 0;
  const begun: History[] = [];
  while (begun.length < count) {
    const people = { coordinators, home: await aVouchedHome(world, { vouchedBy: first }) };
    const one = async () => {
      const fundId = await aFund(world, first, { reserve: RESERVE });
      const request = await aMoneyRequest(world, { amount: { minor: ASKED_FOR, currency: 'USD' } });
      return new History(calls, looking, people, fundId, request);
    };
    begun.push(...(await Promise.all(Array.from({ length: OF_THE_SAME_HOME }, one))));
  }
  return begun;
}

/** Each as soon as another has come to its end; what went wrong in the first that did. */
async function play(drawn: readonly Iterable<fc.AsyncCommand<Model, History>>[]): Promise<void> {
  const begun = await begin(drawn.length);
  let next = 0;
  const wrong: unknown[] = [];
  const player = async () => {
    while (next < drawn.length && wrong.length === 0) {
      const [commands, history] = [drawn[next] as (typeof drawn)[number], begun[next] as History];
      next += 1;
      await fc
        .asyncModelRun(() => ({ model: { state: NOTHING }, real: history }), commands)
        .catch((error: unknown) => wrong.push(error));
      played += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, player));
  await proxy.settled();
  if (wrong.length > 0) throw wrong[0];
  progress('money-histories', played, HISTORIES);
}

it('one that meets every rule comes to the same as the reference', async () => {
  const step = (name: StepName, amount: number, at = 0, who: What['who'] = 0) =>
    new Step(name, { at, amount, who }, null);
  await play([
    [
      ...[step('pledge', 10_000), step('receive', 10_000), step('pledge', 5_000), step('receive', 5_001, 1)],
      // A reference of before.
      step('receive', 4),
      // A second coordinator gives back.
      step('giveBack', 9_001),
      // A second coordinator pays.
      ...[step('allocate', 9_500), step('pay', 9_500), step('pay', 9_500, 0, 1)],
      // The reserve, what the fund has, and what the home gave.
      ...[step('allocate', 5_000), step('giveBack', 6_000), step('giveBack', 5_100, 1), step('giveBack', 1_001, 1)],
      ...[step('allocate', 3_000, 0, 1), step('unwanted', 1, 1), step('unwanted', 1, 1), step('notArrived', 1)],
      ...[step('pledge', 700), step('cancel', 1, 2), step('cancel', 1, 2)],
    ],
  ]);
});

it('come to the same as the reference, step by step, and the ledger balances', async () => {
  const amounts = fc.integer({ min: 1, max: 12_000 });
  const broken = fc.option(
    fc.record({ at: fc.nat(30), cut: fc.constantFrom(...cuts), isCrash: fc.nat(24).map((its) => its === 0) }),
    { freq: 3 },
  );
  const whats = fc.record({ at: fc.nat(9), amount: amounts, who: fc.constantFrom(0 as const, 1 as const) });
  const step = (name: StepName) => fc.tuple(whats, broken).map(([what, its]) => new Step(name, what, its));
  // What brings money in comes more often: without it there is little to refuse.
  const often: readonly StepName[] = ['pledge', 'receive', 'receive', 'giveBack', 'allocate', 'allocate', 'pay'];
  const history = fc.commands([...stepNames, ...often].map(step), { maxCommands: 24, size: 'max' });
  const together = fc.array(history, { minLength: DRAWN, maxLength: DRAWN });
  await fc.assert(fc.asyncProperty(together, play), { numRuns: Math.ceil(HISTORIES / DRAWN), endOnFailure: true });
  expect(await faults(world)).toEqual([]);
  const { lines, everything } = proxy.cutSoFar;
  report('money-histories', { histories: played, steps, ...calls.counted, 'lines cut': lines, crashes: everything });
});
