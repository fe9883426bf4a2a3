/** What was said wrongly of money is undone by an admin: once, whole, while the fund has it; and everything stands as it did before. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { move, type Signed } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aMoneyRequest, type Json } from './world/families.js';
import { aFund, aPledge, balances, does, dollars, faults, type MoneyAnswer, money } from './world/money.js';
import {
  aCoordinator,
  aPartner,
  aVouchedHome,
  PASSWORD,
  type TestCoordinator,
  type TestHome,
  theSameAgain,
} from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

let world: World;
let coordinator: TestCoordinator;
let home: TestHome;
let fundId: string;
beforeAll(async () => {
  world = await World.open();
  coordinator = await aCoordinator(world);
  home = await aVouchedHome(world);
  fundId = await aFund(world, coordinator);
});
afterAll(() => world.close());
afterEach(async () => {
  expect(await faults(world)).toEqual([]);
});

const act = (mutation: string, input: Json, by: Signed = coordinator) => does(world, by, mutation, input);
const undo = (transferId: string, by: Signed = coordinator, reason = 'WRONG_AMOUNT') =>
  act('reverseTransfer', { transferId, reason }, by);
async function refused(call: () => Promise<MoneyAnswer>, code: string): Promise<void> {
  const before = await everythingStored(world);
  expect(await call()).toMatchObject({ code });
  expect(await everythingStored(world)).toEqual(before);
}
/** The journal as a bookkeeper has it, line by line. */
async function journal(): Promise<Record<string, string>[]> {
  const { content } = await new Person(world, coordinator).does<{ content: string }>(
    'exportJournal',
    { year: world.clock.now().getUTCFullYear() },
    '... on StatementExported { content }',
  );
  const [head = '', ...lines] = Buffer.from(content, 'base64').toString().slice(1).trim().split('\r\n');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(head.split(',').map((name, at) => [name, values[at] ?? '']));
  });
}
/** The ids of all that was entered of a kind for a pledge. */
async function entered(kind: string, pledgeId: string): Promise<string[]> {
  const { rows } = await world.instance.owner.database.query<{ id: string }>(
    'transfers-of-pledge',
    'SELECT id FROM ledger_transfer WHERE kind = $1 AND pledge_id = $2',
    [kind, pledgeId],
  );
  return rows.map(({ id }) => id);
}
/** Of what came, the ids of so much each. */
async function enteredOf(pledgeId: string, minor: number): Promise<string[]> {
  const { rows } = await world.instance.owner.database.query<{ id: string }>(
    'received-of-pledge',
    `SELECT t.id FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id JOIN ledger_account a ON a.id = e.account_id
     WHERE t.kind = 'RECEIVED' AND t.pledge_id = $1 AND a.kind = 'FUND' AND e.amount = $2`,
    [pledgeId, minor],
  );
  return rows.map(({ id }) => id);
}
const only = async (kind: string, pledgeId: string) => (await entered(kind, pledgeId))[0] ?? '';
const ofPledge = (pledgeId: string) => balances(world, `pledge_id = '${pledgeId}'`);

describe('what came', () => {
  it('is undone with its fee, promised again, and entered rightly under the same bank reference', async () => {
    const pledgeId = await aPledge(world, home, fundId, 100);
    const before = await balances(world);
    const came = { pledgeId, amount: dollars(90), fee: 100, reference: 'Ref 81' };
    await act('receivePledge', came);
    const transferId = await only('RECEIVED', pledgeId);
    const undone = await undo(transferId);
    expect(undone).toMatchObject({ pledge: { outstanding: { minor: 10_000 }, given: { minor: 0 } } });
    expect(await balances(world)).toEqual(before);
    await refused(() => undo(transferId), 'WRONG_STATE');
    await refused(() => undo(undone.reversalId ?? ''), 'NOT_REVERSIBLE');
    const lines = (await journal()).filter(({ transfer }) => transfer === undone.reversalId);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({ kind: 'REVERSED', reverses: transferId, reason: 'WRONG_AMOUNT' });
    expect(await act('receivePledge', { ...came, amount: dollars(9) })).toMatchObject({
      pledge: { outstanding: { minor: 9_100 }, given: { minor: 900 } },
    });
    await refused(() => act('receivePledge', came), 'ALREADY_RECEIVED');
    expect(await new Person(world, home).hearsCodes()).toContain('PLEDGE_CORRECTED');
  });

  it('is promised no more when its home had taken the rest back', async () => {
    const pledgeId = await aPledge(world, home, fundId, 100);
    await act('receivePledge', { pledgeId, amount: dollars(60) });
    await act('cancelPledge', { pledgeId }, home);
    const undone = await undo(await only('RECEIVED', pledgeId), coordinator, 'NEVER_CAME');
    expect(undone).toMatchObject({ pledge: { state: 'CANCELLED', outstanding: { minor: 0 }, given: { minor: 0 } } });
    expect(await ofPledge(pledgeId)).toEqual({});
  });

  it('stays while a family has it, or the fund is closed', async () => {
    const short = await aFund(world, coordinator);
    const pledgeId = await money(world, coordinator, home, short, 100);
    const transferId = await only('RECEIVED', pledgeId);
    const request = await aMoneyRequest(world);
    const { claim } = await act('allocateFromFund', {
      ...{ fundId: short, requestId: request.requestId, amount: dollars(1) },
    });
    await refused(() => undo(transferId), 'NOT_RECEIVED_YET');
    await move(world, 'cancelClaim', request, claim?.id ?? '');
    await act('closeFund', { fundId: short });
    await refused(() => undo(transferId), 'NOT_RECEIVED_YET');
  });

  it('is promised by nobody when its home is gone, or for nothing when its fund is closed', async () => {
    const leaving = await aVouchedHome(world);
    const gone = await money(world, coordinator, leaving, fundId, 40);
    await new Person(world, leaving).does(
      'closeHome',
      { confirmation: { password: PASSWORD } },
      '... on HomeClosed { closed }',
    );
    await undo(await only('RECEIVED', gone), coordinator, 'NEVER_CAME');
    expect(await ofPledge(gone)).toEqual({});
    const closing = await aFund(world, coordinator);
    const late = await money(world, coordinator, home, closing, 40);
    await act('closeFund', { fundId: closing });
    const first = await only('RECEIVED', late);
    await act('receivePledge', { pledgeId: late, amount: dollars(40) });
    expect(await undo(first, coordinator, 'ENTERED_TWICE')).toMatchObject({
      pledge: { state: 'DONE', outstanding: { minor: 0 }, given: { minor: 4_000 } },
    });
  });

  it('stays when it went back to the home, and nothing goes back of what was undone', async () => {
    const pledgeId = await money(world, coordinator, home, fundId, 30);
    const transferId = await only('RECEIVED', pledgeId);
    await act('giveBackPledge', { pledgeId, amount: dollars(1) });
    await refused(() => undo(transferId), 'MORE_THAN_GIVEN');
    await undo(await only('GIVEN_BACK', pledgeId));
    await undo(transferId);
    await refused(() => act('giveBackPledge', { pledgeId, amount: dollars(1) }), 'MORE_THAN_GIVEN');
  });

  it('is undone once by two at a time', async () => {
    const pledgeId = await money(world, coordinator, home, fundId, 50);
    const before = (await balances(world, `fund_id = '${fundId}'`))['FUND'] ?? 0;
    const transferId = await only('RECEIVED', pledgeId);
    const answers = await Promise.all(Array.from({ length: 6 }, () => undo(transferId, coordinator, 'ENTERED_TWICE')));
    expect(answers.filter(({ reversalId }) => reversalId !== undefined)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'WRONG_STATE')).toHaveLength(5);
    expect((await balances(world, `fund_id = '${fundId}'`))['FUND']).toBe(before - 5_000);
  });
});

