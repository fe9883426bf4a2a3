/** What a home paid for a family comes back to it out of a fund: once, never above what was agreed, by whose yes it takes, and its receipt is forgotten. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { aDeliveredClaim, anAcceptedClaim, claimRequest, moved, type Signed, type TestClaim } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, comeBack, type Json } from './world/families.js';
import { aFund, balances, does, dollars, faults, money } from './world/money.js';
import { aGroceryOffer } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aSecretKey,
  aVouchedHome,
  type TestCoordinator,
  theSameAgain,
} from './world/people.js';
import { type ReimbursementAnswer, reimburse, reimbursementsOf } from './world/reimbursements.js';
import { World } from './world/world.js';

let world: World;
let coordinator: TestCoordinator;
let fundId: string;
beforeAll(async () => {
  world = await World.open();
  coordinator = await aCoordinator(world);
  fundId = await aFund(world, coordinator, { title: 'Food and rides', needs: ['GROCERY', 'RIDE'] });
  await money(world, coordinator, await aVouchedHome(world), fundId, 5_000);
}, 60_000);
afterAll(() => world.close());
afterEach(async () => {
  expect(await faults(world)).toEqual([]);
});

const aReceipt = () => `Fairway, June 9, no. ${randomUUID().slice(0, 8)}`;
const delivered = async (its: Json = {}): Promise<TestClaim> =>
  aDeliveredClaim(world, { request: await aGrocery(world, { payer: 'FUND', ...its }) });
const ask = (claim: TestClaim, its: Json = {}, key?: string) =>
  reimburse(
    world,
    claim.home,
    'askReimbursement',
    { claimId: claim.claimId, amount: dollars(40), receipt: aReceipt(), ...its },
    key,
  );
const asked = async (claim: TestClaim, its: Json = {}): Promise<string> => {
  const { reimbursement, code } = await ask(claim, its);
  if (!reimbursement) throw new Error(`a fixture was refused: askReimbursement ${code}`);
  return reimbursement.id;
};
const accept = (reimbursementId: string, its: Json = {}, by: Signed = coordinator, at = world) =>
  reimburse(at, by, 'acceptReimbursement', { reimbursementId, fundId, ...its });
const answer = (mutation: string, by: Signed, reimbursementId: string) =>
  reimburse(world, by, mutation, { reimbursementId });
const refused = async (call: () => Promise<ReimbursementAnswer>, code: string, path?: string) => {
  const before = await everythingStored(world);
  expect(await call()).toMatchObject({ code, ...(path !== undefined && { path: path.split('.') }) });
  expect(await everythingStored(world)).toEqual(before);
};
const held = async (id: string) => ({ FUND: 0, ...(await balances(world, `fund_id = '${id}'`)) }).FUND;
const sweep = async (name: string) => (await world.get(RunSweeps).one(name, world.clock.now())).rows;
const queued = async (claimId: string) =>
  (
    await world.ask<{ waitingForCoordinators: { edges: { node: { subjectId: string } }[] } }>(
      '{ waitingForCoordinators(first: 50, filter: { kinds: [REIMBURSEMENT] }) { edges { node { subjectId } } } }',
      {},
      { token: coordinator.token },
    )
  ).waitingForCoordinators.edges.filter(({ node }) => node.subjectId === claimId).length;
const told = async (who: Signed, language = 'en') =>
  (
    await world.ask<{ notices: { edges: { node: { code: string; text: string } }[] } }>(
      '{ notices(first: 50) { edges { node { code text } } } }',
      {},
      { token: who.token, language },
    )
  ).notices.edges.map(({ node }) => node);
/** Sealed receipts, and the keys that open them. */
const receiptsKept = async (id: string) => {
  const { owner, keyStore } = world.instance;
  const { rows } = await owner.database.query<{ key: string }>(
    'receipts kept',
    'SELECT data_key_id AS key FROM sealed.receipt WHERE reimbursement_id = $1',
    [id],
  );
  const keys = await keyStore.owner.query('keys kept', 'SELECT FROM data_key WHERE id = ANY ($1::uuid[])', [
    rows.map(({ key }) => key),
  ]);
  return { rows: rows.length, keys: keys.rowCount };
};
const keyCount = async () => (await world.instance.keyStore.owner.query('all keys', 'SELECT FROM data_key')).rowCount;

