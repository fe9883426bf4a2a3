/** Pledged, received, allocated, paid and confirmed through a fund; and at every step it can be taken back, and never twice or too much. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { move, moved, quantitiesOf, type Signed, unbalanced } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aMoneyRequest, type Json } from './world/families.js';
import { aFund, aPledge, balances, does, dollars, faults, type MoneyAnswer, money } from './world/money.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aVouchedHome,
  PASSWORD,
  type TestCoordinator,
  type TestHome,
  theSameAgain,
} from './world/people.js';
import { Person } from './world/person.js';
import { rowsStored } from './world/stored-text.js';
import { World } from './world/world.js';

let world: World;
let coordinator: TestCoordinator;
let home: TestHome;
beforeAll(async () => {
  world = await World.open();
  coordinator = await aCoordinator(world);
  home = await aVouchedHome(world);
});
afterAll(() => world.close());
afterEach(async () => {
  expect(await unbalanced(world)).toEqual([]);
  expect(await faults(world)).toEqual([]);
});

const act = (by: Signed, mutation: string, input: Json, key?: string) => does(world, by, mutation, input, key);
const refused = async (call: () => Promise<MoneyAnswer | Json>, code: string, path?: string) => {
  const before = await everythingStored(world);
  expect(await call()).toMatchObject({ code, ...(path !== undefined && { path: path.split('.') }) });
  expect(await everythingStored(world)).toEqual(before);
};
const ofFund = (fundId: string) =>
  balances(
    world,
    `fund_id = '${fundId}' OR pledge_id IN (SELECT id FROM pledge WHERE fund_id = '${fundId}')
      OR id IN (SELECT e.account_id FROM ledger_entry e JOIN ledger_entry f ON f.transfer_id = e.transfer_id
        JOIN ledger_account a ON a.id = f.account_id WHERE a.fund_id = '${fundId}')`,
  );
const allocate = (fundId: string, requestId: string, amount?: number, by: Signed = coordinator) =>
  act(by, 'allocateFromFund', { fundId, requestId, ...(amount !== undefined && { amount: dollars(amount) }) });
const sweep = async (name: string) => (await world.get(RunSweeps).one(name, world.clock.now())).rows;
const readPledge = async (pledgeId: string) =>
  (
    await world.ask<{ myPledges: Json[] }>(
      '{ myPledges { id state outstanding { minor } given { minor } nextMonth } }',
      {},
      { token: home.token },
    )
  ).myPledges.find(({ id }) => id === pledgeId);

describe('money of a fund', () => {
  it('goes from a pledge to a family, by steps that its two ends never share', async () => {
    const fundId = await aFund(world, coordinator);
    const pledgeId = await aPledge(world, home, fundId, 500);
    expect(await ofFund(fundId)).toEqual({ PLEDGE: 50_000 });
    const request = await aMoneyRequest(world);
    await refused(() => allocate(fundId, request.requestId), 'NOT_RECEIVED_YET');

    expect(await act(coordinator, 'receivePledge', { pledgeId, amount: dollars(200) })).toMatchObject({
      pledge: { state: 'DONE', outstanding: { minor: 30_000 }, given: { minor: 20_000 } },
    });
    expect(await ofFund(fundId)).toMatchObject({ PLEDGE: 30_000, GIVER: -20_000, FUND: 20_000 });
    const { claim } = await allocate(fundId, request.requestId, 150);
    expect(claim).toMatchObject({ status: 'ACCEPTED' });
    const receiving = claim?.id ?? '';
    expect(await ofFund(fundId)).toMatchObject({ FUND: 5_000, REQUEST: 15_000 });
    expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 20_000, held: 15_000, spent: 0 }]);
    await refused(() => allocate(fundId, request.requestId, 60), 'NOTHING_LEFT', 'amount.minor');

    await moved(world, 'markPaid', coordinator, receiving, { amountMinor: 12_000, method: 'BILL_PAID_BY_PARTNER' });
    expect(await balances(world, 'request_id IS NOT NULL')).toEqual({});
    expect(await ofFund(fundId)).toMatchObject({ FUND: 8_000, GIVER: -20_000 });
    await moved(world, 'confirmReceipt', { token: request.token }, receiving);
    expect(await move(world, 'confirmReceipt', { token: request.token }, receiving)).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 20_000, held: 0, spent: 12_000 }]);
  });

  it('is given back while the fund has it, and never more than came', async () => {
    const fundId = await aFund(world, coordinator);
    const pledgeId = await money(world, coordinator, home, fundId, 100);
    await money(world, coordinator, home, fundId, 100);
    const back = (amount: number, currency = 'USD') =>
      act(coordinator, 'giveBackPledge', { pledgeId, amount: { minor: amount, currency } });
    await refused(() => back(10_001), 'MORE_THAN_GIVEN');
    for (const amount of [0, -1, 0.5, 2 ** 63])
      await refused(() => back(amount), 'QUANTITY_OUT_OF_RANGE', 'amount.minor');
    await refused(() => back(100, 'EUR'), 'CURRENCY_MISMATCH', 'amount.currency');
    expect(await back(6_000)).toMatchObject({ pledge: { given: { minor: 4_000 } } });
    await refused(() => back(4_001), 'MORE_THAN_GIVEN');
    const request = await aMoneyRequest(world);
    expect((await allocate(fundId, request.requestId, 140)).claim).toBeDefined();
    await refused(() => back(1), 'NOT_RECEIVED_YET');
  });

  it('comes in part, or beyond what was promised, less what the bank keeps; the same bank reference once', async () => {
    const fundId = await aFund(world, coordinator);
    const pledgeId = await aPledge(world, home, fundId, 100);
    const receive = (minor: number, its: Json = {}, by: Signed = coordinator) =>
      act(by, 'receivePledge', { pledgeId, amount: { minor, currency: 'USD' }, ...its });
    expect(await receive(4_000, { reference: 'Ref 4711 a' })).toMatchObject({
      pledge: { outstanding: { minor: 6_000 } },
    });
    await refused(() => receive(4_000, { reference: 'REF 4711A' }), 'ALREADY_RECEIVED');
    await refused(() => receive(5_000, { fee: 5_000 }), 'QUANTITY_OUT_OF_RANGE', 'fee');
    await refused(() => receive(5_000, { fee: -1 }), 'QUANTITY_OUT_OF_RANGE', 'fee');
    for (const amount of [0, -1, 1.5, 2 ** 63])
      await refused(() => receive(amount), 'QUANTITY_OUT_OF_RANGE', 'amount.minor');
    expect(await receive(9_000, { fee: 250, reference: 'Ref 4712' })).toMatchObject({
      pledge: { outstanding: { minor: 0 }, given: { minor: 13_000 } },
    });
    expect(await ofFund(fundId)).toMatchObject({ FUND: 12_750, GIVER: -13_000 });
    const stranger = await aCoordinator(world, await aPartner(world));
    await refused(() => receive(100, {}, stranger), 'NOT_FOUND', 'pledgeId');
  });

  it('returns to the fund when a family does not want it, when it lapses, and when it did not arrive', async () => {
    const fundId = await aFund(world, coordinator);
    await money(world, coordinator, home, fundId, 300);
    const allocated = async () => {
      const request = await aMoneyRequest(world);
      const { claim } = await allocate(fundId, request.requestId, 100);
      return { request, claimId: claim?.id ?? '' };
    };
    const [unwanted, returned, late] = [await allocated(), await allocated(), await allocated()];
    expect(await ofFund(fundId)).toMatchObject({ REQUEST: 30_000 });
    expect(await move(world, 'cancelClaim', { token: unwanted.request.token }, unwanted.claimId)).toMatchObject({
      claim: { status: 'CANCELLED' },
    });
    expect(await ofFund(fundId)).toMatchObject({ FUND: 10_000, REQUEST: 20_000 });
    await moved(world, 'markPaid', coordinator, returned.claimId);
    await moved(world, 'disputeClaim', { token: returned.request.token }, returned.claimId);
    await moved(world, 'settleDispute', coordinator, returned.claimId, { outcome: 'RETURNED' });
    expect(await ofFund(fundId)).toMatchObject({ FUND: 20_000, REQUEST: 10_000 });
    expect(late.claimId).not.toBe('');
    world.clock.advance({ days: 32 });
    await sweep('lapse-claims');
    coordinator = await aCoordinator(world);
    home = await aVouchedHome(world, { vouchedBy: coordinator });
    expect(await ofFund(fundId)).toMatchObject({ FUND: 30_000 });
  });

  it('stays within the rules of the fund', async () => {
    const fundId = await aFund(world, coordinator, { mostPerRequest: 12_000, reserve: 5_000 });
    await money(world, coordinator, home, fundId, 200);
    const request = await aMoneyRequest(world);
    await refused(() => allocate(fundId, request.requestId, 121), 'AGAINST_RULES');
    expect((await allocate(fundId, request.requestId, 100)).claim).toBeDefined();
    await refused(() => allocate(fundId, request.requestId, 21), 'AGAINST_RULES');
    const another = await aMoneyRequest(world);
    await refused(() => allocate(fundId, another.requestId, 51), 'NOT_RECEIVED_YET');
    expect((await allocate(fundId, another.requestId, 50)).claim).toBeDefined();
    const elsewhere = await aFund(world, coordinator, { areas: ['85283473fffffff'] });
    await money(world, coordinator, home, elsewhere, 100);
    await refused(() => allocate(elsewhere, another.requestId, 50), 'AGAINST_RULES');
    const groceries = await aFund(world, coordinator, { needs: ['GROCERY'] });
    await money(world, coordinator, home, groceries, 100);
    await refused(() => allocate(groceries, another.requestId, 50), 'AGAINST_RULES');
    const euros = await aFund(world, coordinator, { currency: 'EUR' });
    await refused(() => allocate(euros, another.requestId, 50), 'CURRENCY_MISMATCH');
    await refused(() => allocate(crypto.randomUUID(), another.requestId, 50), 'NOT_FOUND', 'fundId');
  });

  it('takes a second coordinator above a set amount, however it is split', async () => {
    const second = await aCoordinator(world);
    expect(await act(coordinator, 'setSecondAbove', { above: dollars(100) })).toEqual({
      amounts: [{ above: { minor: 10_000, currency: 'USD' } }],
    });
    const fundId = await aFund(world, coordinator);
    await money(world, coordinator, home, fundId, 500);
    const request = await aMoneyRequest(world);
    const small = (await allocate(fundId, request.requestId, 100)).claim?.id ?? '';
    const large = (await allocate(fundId, request.requestId, 1)).claim?.id ?? '';
    await moved(world, 'markPaid', coordinator, small);
    const again = await theSameAgain(world, coordinator);
    for (const same of [coordinator, again])
      await refused(async () => ({ ...(await move(world, 'markPaid', same, large)) }), 'SECOND_NEEDED');
    await moved(world, 'markPaid', second, large);
    for (const above of [-1, 0.5, 2 ** 63]) {
      await refused(
        () => act(coordinator, 'setSecondAbove', { above: { minor: above, currency: 'USD' } }),
        'QUANTITY_OUT_OF_RANGE',
        'above.minor',
      );
    }
    await act(coordinator, 'setSecondAbove', { above: { minor: 1_000_000, currency: 'USD' } });
    // Whoever lifts it for a moment is seen, and nobody is told of nothing.
    await act(coordinator, 'setSecondAbove', { above: { minor: 1_000_000, currency: 'USD' } });
    const heard = await new Person(world, second).hearsCodes();
    expect(heard.filter((code) => code === 'SECOND_ABOVE_CHANGED')).toHaveLength(2);
  });

  it('goes back above a set amount by other hands than those that received it', async () => {
    const second = await aCoordinator(world);
    const fundId = await aFund(world, coordinator);
    const pledgeId = await money(world, coordinator, home, fundId, 300);
    await act(coordinator, 'setSecondAbove', { above: dollars(100) });
    const back = (amount: number, by: Signed = coordinator) =>
      act(by, 'giveBackPledge', { pledgeId, amount: dollars(amount) });
    expect(await back(60)).toMatchObject({ pledge: { given: { minor: 24_000 } } });
    await refused(() => back(41), 'SECOND_NEEDED');
    const again = await theSameAgain(world, coordinator);
    await refused(() => back(41, again), 'SECOND_NEEDED');
    expect(await back(41, second)).toMatchObject({ pledge: { given: { minor: 19_900 } } });
    // Whoever receives but a little of it is one of those who did.
    await act(second, 'receivePledge', { pledgeId, amount: dollars(1) });
    await refused(() => back(1, second), 'SECOND_NEEDED');
    await act(coordinator, 'setSecondAbove', { above: { minor: 1_000_000, currency: 'USD' } });
  });

  it('is set aside by the rules of the fund for what coordinators took in, and for nothing else', async () => {
    const fundId = await aFund(world, coordinator, { byRules: true, mostPerRequest: 15_000, reserve: 2_000 });
    await money(world, coordinator, home, fundId, 200);
    const intake = await aMoneyRequest(world, {}, { coordinator });
    await aMoneyRequest(world);
    expect(await sweep('allocate-by-rules')).toBe(1);
    expect(await ofFund(fundId)).toMatchObject({ FUND: 5_000, REQUEST: 15_000 });
    expect(await quantitiesOf(world, intake.requestId)).toMatchObject([{ held: 15_000 }]);
    expect(await sweep('allocate-by-rules')).toBe(0);
    await act(coordinator, 'changeFund', { fundId, byRules: false });
  });

  it('is set aside by no rules where the request would have so much that it takes two people', async () => {
    await act(coordinator, 'setSecondAbove', { above: dollars(100) });
    const byHand = await aFund(world, coordinator);
    await money(world, coordinator, home, byHand, 90);
    const fundId = await aFund(world, coordinator, { byRules: true, mostPerRequest: 2_000 });
    await money(world, coordinator, home, fundId, 50);
    const { requestId } = await aMoneyRequest(world, {}, { coordinator });
    expect((await allocate(byHand, requestId, 90)).claim).toBeDefined();
    expect(await sweep('allocate-by-rules')).toBe(0);
    await act(coordinator, 'setSecondAbove', { above: dollars(110) });
    expect(await sweep('allocate-by-rules')).toBe(1);
    await act(coordinator, 'changeFund', { fundId, byRules: false });
    await act(coordinator, 'setSecondAbove', { above: { minor: 1_000_000, currency: 'USD' } });
  });
});

describe('a pledge', () => {
  it('is made month by month, each once, after an outage too, up to its cap', async () => {
    const fundId = await aFund(world, coordinator);
    const pledgeId = await aPledge(world, home, fundId, 40, { cadence: 'MONTHLY', cap: 10_000 });
    const until = async (days: number) => {
      world.clock.advance({ days });
      coordinator = await aCoordinator(world);
      const before = await sweep('make-pledge-months');
      expect(await sweep('make-pledge-months')).toBe(0);
      return before;
    };
    expect(await sweep('make-pledge-months')).toBe(0);
    expect(await until(31)).toBe(1);
    expect(await ofFund(fundId)).toEqual({ PLEDGE: 8_000 });
    // Away for two months, of which one was still to come below the cap.
    expect(await until(70)).toBe(1);
    expect(await ofFund(fundId)).toEqual({ PLEDGE: 10_000 });
    const { rows } = await world.instance.owner.database.query(
      'months-of-pledge',
      'SELECT amount::int FROM pledge_month WHERE pledge_id = $1 ORDER BY month',
      [pledgeId],
    );
    expect(rows).toEqual([{ amount: 4_000 }, { amount: 4_000 }, { amount: 2_000 }]);
    home = await aVouchedHome(world, { vouchedBy: coordinator });
  });

  it('is over with the last day of its fund: no month begins after it, and one that goes on longer does not bring it back', async () => {
    const day = (from: number) => {
      const now = world.clock.now();
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, from)).toISOString().slice(0, 10);
    };
    const [lastOfMonth, first] = [day(0), day(1)];
    const input = { cadence: 'MONTHLY' };
    const [ends, goesOn] = [
      await aFund(world, coordinator, { endsOn: lastOfMonth }),
      await aFund(world, coordinator, { endsOn: first }),
    ];
    const over = await aPledge(world, home, ends, 40, input);
    const rests = await aPledge(world, home, ends, 40, input);
    await act(home, 'pausePledge', { pledgeId: rests });
    const once = await aPledge(world, home, goesOn, 40, input);
    world.clock.set(`${lastOfMonth}T23:59:59Z`);
    expect(await sweep('make-pledge-months')).toBe(0);
    expect(await readPledge(over)).toMatchObject({ state: 'ACTIVE', nextMonth: null });
    expect(await readPledge(once)).toMatchObject({ state: 'ACTIVE', nextMonth: first });
    world.clock.set(`${first}T00:00:00Z`);
    const seen = async () => [await readPledge(over), await readPledge(rests)];
    const done = { state: 'DONE', nextMonth: null };
    expect(await seen()).toMatchObject([{ ...done, outstanding: { minor: 4_000 } }, done]);
    await refused(() => act(home, 'pausePledge', { pledgeId: over }), 'WRONG_STATE');
    await refused(() => act(home, 'resumePledge', { pledgeId: rests }), 'WRONG_STATE');
    coordinator = await aCoordinator(world);
    expect(await act(coordinator, 'changeFund', { fundId: ends, endsOn: '2099-12-31' })).toMatchObject({ fund: {} });
    expect(await sweep('make-pledge-months')).toBe(1);
    expect(await seen()).toMatchObject([{ ...done, outstanding: { minor: 4_000 } }, done]);
    expect(await readPledge(once)).toMatchObject({ outstanding: { minor: 8_000 }, nextMonth: null });
    world.clock.advance({ days: 1 });
    expect(await sweep('make-pledge-months')).toBe(1);
    expect(await readPledge(once)).toMatchObject(done);
    home = await aVouchedHome(world, { vouchedBy: coordinator });
  });

  it('rests, goes on without what it missed, and ends with what had not come', async () => {
    const fundId = await aFund(world, coordinator);
    const pledgeId = await aPledge(world, home, fundId, 40, { cadence: 'MONTHLY' });
    const one = (mutation: string) => act(home, mutation, { pledgeId });
    await refused(() => one('resumePledge'), 'WRONG_STATE');
    expect(await one('pausePledge')).toMatchObject({ pledge: { state: 'PAUSED' } });
    await refused(() => one('pausePledge'), 'WRONG_STATE');
    world.clock.advance({ days: 20 });
    expect(await readPledge(pledgeId)).toMatchObject({ state: 'PAUSED' });
    world.clock.advance({ days: 8 });
    await sweep('make-pledge-months');
    expect(await one('resumePledge')).toMatchObject({ pledge: { state: 'ACTIVE' } });
    await sweep('make-pledge-months');
    const { pledge } = await one('cancelPledge');
    expect(pledge).toMatchObject({ state: 'CANCELLED', outstanding: { minor: 0 }, nextMonth: null });
    await refused(() => one('cancelPledge'), 'WRONG_STATE');
    await refused(() => one('resumePledge'), 'WRONG_STATE');
    coordinator = await aCoordinator(world);
    // What comes all the same is given.
    expect(await act(coordinator, 'receivePledge', { pledgeId, amount: dollars(40) })).toMatchObject({
      pledge: { given: { minor: 4_000 } },
    });
  });

  it('is refused with amounts, currencies and funds that cannot be', async () => {
    const fundId = await aFund(world, coordinator);
    const pledge = (its: Json, by: Signed = home) =>
      act(by, 'makePledge', { to: { fundId }, amount: dollars(10), cadence: 'ONCE', ...its });
    for (const minor of [0, -1, 0.5, 2 ** 63, 2 ** 53]) {
      await refused(() => pledge({ amount: { minor, currency: 'USD' } }), 'QUANTITY_OUT_OF_RANGE', 'amount.minor');
    }
    await refused(() => pledge({ amount: { minor: 1, currency: 'XXQ' } }), 'CURRENCY_UNKNOWN', 'amount.currency');
    await refused(() => pledge({ amount: { minor: 1, currency: 'EUR' } }), 'CURRENCY_MISMATCH', 'amount.currency');
    await refused(() => pledge({ cap: 999, cadence: 'MONTHLY' }), 'QUANTITY_OUT_OF_RANGE', 'cap');
    await refused(() => pledge({ cap: 5_000 }), 'INVALID_INPUT', 'cap');
    await refused(() => pledge({ to: { fundId: crypto.randomUUID() } }), 'NOT_FOUND', 'to.fundId');
    await refused(() => pledge({ to: { need: { kind: 'MONEY', area: 'nonsense' } } }), 'CELL_INVALID', 'to.need.area');
    const unvouched = await aHome(world);
    await refused(() => pledge({}, unvouched), 'NOT_VOUCHED');
    const answer = await world.call(
      `mutation { makePledge(input: { to: { fundId: "${fundId}" }, amount: { minor: 9223372036854775808, currency: "USD" }, cadence: ONCE }) { ... on Refusal { code } } }`,
      {},
      { token: home.token },
    );
    expect(answer.data).toEqual({ makePledge: { code: 'QUANTITY_OUT_OF_RANGE' } });
  });

  it('can be for a kind of need in an area, and those of one kind and area are one fund', async () => {
    const request = await aMoneyRequest(world);
    const { rows: cells } = await world.instance.owner.database.query<{ cell: string }>(
      'cell-of-request',
      'SELECT published_cell AS cell FROM request WHERE id = $1',
      [request.requestId],
    );
    const pledgedTo = async (area: string) => {
      const to = { need: { kind: 'MONEY', area } };
      const pledge = () => act(home, 'makePledge', { to, amount: dollars(25), cadence: 'ONCE' });
      const made = await Promise.all(Array.from({ length: 4 }, pledge));
      const { rows } = await world.instance.owner.database.query<{ id: string }>(
        'funds-of-need',
        `SELECT id FROM fund WHERE kind = 'NEED' AND cells = ARRAY[$1]`,
        [area],
      );
      expect(rows).toHaveLength(1);
      const [fundId = ''] = rows.map(({ id }) => id);
      expect(await ofFund(fundId)).toEqual({ PLEDGE: 10_000 });
      await act(coordinator, 'receivePledge', { pledgeId: made[0]?.pledge?.id ?? '', amount: dollars(25) });
      return fundId;
    };
    const [here, elsewhere] = [await pledgedTo(cells[0]?.cell ?? ''), await pledgedTo('85283473fffffff')];
    await refused(() => allocate(elsewhere, request.requestId, 25), 'AGAINST_RULES');
    expect((await allocate(here, request.requestId, 25)).claim).toBeDefined();
  });
});

describe('a fund', () => {
  const read = async (by: Signed, fundId: string) =>
    (
      await world.ask<{ fund: Json | null }>(
        'query ($id: ID!) { fund(id: $id) { state title raised { minor } available { minor } isYours reserve { minor } } }',
        { id: fundId },
        { token: by.token },
      )
    ).fund;

  it('begins as a drive of a home once the partner agrees, and tells its total once enough have given', async () => {
    const input = { title: 'For our street', goal: dollars(1_000), endsOn: '2027-01-01' };
    const { fund } = await act(home, 'startDrive', input);
    expect(fund).toMatchObject({ state: 'PROPOSED' });
    const fundId = fund?.id ?? '';
    const neighbours = [home];
    for (let count = 0; count < 4; count += 1) neighbours.push(await aVouchedHome(world, { vouchedBy: coordinator }));
    const [, neighbour = home] = neighbours;
    expect(await read(neighbour, fundId)).toBeNull();
    await refused(
      () => act(neighbour, 'makePledge', { to: { fundId }, amount: dollars(10), cadence: 'ONCE' }),
      'NOT_FOUND',
    );
    expect(await act(coordinator, 'answerDrive', { fundId, accept: true })).toMatchObject({ fund: { state: 'OPEN' } });
    await refused(() => act(coordinator, 'answerDrive', { fundId, accept: false }), 'WRONG_STATE');
    for (const [at, giver] of neighbours.entries()) {
      expect(await read(neighbour, fundId)).toMatchObject({
        raised: null,
        available: null,
        isYours: false,
        reserve: null,
      });
      await money(world, coordinator, giver, fundId, 11 + at);
    }
    expect(await read(neighbour, fundId)).toMatchObject({ raised: { minor: 6_500 } });
    expect(await read(home, fundId)).toMatchObject({ isYours: true, available: null });
    expect(await read(coordinator, fundId)).toMatchObject({ raised: { minor: 6_500 }, available: { minor: 6_500 } });
  });

  it('is declined, and nobody pledges to it', async () => {
    const input = { title: 'For our street', goal: dollars(1_000), endsOn: '2027-01-01' };
    const fundId = (await act(home, 'startDrive', input)).fund?.id ?? '';
    expect(await act(coordinator, 'answerDrive', { fundId, accept: false })).toMatchObject({
      fund: { state: 'DECLINED' },
    });
    await refused(() => act(home, 'makePledge', { to: { fundId }, amount: dollars(10), cadence: 'ONCE' }), 'NOT_FOUND');
    await refused(() => act(coordinator, 'changeFund', { fundId, reserve: 1 }), 'WRONG_STATE');
    await refused(
      () => act(home, 'startDrive', { ...input, title: 'Call 212-555-0147' }),
      'TEXT_TELLS_TOO_MUCH',
      'title',
    );
    await refused(() => act(home, 'startDrive', { ...input, endsOn: '2020-01-01' }), 'WINDOW_PAST', 'endsOn');
    await refused(
      () => act(home, 'startDrive', { ...input, goal: { minor: 0, currency: 'USD' } }),
      'QUANTITY_OUT_OF_RANGE',
      'goal.minor',
    );
  });

  it('tells what its money did, once the month is over and enough families were helped; a thief reads no purpose', async () => {
    world.clock.set('2027-02-03T15:00:00Z');
    coordinator = await aCoordinator(world);
    home = await aVouchedHome(world, { vouchedBy: coordinator });
    await sweep('publish-outcomes');
    const fundId = await aFund(world, coordinator);
    const pledgeId = await money(world, coordinator, home, fundId, 1_000);
    const pay = async (purpose: string) => {
      const { requestId } = await aMoneyRequest(world);
      const { claim } = await allocate(fundId, requestId, 100);
      await moved(world, 'markPaid', coordinator, claim?.id ?? '', { purpose });
    };
    // Paid in parts, a request is one family and no crowd.
    const inParts = await aMoneyRequest(world);
    for (let part = 0; part < 5; part += 1) {
      const { claim } = await allocate(fundId, inParts.requestId, 20);
      await moved(world, 'markPaid', coordinator, claim?.id ?? '', { purpose: 'FOOD' });
    }
    for (const purpose of ['RENT', 'RENT', 'RENT', 'RENT', 'RENT', 'MEDICAL']) await pay(purpose);
    const outcomes = async () =>
      (
        await world.ask<{ myPledges: { id: string; outcomes: Json[] }[] }>(
          '{ myPledges { id outcomes { month purpose families amount { minor } area { resolution } } } }',
          {},
          { token: home.token },
        )
      ).myPledges.find(({ id }) => id === pledgeId)?.outcomes;
    expect(await sweep('publish-outcomes')).toBe(0);
    expect(await outcomes()).toEqual([]);
    const stored = async () => [...(await rowsStored(world)).values()].join();
    expect(await stored()).toContain('BILL_PAID_BY_PARTNER');
    expect(await stored()).not.toContain('MEDICAL');
    world.clock.set('2027-03-01T02:00:00Z');
    const { signIn } = await world.ask<{ signIn: { session: { token: string } } }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { session { token } } ... on Refusal { code } } }',
      { input: { email: home.email, password: PASSWORD } },
    );
    home = { ...home, token: signIn.session.token };
    expect(await sweep('publish-outcomes')).toBe(1);
    const rent = { month: '2027-02-01', purpose: 'RENT', families: 5, amount: { minor: 50_000 } };
    expect(await outcomes()).toEqual([{ ...rent, area: { resolution: 3 } }]);
    expect(await stored()).not.toContain('MEDICAL');
    coordinator = await aCoordinator(world);
    home = await aVouchedHome(world, { vouchedBy: coordinator });
  });

  it('is closed with what it promised ended and what it held in the holding, and gives nothing more', async () => {
    const fundId = await aFund(world, coordinator);
    const pledgeId = await aPledge(world, home, fundId, 100);
    await act(coordinator, 'receivePledge', { pledgeId, amount: dollars(60) });
    const request = await aMoneyRequest(world);
    const claimId = (await allocate(fundId, request.requestId, 20)).claim?.id ?? '';
    const holding = async () =>
      (await balances(world, `kind = 'HOLDING' AND partner_id = '${coordinator.partnerId}'`))['HOLDING'] ?? 0;
    const before = await holding();
    expect(await act(coordinator, 'closeFund', { fundId })).toMatchObject({
      fund: { state: 'CLOSED', available: { minor: 0 } },
    });
    expect(await holding()).toBe(before + 4_000);
    expect(await ofFund(fundId)).toMatchObject({ REQUEST: 2_000 });
    await refused(() => allocate(fundId, request.requestId, 10), 'FUND_CLOSED');
    await refused(
      () => act(home, 'makePledge', { to: { fundId }, amount: dollars(10), cadence: 'ONCE' }),
      'FUND_CLOSED',
      'to.fundId',
    );
    await refused(() => act(coordinator, 'closeFund', { fundId }), 'FUND_CLOSED');
    await moved(world, 'cancelClaim', { token: request.token }, claimId);
    await act(coordinator, 'closeFund', { fundId });
    expect(await holding()).toBe(before + 6_000);
  });

  it('is refused with rules that cannot be, and another partner does not find it', async () => {
    const fundId = await aFund(world, coordinator);
    const change = (its: Json, by: Signed = coordinator) => act(by, 'changeFund', { fundId, ...its });
    await refused(() => change({ reserve: -1 }), 'QUANTITY_OUT_OF_RANGE', 'reserve');
    await refused(() => change({ mostPerRequest: 0 }), 'QUANTITY_OUT_OF_RANGE', 'mostPerRequest');
    await refused(() => change({ goal: 2 ** 63 }), 'QUANTITY_OUT_OF_RANGE', 'goal');
    await refused(() => change({ needs: ['MONEY', 'MONEY'] }), 'INVALID_INPUT', 'needs');
    await refused(() => change({ areas: ['nonsense'] }), 'CELL_INVALID', 'areas.0');
    await refused(
      () => act(coordinator, 'createFund', { title: 'A', currency: 'XXQ' }),
      'CURRENCY_UNKNOWN',
      'currency',
    );
    const stranger = await aCoordinator(world, await aPartner(world));
    await refused(() => change({ reserve: 1 }, stranger), 'NOT_FOUND', 'fundId');
    expect(await read(stranger, fundId)).toBeNull();
    expect(await change({ title: 'Bond', reserve: 100, areas: null })).toMatchObject({ fund: { state: 'OPEN' } });
  });
});