it('what was given back is undone, and comes to the fund again', async () => {
  const pledgeId = await money(world, coordinator, home, fundId, 50);
  await act('giveBackPledge', { pledgeId, amount: dollars(20) });
  const undone = await undo(await only('GIVEN_BACK', pledgeId), coordinator, 'WRONG_PLEDGE');
  expect(undone).toMatchObject({ pledge: { given: { minor: 5_000 } } });
});

describe('nothing is undone', () => {
  it('that is of a promise, a claim, or another partner, or nowhere', async () => {
    const pledgeId = await money(world, coordinator, home, fundId, 50);
    await refused(async () => undo(await only('PLEDGED', pledgeId)), 'NOT_REVERSIBLE');
    const request = await aMoneyRequest(world);
    await act('allocateFromFund', { fundId, requestId: request.requestId, amount: dollars(5) });
    const { rows } = await world.instance.owner.database.query<{ id: string }>(
      'transfer-of-claim',
      `SELECT id FROM ledger_transfer WHERE kind = 'ALLOCATED' LIMIT 1`,
    );
    await refused(() => undo(rows[0]?.id ?? ''), 'NOT_REVERSIBLE');
    const stranger = await aCoordinator(world, await aPartner(world));
    const transferId = await only('RECEIVED', pledgeId);
    await refused(() => undo(transferId, stranger), 'NOT_FOUND');
    await refused(() => undo(crypto.randomUUID()), 'NOT_FOUND');
    await refused(() => undo('nonsense'), 'NOT_FOUND');
  });

  it('by those who entered it above the set amount, nor about a household of their own', async () => {
    const second = await aCoordinator(world);
    const pledgeId = await money(world, coordinator, home, fundId, 200);
    await act('setSecondAbove', { above: dollars(100) });
    const transferId = await only('RECEIVED', pledgeId);
    await refused(() => undo(transferId), 'SECOND_NEEDED');
    expect((await undo(transferId, second)).reversalId).toBeDefined();
    await act('setSecondAbove', { above: { minor: 1_000_000, currency: 'USD' } });
    const own = await aVouchedHome(world, { email: second.email });
    const theirs = await only('RECEIVED', await money(world, coordinator, own, fundId, 10));
    await refused(() => undo(theirs, second), 'NOT_ALLOWED');
    expect((await undo(theirs)).reversalId).toBeDefined();
  });

  it('in small sums by one person, however it is split and whichever address they come with', async () => {
    const again = await theSameAgain(world, coordinator);
    const pledgeId = await aPledge(world, home, fundId, 200);
    for (const part of [60, 60, 30]) await act('receivePledge', { pledgeId, amount: dollars(part) });
    await act('setSecondAbove', { above: dollars(100) });
    const [first = '', ...others] = await enteredOf(pledgeId, 6_000);
    await undo(first);
    for (const transferId of others) {
      await refused(() => undo(transferId), 'SECOND_NEEDED');
      await refused(() => undo(transferId, again), 'SECOND_NEEDED');
    }
    await refused(() => act('giveBackPledge', { pledgeId, amount: dollars(41) }), 'SECOND_NEEDED');
    await act('giveBackPledge', { pledgeId, amount: dollars(40) });
    // Given back, undone and given back again is more than once as much.
    await refused(async () => undo(await only('GIVEN_BACK', pledgeId)), 'SECOND_NEEDED');
    await act('setSecondAbove', { above: { minor: 1_000_000, currency: 'USD' } });
  });
});
