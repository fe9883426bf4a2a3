/** The operations of money, each on things of its own: the call that is broken off, and what it is about. */
import { aDeliveredClaim, moved, type Signed } from '../../../world/claims.js';
import { aGrocery, aMoneyRequest, type Json, type TestRequest } from '../../../world/families.js';
import { aFund, aPledge, does, dollars, money } from '../../../world/money.js';
import { aMoneyOffer } from '../../../world/offers.js';
import { reimburse } from '../../../world/reimbursements.js';
import type { World } from '../../../world/world.js';
import { type Call, newKey } from '../attempt.js';
import type { RunningClock } from '../running-clock.js';
import type { Stage } from './stage.js';
import type { About } from './standing.js';

export interface Prepared {
  readonly call: Call;
  readonly about: About;
  /** So that it is in nobody's way afterwards. */
  readonly over?: () => Promise<unknown>;
}

type Prepare = (world: World, stage: Stage, clock: RunningClock) => Promise<Prepared>;

/** In dollars. */
const CAME = 300;
const ASKED = 200;

function mutation(name: string, input: Json, answer: string, { token }: Signed): Call {
  return {
    document: `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${answer} ... on Refusal { code } } }`,
    variables: { input },
    caller: { token, idempotencyKey: newKey() },
  };
}
const FUND = '... on FundChanged { fund { id } }';
const PLEDGE = '... on PledgeChanged { pledge { id } }';
const CLAIM = '... on ClaimMoved { claim { id status } }';

/** Of a sweep, which runs as the service runs it on a mark of its clock. */
const sweep = (name: string): Call => ({ document: '', variables: {}, caller: {}, sweep: name });

async function aFilledFund(world: World, stage: Stage, its: Json = {}) {
  const fundId = await aFund(world, stage.coordinator, its);
  const home = await stage.home();
  return { fundId, home, pledgeId: await money(world, stage.coordinator, home, fundId, CAME) };
}

async function aPromise(world: World, stage: Stage) {
  const fundId = await aFund(world, stage.coordinator);
  const home = await stage.home();
  return { fundId, home, pledgeId: await aPledge(world, home, fundId, 100) };
}

const aFamily = (world: World, { partnerKey }: Stage) =>
  aMoneyRequest(world, { amount: dollars(ASKED) }, { partnerKey });

async function anAllocation(world: World, stage: Stage) {
  const { fundId } = await aFilledFund(world, stage);
  const request = await aFamily(world, stage);
  const { claim } = await does(world, stage.coordinator, 'allocateFromFund', { fundId, requestId: request.requestId });
  return { fundId, request, claimId: idOf(claim) };
}

async function aPayment(world: World, stage: Stage) {
  const allocated = await anAllocation(world, stage);
  await moved(world, 'markPaid', stage.coordinator, allocated.claimId, { purpose: 'RENT' });
  return allocated;
}

async function aGift(world: World, stage: Stage) {
  const { offerId } = await aMoneyOffer(world, await stage.newHome());
  const { requestId } = await aFamily(world, stage);
  const call = mutation(
    'allocateOffer',
    { offerId, requestId },
    '... on OfferAllocated { giving { id } }',
    stage.coordinator,
  );
  return { call, about: { offerId, requestId } };
}

const about = ({ fundId, request }: { readonly fundId: string; readonly request: TestRequest }): About => ({
  ...{ fundId, requestId: request.requestId },
});
const asFamily = ({ token }: TestRequest): Signed => ({ token });

