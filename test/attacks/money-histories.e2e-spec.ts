/** Histories of money, drawn at random, with connections that break and calls that come again: the ledger says at each step what ten lines say. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { aMoneyRequest, type Json, type TestRequest } from '../world/families.js';
import { aFund, faults } from '../world/money.js';
import { aCoordinator, aVouchedHome, type TestCoordinator, type TestHome } from '../world/people.js';
import { copyTemplateDatabases, dropDatabases } from '../world/template-database.js';
import { type Caller, World } from '../world/world.js';
import { type Cut, CuttingProxy, cuts } from './crash/cutting-proxy.js';
import { report, tries } from './scale.js';

const HISTORIES = tries({ short: 25, full: 10_000 });
/** People sign in anew after so many: their sessions are not for ever. */
const OF_THE_SAME_PEOPLE = 100;
/** Dollars, in cents. */
const ASKED_FOR = 20_000;

jest.setTimeout(tries({ short: 120_000, full: 7_200_000 }));

interface State {
  readonly fund: number;
  readonly pledges: readonly { readonly open: number; readonly given: number; readonly over: boolean }[];
  readonly claims: readonly { readonly aside: number; readonly paid: number; readonly over: boolean }[];
}
const NOTHING: State = { fund: 0, pledges: [], claims: [] };
const wanted = ({ claims }: State) => ASKED_FOR - claims.reduce((held, { aside, paid }) => held + aside + paid, 0);
/** The state with another pledge, or claim, in place of the one that is there; null where it is not as it must be. */
function change<Of extends 'pledges' | 'claims'>(
  state: State,
  of: Of,
  at: number,
  may: (its: State[Of][number]) => boolean,
  to: (its: State[Of][number]) => Partial<State[Of][number]>,
  moves: (its: State[Of][number]) => number,
): State | null {
  const its = state[of][at];
  if (!its || !may(its)) return null;
  return { ...state, [of]: state[of].with(at, { ...its, ...to(its) } as never), fund: state.fund + moves(its) };
}

/** The reference: what becomes of a fund, its pledges and the claims on one request. Null: the step is refused. */
const REFERENCE = {
  pledge: (s, _, a) => ({ ...s, pledges: [...s.pledges, { open: a, given: 0, over: false }] }),
  receive: (s, i, a) =>
    change(
      s,
      'pledges',
      i,
      () => true,
      ({ open, given }) => ({ open: Math.max(0, open - a), given: given + a }),
      () => a,
    ),
  giveBack: (s, i, a) =>
    change(
      s,
      'pledges',
      i,
      ({ given }) => a <= Math.min(given, s.fund),
      ({ given }) => ({ given: given - a }),
      () => -a,
    ),
  cancel: (s, i) =>
    change(
      s,
      'pledges',
      i,
      ({ open, over }) => !over && open > 0,
      () => ({ open: 0, over: true }),
      () => 0,
    ),
  allocate: (s, _, a) =>
    a > Math.min(s.fund, wanted(s))
      ? null
      : { ...s, fund: s.fund - a, claims: [...s.claims, { aside: a, paid: 0, over: false }] },
  pay: (s, i, a) =>
    change(
      s,
      'claims',
      i,
      ({ aside }) => a <= aside,
      () => ({ aside: 0, paid: a }),
      ({ aside }) => aside - a,
    ),
  unwanted: (s, i) =>
    change(
      s,
      'claims',
      i,
      ({ aside }) => aside > 0,
      () => ({ aside: 0, over: true }),
      ({ aside }) => aside,
    ),
  notArrived: (s, i) =>
    change(
      s,
      'claims',
      i,
      ({ paid }) => paid > 0,
      () => ({ paid: 0, over: true }),
      ({ paid }) => paid,
    ),
} as const satisfies Record<string, (state: State, at: number, amount: number) => State | null>;

/** The state, as fast-check wants it: something that commands change. */
interface Model {
  state: State;
}

const databases = `histories_${randomUUID().replaceAll('-', '')}`;
let proxy: CuttingProxy;
let world: World;
let coordinator: TestCoordinator;
let home: TestHome;
let played = 0;
const counted = { steps: 0, refused: 0, broken: 0, 'sent again': 0 };

beforeAll(async () => {
  const url = await copyTemplateDatabases(databases);
  proxy = await CuttingProxy.before(url);
  world = await World.open({ DATABASE_URL: proxy.through(url), LOG_LEVEL: 'error' });
});
afterAll(async () => {
  await world?.close();
  await proxy?.close();
  await dropDatabases(databases);
});

/** One history's things. */
interface Real {
  readonly fundId: string;
  readonly request: TestRequest;
  readonly pledgeIds: string[];
  readonly claimIds: string[];
}