describe('what a home paid for groceries', () => {
  it('comes back out of a fund, once, and the family learns nothing of it', async () => {
    const claim = await delivered({ budgetCeiling: { minor: 5_000, currency: 'USD' } });
    const before = await held(fundId);
    const receipt = aReceipt();
    const id = await asked(claim, { receipt });
    expect(await reimbursementsOf(world, claim.home, 'myReimbursements')).toMatchObject([
      {
        id,
        state: 'ASKED',
        receipt,
        claimId: claim.claimId,
        amount: { minor: 4_000 },
        askedOn: '2026-06-10',
        settledOn: null,
      },
    ]);
    expect(await reimbursementsOf(world, coordinator, 'reimbursements')).toMatchObject([{ id, receipt }]);
    expect(await queued(claim.claimId)).toBe(1);
    expect((await accept(id)).reimbursement).toMatchObject({ state: 'PAID', fundId, settledOn: '2026-06-10' });
    expect(await held(fundId)).toBe(before - 4_000);
    expect(await balances(world, "kind = 'REIMBURSED'")).toEqual({ REIMBURSED: 4_000 });
    expect(await queued(claim.claimId)).toBe(0);
    await refused(() => accept(id), 'WRONG_STATE');
    await refused(() => ask(claim), 'WRONG_STATE');
    await refused(() => answer('declineReimbursement', coordinator, id), 'WRONG_STATE');
    await refused(() => answer('withdrawReimbursement', claim.home, id), 'WRONG_STATE');
    expect(await told(claim.home)).toContainEqual({
      code: 'REIMBURSEMENT_PAID',
      text: 'A partner pays back what you spent. Thank you.',
    });
    expect((await told(claim.home, 'es')).map(({ text }) => text)).toContain(
      'Una organización le devuelve lo que gastó. Gracias.',
    );
    const family = { token: claim.family.token };
    expect((await told(family)).map(({ code }) => code).filter((code) => code.startsWith('REIMB'))).toEqual([]);
    for (const query of ['myReimbursements', 'reimbursements']) {
      const { errors } = await world.call(`{ ${query} { id } }`, {}, family);
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
    }
  });

  it('is asked for after it was brought, by the home that brought it, where the request says that a fund pays', async () => {
    const accepted = await anAcceptedClaim(world, { request: await aGrocery(world, { payer: 'FUND' }) });
    await refused(() => ask(accepted), 'WRONG_STATE', 'claimId');
    for (const payer of ['HOME', 'FAMILY_PAYS_BACK']) {
      const claim = await delivered({ payer });
      await refused(() => ask(claim), 'DOES_NOT_FIT', 'claimId');
    }
    const claim = await delivered();
    const other = await aVouchedHome(world);
    await refused(() => ask({ ...claim, home: other }), 'NOT_FOUND', 'claimId');
    await refused(() => ask({ ...claim, claimId: randomUUID() }), 'NOT_FOUND', 'claimId');
    await refused(() => ask({ ...claim, claimId: 'mine' }), 'NOT_FOUND', 'claimId');
    await moved(world, 'disputeClaim', claim.family, claim.claimId);
    await refused(() => ask(claim), 'WRONG_STATE', 'claimId');
  });

  it('is a whole amount, and no more than was agreed, with what others ask for the same request', async () => {
    const request = await aGrocery(world, {
      ...{ payer: 'FUND', budgetCeiling: { minor: 5_000, currency: 'USD' } },
      items: [{ name: 'Rice', quantity: 4, unit: 'BAG' }],
    });
    const lines = [{ requestLineId: request.lineIds[0], quantity: 2 }];
    const [one, two] = [
      await aDeliveredClaim(world, { request, claim: { lines } }),
      await aDeliveredClaim(world, { request, claim: { lines } }),
    ];
    const minor = (amount: number, currency = 'USD') => ({ amount: { minor: amount, currency } });
    for (const amount of [0, -1, 0.5, 2 ** 63, 5_001])
      await refused(() => ask(one, minor(amount)), 'QUANTITY_OUT_OF_RANGE', 'amount.minor');
    await refused(() => ask(one, minor(100, 'EUR')), 'CURRENCY_MISMATCH', 'amount.currency');
    await refused(() => ask(one, minor(100, 'XXX')), 'CURRENCY_UNKNOWN', 'amount.currency');
    await refused(() => ask(one, { receipt: ' ' }), 'INVALID_INPUT', 'receipt');
    await refused(() => ask(one, { receipt: 'a'.repeat(141) }), 'TEXT_TOO_LONG', 'receipt');
    const id = await asked(one, minor(3_000));
    await refused(() => ask(two, minor(2_001)), 'QUANTITY_OUT_OF_RANGE', 'amount.minor');
    expect((await answer('declineReimbursement', coordinator, id)).reimbursement?.state).toBe('DECLINED');
    await asked(two, minor(5_000));
  });

  it('is no more than its offer said', async () => {
    const home = await aVouchedHome(world);
    const { offerId } = await aGroceryOffer(world, home, { costCap: { minor: 2_500, currency: 'USD' } });
    const request = await aGrocery(world, { payer: 'FUND' });
    const claim = await aDeliveredClaim(world, { home, request, claim: { offerId } });
    await refused(
      () => ask(claim, { amount: { minor: 2_501, currency: 'USD' } }),
      'QUANTITY_OUT_OF_RANGE',
      'amount.minor',
    );
    await asked(claim, { amount: { minor: 2_500, currency: 'USD' } });
  });

  it('is paid for a receipt that nobody has handed in before, however it is written', async () => {
    const [one, two] = [await delivered(), await delivered()];
    const id = await asked(one, { receipt: 'Bodega 12, no. 0815 a' });
    await refused(() => ask(two, { receipt: 'BODEGA 12,  no. 0815A' }), 'RECEIPT_USED');
    // What was taken back may be asked for again, by whoever has the receipt.
    await answer('withdrawReimbursement', one.home, id);
    await asked(two, { receipt: 'Bodega 12, no. 0815 a' });
    // Another partner has its own books.
    const partner = await aPartner(world);
    const { key } = await aSecretKey(world, { partner });
    const by = await aCoordinator(world, partner);
    const home = await aHome(world, { vouchedBy: by, partnerKey: key });
    const request = await aGrocery(world, { payer: 'FUND' }, { partnerKey: key });
    const { claim } = await claimRequest(world, home, request.requestId);
    const elsewhere = { claimId: claim?.id ?? '', home, request, family: { token: request.token } };
    await moved(world, 'acceptClaim', elsewhere.family, elsewhere.claimId);
    await moved(world, 'markDelivered', home, elsewhere.claimId);
    const theirs = await asked(elsewhere, { receipt: 'Bodega 12, no. 0815 a' });
    await refused(() => accept(theirs), 'NOT_FOUND', 'reimbursementId');
    await refused(() => accept(theirs, {}, by), 'NOT_FOUND', 'fundId');
  });
});

