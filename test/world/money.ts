/** Funds and pledges for stories, over the real API, and what the ledger says of them. */
import { VerifyLedger } from '../../src/ledger/verify-ledger.js';
import type { Signed } from './claims.js';
import type { Json } from './families.js';
import type { TestCoordinator, TestHome } from './people.js';
import type { World } from './world.js';

export interface MoneyAnswer {
  readonly fund?: { readonly id: string; readonly [field: string]: unknown };
  readonly pledge?: { readonly id: string; readonly [field: string]: unknown };
  readonly claim?: { readonly id: string; readonly status: string };
  readonly reversalId?: string;
  readonly amounts?: readonly unknown[];
  readonly code?: string;
  readonly path?: readonly string[] | null;
}

const FUND = 'fund { id state raised { minor } available { minor } }';
const PLEDGE = 'pledge { id state outstanding { minor } given { minor } nextMonth }';
const ANSWERS: Readonly<Record<string, string>> = {
  FundChanged: FUND,
  PledgeChanged: PLEDGE,
  ClaimMoved: 'claim { id status }',
  SecondAboveSet: 'amounts { above { minor currency } }',
  TransferReversed: `reversalId ${PLEDGE}`,
};
const OF: Readonly<Record<string, keyof typeof ANSWERS>> = {
  createFund: 'FundChanged',
  changeFund: 'FundChanged',
  startDrive: 'FundChanged',
  answerDrive: 'FundChanged',
  closeFund: 'FundChanged',
  makePledge: 'PledgeChanged',
  pausePledge: 'PledgeChanged',
  resumePledge: 'PledgeChanged',
  cancelPledge: 'PledgeChanged',
  receivePledge: 'PledgeChanged',
  giveBackPledge: 'PledgeChanged',
  allocateFromFund: 'ClaimMoved',
  setSecondAbove: 'SecondAboveSet',
  reverseTransfer: 'TransferReversed',
};

/** A mutation about money, and its answer, refusal or not. */
export async function does(
  world: World,
  by: Signed,
  mutation: keyof typeof OF,
  input: Json,
  idempotencyKey?: string,
): Promise<MoneyAnswer> {
  const type = OF[mutation] ?? '';
  const answer = await world.ask<Record<string, MoneyAnswer>>(
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { ... on ${type} { ${ANSWERS[type]} } ... on Refusal { code path } } }`,
    { input },
    { token: by.token, ...(idempotencyKey !== undefined && { idempotencyKey }) },
  );
  return answer[mutation] ?? {};
}

export const dollars = (amount: number) => ({ minor: amount * 100, currency: 'USD' });

/** Open, in dollars, for money. Its id. */
export async function aFund(world: World, by: TestCoordinator, its: Json = {}): Promise<string> {
  const input = { title: 'Rent and bond', currency: 'USD', ...its };
  return idOf((await does(world, by, 'createFund', input)).fund);
}

/** Of a home to a fund, once, and nothing of it has come yet. Its id. */
export async function aPledge(
  world: World,
  home: TestHome,
  fundId: string,
  amount = 100,
  its: Json = {},
): Promise<string> {
  const input = { to: { fundId }, amount: dollars(amount), cadence: 'ONCE', ...its };
  return idOf((await does(world, home, 'makePledge', input)).pledge);
}

/** Money that came into a fund, from one home, for which a coordinator vouched. */
export async function money(
  world: World,
  by: TestCoordinator,
  home: TestHome,
  fundId: string,
  amount: number,
): Promise<string> {
  const pledgeId = await aPledge(world, home, fundId, amount);
  idOf((await does(world, by, 'receivePledge', { pledgeId, amount: dollars(amount) })).pledge);
  return pledgeId;
}

/** What stands on the accounts, by kind, in minor units of all currencies; those with nothing are left out. */
export async function balances(world: World, where = 'true'): Promise<Record<string, number>> {
  const { rows } = await world.instance.owner.database.query<{ kind: string; balance: number }>(
    `balances-${where}`.slice(0, 60),
    `SELECT kind, sum(balance)::int AS balance FROM ledger_account WHERE ${where} GROUP BY kind HAVING sum(balance) <> 0 ORDER BY kind`,
  );
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind, balance]));
}

/** What the check of the ledger finds. */
export async function faults(world: World): Promise<string[]> {
  return (await world.get(VerifyLedger).execute()).faults.map(({ fault }) => fault);
}

function idOf(its: { readonly id: string } | undefined): string {
  if (!its) throw new Error('a fixture was refused');
  return its.id;
}

/** Of an answer that was asked for it. */
export const idOfFund = (answer: Json): string => (answer['fund'] as { id: string }).id;
export const idOfPledge = (answer: Json): string => (answer['pledge'] as { id: string }).id;