/** Where the call breaks the first time; null: it does not. */
type Break = { readonly at: number; readonly cut: Cut } | null;

/** With a key: broken off, it is sent again until it is done. Null when it was done, else why it was refused. */
async function call(mutation: string, input: Json, answer: string, by: Caller, breaks: Break): Promise<Json> {
  const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
    ${mutation}(input: $input) { ${answer} ... on Refusal { code } } }`;
  const caller = { ...by, idempotencyKey: randomUUID() };
  const send = async (): Promise<Json | null> => {
    const { data, errors } = await world.call<Record<string, Json> | null>(document, { input }, caller);
    const code = errors[0]?.extensions.code ?? data?.[mutation]?.['code'];
    if (code === 'INTERNAL_SERVER_ERROR') return null;
    if (code !== 'KEY_IN_PROGRESS') return { ...data?.[mutation], ...(code !== undefined && { code }) };
    world.clock.advance({ seconds: 60 });
    return null;
  };
  if (breaks) proxy.arm(breaks.at, breaks.cut);
  let told = await send();
  if (breaks) {
    if (proxy.hasCut) counted.broken += 1;
    proxy.arm(-1, 'BEFORE');
    await proxy.settled();
  }
  for (let again = 0; told === null; again += 1) {
    if (again > 20) throw new Error(`${mutation} does not come through`);
    counted['sent again'] += 1;
    told = await send();
  }
  counted.steps += 1;
  return told;
}

const CLAIM = '... on ClaimMoved { claim { id } }';
const PLEDGE = '... on PledgeChanged { pledge { id } }';
const money = (minor: number) => ({ minor, currency: 'USD' });

class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly what: keyof typeof STEPS,
    private readonly at: number,
    private readonly amount: number,
    private readonly breaks: Break,
  ) {}

  check = () => true;

  async run(model: Model, real: Real): Promise<void> {
    const step = STEPS[this.what];
    // Of those that there are, so that most steps have something to do.
    const at = step.of === null ? 0 : this.at % Math.max(1, real[step.of].length);
    if (step.of !== null && real[step.of].length === 0) return;
    const expected = REFERENCE[this.what](model.state, at, this.amount);
    const told = await step.real(real, at, this.amount, this.breaks);
    if ('code' in told && told['code'] !== 'KEY_ANSWER_LOST') counted.refused += 1;
    expect({ step: this.toString(), taken: !('code' in told) || told['code'] === 'KEY_ANSWER_LOST' }).toEqual({
      step: this.toString(),
      taken: expected !== null,
    });
    if (expected) {
      model.state = expected;
      await learnIds(real);
    }
    const { fund, pledges, claims } = model.state;
    expect(await stands(real)).toEqual({
      fund,
      open: pledges.map(({ open }) => open),
      given: pledges.map(({ given }) => given),
      aside: claims.reduce((all, its) => all + its.aside, 0),
      held: ASKED_FOR - wanted(model.state),
    });
  }

  toString = () =>
    `${this.what}(${this.at}, ${this.amount}${this.breaks ? `, ${this.breaks.cut} ${this.breaks.at}` : ''})`;
}

interface StepOf {
  readonly of: 'pledgeIds' | 'claimIds' | null;
  readonly real: (real: Real, at: number, amount: number, breaks: Break) => Promise<Json>;
}

const STEPS = {
  pledge: {
    of: null,
    real: ({ fundId }, _, amount, breaks) =>
      call('makePledge', { to: { fundId }, amount: money(amount), cadence: 'ONCE' }, PLEDGE, home, breaks),
  },
  receive: {
    of: 'pledgeIds',
    real: ({ pledgeIds }, at, amount, breaks) =>
      call(
        'receivePledge',
        { pledgeId: pledgeIds[at], amount: money(amount), reference: randomUUID() },
        PLEDGE,
        coordinator,
        breaks,
      ),
  },
  giveBack: {
    of: 'pledgeIds',
    real: ({ pledgeIds }, at, amount, breaks) =>
      call('giveBackPledge', { pledgeId: pledgeIds[at], amount: money(amount) }, PLEDGE, coordinator, breaks),
  },
  cancel: {
    of: 'pledgeIds',
    real: ({ pledgeIds }, at, _, breaks) => call('cancelPledge', { pledgeId: pledgeIds[at] }, PLEDGE, home, breaks),
  },
  allocate: {
    of: null,
    real: ({ fundId, request }, _, amount, breaks) =>
      call(
        'allocateFromFund',
        { fundId, requestId: request.requestId, amount: money(amount) },
        CLAIM,
        coordinator,
        breaks,
      ),
  },
  pay: {
    of: 'claimIds',
    real: ({ claimIds }, at, amount, breaks) =>
      call('markPaid', { claimId: claimIds[at], amountMinor: amount }, CLAIM, coordinator, breaks),
  },
  unwanted: {
    of: 'claimIds',
    real: ({ claimIds, request }, at, _, breaks) =>
      call('cancelClaim', { claimId: claimIds[at] }, CLAIM, { token: request.token }, breaks),
  },
  notArrived: {
    of: 'claimIds',
    real: async ({ claimIds, request }, at, _, breaks) => {
      const disputed = await call('disputeClaim', { claimId: claimIds[at] }, CLAIM, { token: request.token }, null);
      if ('code' in disputed) return disputed;
      return call('settleDispute', { claimId: claimIds[at], outcome: 'RETURNED' }, CLAIM, coordinator, breaks);
    },
  },
} as const satisfies Record<keyof typeof REFERENCE, StepOf>;

/** In the order in which they were made: what was done twice would be there twice. */
async function learnIds({ fundId, request, pledgeIds, claimIds }: Real): Promise<void> {
  const { database } = world.instance.owner;
  const add = async (known: string[], name: string, text: string, id: string) => {
    const { rows } = await database.query<{ id: string }>(name, text, [id]);
    known.push(...rows.map((row) => row.id).filter((its) => !known.includes(its)));
  };
  await add(pledgeIds, 'pledges of history', 'SELECT id FROM pledge WHERE fund_id = $1', fundId);
  await add(claimIds, 'claims of history', 'SELECT id FROM claim WHERE request_id = $1', request.requestId);
}

async function stands({ fundId, request, pledgeIds }: Real) {
  const { rows } = await world.instance.owner.database.query<
    Record<'fund' | 'aside' | 'held', number> & Record<'open' | 'given', number[]>
  >(
    'where a history stands',
    `SELECT coalesce((SELECT balance FROM ledger_account WHERE fund_id = $1), 0)::int AS fund,
       coalesce((SELECT balance FROM ledger_account WHERE request_id = $2), 0)::int AS aside,
       (SELECT sum(held + fulfilled)::int FROM occurrence_line WHERE request_id = $2) AS held,
       ARRAY(SELECT coalesce((SELECT balance FROM ledger_account WHERE pledge_id = its AND kind = 'PLEDGE'), 0)::int
         FROM unnest($3::uuid[]) WITH ORDINALITY AS p (its, at) ORDER BY at) AS open,
       ARRAY(SELECT coalesce(-(SELECT balance FROM ledger_account WHERE pledge_id = its AND kind = 'GIVER'), 0)::int
         FROM unnest($3::uuid[]) WITH ORDINALITY AS p (its, at) ORDER BY at) AS given`,
    [fundId, request.requestId, pledgeIds],
  );
  return rows[0];
}

async function begin(): Promise<Real> {
  if (played % OF_THE_SAME_PEOPLE === 0) {
    coordinator = await aCoordinator(world);
    home = await aVouchedHome(world, { vouchedBy: coordinator });
  }
  played += 1;
  // A home has so many pledges at most, and this one is told of each.
  if (played % 2 === 0) home = await aVouchedHome(world, { vouchedBy: coordinator });
  const amount = money(ASKED_FOR);
  return {
    fundId: await aFund(world, coordinator),
    request: await aMoneyRequest(world, { amount }),
    pledgeIds: [],
    claimIds: [],
  };
}

it('come to the same as the reference, step by step, and the ledger balances', async () => {
  const amounts = fc.integer({ min: 1, max: 12_000 });
  const breaks = fc.option(fc.record({ at: fc.nat(30), cut: fc.constantFrom(...cuts) }), { freq: 3 });
  const step = (what: keyof typeof STEPS) =>
    fc.tuple(fc.nat(9), amounts, breaks).map(([at, amount, its]) => new Step(what, at, amount, its));
  // What brings money in comes more often: without it there is little to refuse.
  const often: readonly (keyof typeof STEPS)[] = ['pledge', 'receive', 'receive', 'allocate', 'allocate', 'pay'];
  const names = [...(Object.keys(STEPS) as (keyof typeof STEPS)[]), ...often]; // As they are written above.
  const histories = fc.commands(names.map(step), { maxCommands: 24, size: 'max' });
  await fc.assert(
    fc.asyncProperty(histories, async (commands) => {
      const real = await begin();
      await fc.asyncModelRun(() => ({ model: { state: NOTHING }, real }), commands);
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  );
  expect(await faults(world)).toEqual([]);
  report('money-histories', { histories: played, ...counted });
});