describe('what a home paid for a ride', () => {
  it('comes back as far as the rules of a fund go', async () => {
    const ride = await aDeliveredClaim(world, { request: await aRide(world) });
    const id = await asked(ride);
    const rent = await aFund(world, coordinator);
    await refused(() => accept(id, { fundId: rent }), 'AGAINST_RULES');
    const rides = await aFund(world, coordinator, { needs: ['RIDE'], mostPerRequest: 3_999 });
    await refused(() => accept(id, { fundId: rides }), 'AGAINST_RULES');
    await does(world, coordinator, 'changeFund', { fundId: rides, mostPerRequest: 4_000 });
    await refused(() => accept(id, { fundId: rides }), 'NOT_RECEIVED_YET');
    await does(world, coordinator, 'closeFund', { fundId: rides });
    await refused(() => accept(id, { fundId: rides }), 'FUND_CLOSED');
    await refused(() => accept(id, { fundId: randomUUID() }), 'NOT_FOUND', 'fundId');
    expect((await accept(id)).reimbursement?.state).toBe('PAID');
  });
});

describe('a coordinator', () => {
  it('says yes with another one above the set amount, and of the same fund', async () => {
    const partnerFund = fundId;
    await does(world, coordinator, 'setSecondAbove', { above: dollars(100) });
    const claim = await delivered();
    const before = await held(partnerFund);
    const id = await asked(claim, { amount: dollars(120) });
    expect((await accept(id)).reimbursement).toMatchObject({ state: 'ACCEPTED', fundId: partnerFund, settledOn: null });
    expect(await held(partnerFund)).toBe(before);
    expect(await queued(claim.claimId)).toBe(1);
    await refused(() => accept(id), 'SECOND_NEEDED');
    const same = await theSameAgain(world, coordinator);
    await refused(() => accept(id, {}, same), 'SECOND_NEEDED');
    const second = await aCoordinator(world);
    const another = await aFund(world, coordinator, { needs: ['GROCERY'] });
    await refused(() => accept(id, { fundId: another }, second), 'DOES_NOT_FIT', 'fundId');
    expect((await accept(id, {}, second)).reimbursement?.state).toBe('PAID');
    expect(await held(partnerFund)).toBe(before - 12_000);
    await does(world, coordinator, 'setSecondAbove', { above: dollars(1_000_000) });
  });

  it('grants nothing to a home of their own, nor anything without the role for it', async () => {
    const home = await aVouchedHome(world, { email: coordinator.email });
    const claim = await aDeliveredClaim(world, { home, request: await aGrocery(world, { payer: 'FUND' }) });
    const id = await asked(claim);
    await refused(() => accept(id), 'NOT_ALLOWED');
    const reviewer = await aCoordinator(world, undefined, ['REVIEWER']);
    const { errors } = await world.call('{ reimbursements { id } }', {}, { token: reviewer.token });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
    expect((await accept(id, {}, await aCoordinator(world))).reimbursement?.state).toBe('PAID');
    // To say no is free.
    const another = await asked(
      await aDeliveredClaim(world, { home, request: await aGrocery(world, { payer: 'FUND' }) }),
    );
    expect((await answer('declineReimbursement', coordinator, another)).reimbursement?.state).toBe('DECLINED');
  });

  it('declines, which tells the home; and a home takes back: the receipt is forgotten at once, and may be handed in again', async () => {
    const claim = await delivered();
    const receipt = aReceipt();
    const stranger = await aVouchedHome(world);
    const keys = await keyCount();
    const first = await asked(claim, { receipt });
    expect(await receiptsKept(first)).toEqual({ rows: 1, keys: 1 });
    expect((await answer('declineReimbursement', coordinator, first)).reimbursement).toMatchObject({
      ...{ state: 'DECLINED', receipt: null },
    });
    expect(await receiptsKept(first)).toEqual({ rows: 0, keys: 0 });
    expect((await told(claim.home)).map(({ code }) => code)).toContain('REIMBURSEMENT_DECLINED');
    const second = await asked(claim, { receipt });
    await refused(() => answer('withdrawReimbursement', stranger, second), 'NOT_FOUND', 'reimbursementId');
    expect((await answer('withdrawReimbursement', claim.home, second)).reimbursement?.state).toBe('WITHDRAWN');
    expect(await keyCount()).toBe(keys);
  });

  it('cannot pay for what is disputed meanwhile', async () => {
    const claim = await delivered();
    const id = await asked(claim);
    await moved(world, 'disputeClaim', claim.family, claim.claimId);
    await refused(() => accept(id), 'WRONG_STATE');
  });
});