/** By the names of the API; two are sweeps. */
const PREPARE = {
  makePledge: async (world, stage) => {
    const fundId = await aFund(world, stage.coordinator);
    const input = { to: { fundId }, amount: dollars(100), cadence: 'ONCE' };
    return { call: mutation('makePledge', input, PLEDGE, await stage.home()), about: { fundId } };
  },
  receivePledge: async (world, stage) => {
    const { fundId, pledgeId } = await aPromise(world, stage);
    const input = { pledgeId, amount: dollars(60), fee: 100, reference: newKey() };
    return { call: mutation('receivePledge', input, PLEDGE, stage.coordinator), about: { fundId } };
  },
  giveBackPledge: async (world, stage) => {
    const { fundId, pledgeId } = await aFilledFund(world, stage);
    const input = { pledgeId, amount: dollars(70) };
    return { call: mutation('giveBackPledge', input, PLEDGE, stage.coordinator), about: { fundId } };
  },
  cancelPledge: async (world, stage) => {
    const { fundId, pledgeId, home } = await aPromise(world, stage);
    return { call: mutation('cancelPledge', { pledgeId }, PLEDGE, home), about: { fundId } };
  },
  allocateFromFund: async (world, stage) => {
    const { fundId } = await aFilledFund(world, stage);
    const request = await aFamily(world, stage);
    const input = { fundId, requestId: request.requestId, amount: dollars(80) };
    return { call: mutation('allocateFromFund', input, CLAIM, stage.coordinator), about: about({ fundId, request }) };
  },
  'allocate-by-rules': async (world, stage) => {
    const { fundId } = await aFilledFund(world, stage, { byRules: true });
    const { coordinator } = stage;
    const { requestId } = await aMoneyRequest(world, { amount: dollars(ASKED) }, { coordinator });
    return {
      call: sweep('allocate-by-rules'),
      about: { fundId, requestId },
      over: () => does(world, coordinator, 'changeFund', { fundId, byRules: false }),
    };
  },
  markPaid: async (world, stage) => {
    const its = await anAllocation(world, stage);
    const input = { claimId: its.claimId, amountMinor: 15_000, purpose: 'RENT' };
    return { call: mutation('markPaid', input, CLAIM, stage.coordinator), about: about(its) };
  },
  confirmReceipt: async (world, stage) => {
    const its = await aPayment(world, stage);
    const { claimId } = its;
    return { call: mutation('confirmReceipt', { claimId }, CLAIM, asFamily(its.request)), about: about(its) };
  },
  cancelClaim: async (world, stage) => {
    const its = await anAllocation(world, stage);
    const { claimId } = its;
    return { call: mutation('cancelClaim', { claimId }, CLAIM, asFamily(its.request)), about: about(its) };
  },
  settleDispute: async (world, stage) => {
    const its = await aPayment(world, stage);
    const { claimId, request } = its;
    await moved(world, 'disputeClaim', asFamily(request), claimId);
    const input = { claimId, outcome: 'RETURNED' };
    return { call: mutation('settleDispute', input, CLAIM, stage.coordinator), about: about(its) };
  },
  acceptReimbursement: async (world, stage) => {
    const { fundId, home } = await aFilledFund(world, stage, { needs: ['GROCERY'] });
    const request = await aGrocery(world, { payer: 'FUND' }, { partnerKey: stage.partnerKey });
    const { claimId } = await aDeliveredClaim(world, { home, request });
    const asked = await reimburse(world, home, 'askReimbursement', { claimId, amount: dollars(40), receipt: newKey() });
    const input = { reimbursementId: idOf(asked.reimbursement), fundId };
    const answer = '... on ReimbursementChanged { reimbursement { id state } }';
    return {
      call: mutation('acceptReimbursement', input, answer, stage.coordinator),
      about: about({ fundId, request }),
    };
  },
  'make-pledge-months': async (world, stage, clock) => {
    const fundId = await aFund(world, stage.coordinator);
    const home = await stage.home();
    // Since the middle of the last month: one month is due.
    await clock.ahead(-secondsSinceLastMonth(), () => aPledge(world, home, fundId, 100, { cadence: 'MONTHLY' }));
    return { call: sweep('make-pledge-months'), about: { fundId } };
  },
  startDrive: async (_, stage) => {
    const home = await stage.newHome();
    const input = { title: 'For our street', goal: dollars(1_000), endsOn: inAYear() };
    return { call: mutation('startDrive', input, FUND, home), about: { driveOf: home.homeId } };
  },
  answerDrive: async (world, stage) => {
    const input = { title: 'For our street', goal: dollars(1_000), endsOn: inAYear() };
    const fundId = idOf((await does(world, await stage.newHome(), 'startDrive', input)).fund);
    return { call: mutation('answerDrive', { fundId, accept: true }, FUND, stage.coordinator), about: { fundId } };
  },
  closeFund: async (world, stage) => {
    const { fundId, home } = await aFilledFund(world, stage);
    await aPledge(world, home, fundId, 50);
    return { call: mutation('closeFund', { fundId }, FUND, stage.coordinator), about: { fundId } };
  },
  allocateOffer: (world, stage) => aGift(world, stage),
  markReceived: async (world, stage) => {
    const gift = await aGift(world, stage);
    const { allocateOffer } = await world.ask<{ allocateOffer: { giving?: { id: string } } }>(
      gift.call.document,
      gift.call.variables,
      gift.call.caller,
    );
    const claimId = idOf(allocateOffer.giving);
    return { call: mutation('markReceived', { claimId }, CLAIM, stage.coordinator), about: gift.about };
  },
} as const satisfies Record<string, Prepare>;

export type MoneyOperation = keyof typeof PREPARE;
export const moneyOperations = Object.keys(PREPARE) as readonly MoneyOperation[]; // As they are written above.

export function prepareMoney(operation: MoneyOperation, ...its: Parameters<Prepare>): Promise<Prepared> {
  return (PREPARE[operation] as Prepare)(...its);
}

function secondsSinceLastMonth(): number {
  const now = new Date();
  const then = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15, 12);
  return Math.round((now.getTime() - then) / 1_000);
}

function inAYear(): string {
  return new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
}

function idOf(its: { readonly id: string } | undefined): string {
  if (!its) throw new Error('a fixture was refused');
  return its.id;
}