describe('at once, in two processes', () => {
  it('is paid once, asked for once, and never beyond the fund', async () => {
    const { urls, config } = world.instance;
    const twin = await World.open({ DATABASE_URL: urls.main, DATA_FOLDER: config.dataFolder }, world.clock);
    try {
      const others = [coordinator, await aCoordinator(world), await aCoordinator(world)];
      const claim = await delivered();
      const receipt = aReceipt();
      const asking = await Promise.all(
        [world, twin, world, twin].map((at) =>
          reimburse(at, claim.home, 'askReimbursement', { claimId: claim.claimId, amount: dollars(40), receipt }),
        ),
      );
      const [made, ...more] = asking.flatMap(({ reimbursement }) => reimbursement ?? []);
      expect(more).toEqual([]);
      expect(new Set(asking.flatMap(({ code }) => code ?? []))).toEqual(new Set(['WRONG_STATE']));
      const before = await held(fundId);
      const yes = await Promise.all(
        others.flatMap((by) => [accept(made?.id ?? '', {}, by), accept(made?.id ?? '', {}, by, twin)]),
      );
      expect(yes.flatMap(({ reimbursement }) => reimbursement?.state ?? [])).toEqual(['PAID']);
      expect(yes.flatMap(({ code }) => code ?? [])).toEqual(Array(5).fill('WRONG_STATE'));
      expect(await held(fundId)).toBe(before - 4_000);

      // One receipt for two claims, and a fund that has enough for one of three.
      const [a, b] = [await delivered(), await delivered()];
      const same = aReceipt();
      const both = await Promise.all([
        reimburse(world, a.home, 'askReimbursement', { claimId: a.claimId, amount: dollars(40), receipt: same }),
        reimburse(twin, b.home, 'askReimbursement', { claimId: b.claimId, amount: dollars(40), receipt: same }),
      ]);
      expect(both.map(({ code }) => code ?? 'asked').toSorted()).toEqual(['RECEIPT_USED', 'asked']);
      const small = await aFund(world, coordinator, { needs: ['GROCERY'] });
      await money(world, coordinator, await aVouchedHome(world), small, 50);
      const three = [];
      for (let count = 0; count < 3; count += 1) three.push(await asked(await delivered()));
      const paid = await Promise.all(
        three.map((id, at) => accept(id, { fundId: small }, coordinator, at % 2 ? twin : world)),
      );
      expect(paid.map(({ code, reimbursement }) => code ?? reimbursement?.state).toSorted()).toEqual([
        ...['NOT_RECEIVED_YET', 'NOT_RECEIVED_YET', 'PAID'],
      ]);
      expect(await held(small)).toBe(1_000);
    } finally {
      await twin.close();
    }
  });

  it('and again with the same key, it is the same answer and nothing more', async () => {
    const claim = await delivered();
    const key = randomUUID();
    const input = { claimId: claim.claimId, amount: dollars(40), receipt: aReceipt() };
    const [first, again] = [
      await reimburse(world, claim.home, 'askReimbursement', input, key),
      await reimburse(world, claim.home, 'askReimbursement', input, key),
    ];
    expect(again).toEqual(first);
    const yes = { reimbursementId: first.reimbursement?.id, fundId };
    const accepting = randomUUID();
    const before = await held(fundId);
    for (let time = 0; time < 2; time += 1) {
      const paid = await reimburse(world, coordinator, 'acceptReimbursement', yes, accepting);
      expect(paid.reimbursement?.state).toBe('PAID');
    }
    expect(await held(fundId)).toBe(before - 4_000);
  });
});

describe('what is kept', () => {
  it('ends with the home: asked back no more, and what was paid is nobody’s', async () => {
    const paid = await delivered();
    const { home } = paid;
    const open = await aDeliveredClaim(world, { home, request: await aGrocery(world, { payer: 'FUND' }) });
    const first = await asked(paid);
    await accept(first);
    const second = await asked(open);
    const confirmation = { password: 'correct horse battery' };
    const { eraseHome } = await world.ask<{ eraseHome: Json }>(
      'mutation ($input: EraseHomeInput!) { eraseHome(input: $input) { ... on HomeErased { erased } ... on Refusal { code } } }',
      { input: { confirmation } },
      { token: home.token },
    );
    expect(eraseHome).toEqual({ erased: true });
    const { rows } = await world.instance.owner.database.query(
      'what is left',
      'SELECT state, home_id FROM reimbursement WHERE id = ANY ($1::uuid[]) ORDER BY state',
      [[first, second]],
    );
    expect(rows).toEqual([
      { state: 'PAID', home_id: null },
      { state: 'WITHDRAWN', home_id: null },
    ]);
    expect(await receiptsKept(second)).toEqual({ rows: 0, keys: 0 });
  });

  it('says no longer for whom, once the request is forgotten; what nobody answered lapses, and its receipt goes', async () => {
    const [paid, open] = [await delivered(), await delivered()];
    const [first, second] = [await asked(paid), await asked(open)];
    await accept(first);
    const family = { token: await comeBack(world, paid.request.returnCode) };
    await moved(world, 'confirmReceipt', family, paid.claimId);
    world.clock.advance({ days: 31 });
    expect(await sweep('forget-receipts')).toBeGreaterThan(0);
    expect(await sweep('forget-receipts')).toBe(0);
    expect([await receiptsKept(first), await receiptsKept(second)]).toEqual([
      { rows: 0, keys: 0 },
      { rows: 0, keys: 0 },
    ]);
    const states = async () =>
      (
        await world.instance.owner.database.query<{ state: string; claim: string | null }>(
          'states',
          'SELECT state, claim_id AS claim FROM reimbursement WHERE id = ANY ($1::uuid[]) ORDER BY state DESC',
          [[first, second]],
        )
      ).rows;
    expect((await states()).map(({ state }) => state)).toEqual(['PAID', 'LAPSED']);
    world.clock.advance({ days: 60 });
    for (const name of ['lapse-claims', 'close-silent-deliveries', 'end-due-requests', 'forget-disclosures'])
      await sweep(name);
    world.clock.advance({ days: 32 });
    for (const name of ['forget-disclosures', 'forget-requests', 'forget-receipts']) await sweep(name);
    expect(await states()).toEqual([{ state: 'PAID', claim: null }]);
    const { rows } = await world.instance.owner.database.query(
      'transfers of claims',
      "SELECT FROM ledger_transfer WHERE kind = 'REIMBURSED' AND claim_id IS NOT NULL",
    );
    expect(rows).toEqual([]);
  });
});
