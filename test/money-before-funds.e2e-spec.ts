/** A database from before there was a ledger keeps its amounts: what homes gave and promised, and what partners held and paid, in each currency. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { mainMigrations } from '../migrations/index.js';
import { migrate, revertNewest } from '../src/platform/database/migrate.js';
import { moved } from './world/claims.js';
import { aMoneyRequest, type Json } from './world/families.js';
import { faults } from './world/money.js';
import { aMoneyOffer } from './world/offers.js';
import { aCoordinator, aVouchedHome, type TestCoordinator, type TestHome } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

const FUNDS = mainMigrations.findIndex(({ name }) => name.startsWith('Funds'));

let world: World;
let coordinator: TestCoordinator;
beforeAll(async () => {
  world = await World.open();
  coordinator = await aCoordinator(world);
});
afterAll(() => world.close());

/** Of what a home offers, for a request: both halves of it. */
async function taken(home: TestHome, minor: number, currency = 'USD'): Promise<{ giving: string; receiving: string }> {
  const { offerId } = await aMoneyOffer(world, home, { amount: { minor: 500_000, currency } });
  const { requestId } = await aMoneyRequest(world, { amount: { minor: 500_000, currency } });
  const allocated = await new Person(world, coordinator).does<{ giving: { id: string }; receiving: { id: string } }>(
    'allocateOffer',
    { offerId, requestId, amount: { minor, currency } },
    '... on OfferAllocated { giving { id } receiving { id } }',
  );
  return { giving: allocated.giving.id, receiving: allocated.receiving.id };
}

const by = (mutation: Parameters<typeof moved>[1], claimId: string, its: Json = {}) =>
  moved(world, mutation, coordinator, claimId, its);
const stored = async <Row extends object>(text: string) =>
  (await world.instance.owner.database.query<Row>(text.slice(0, 60), text)).rows;

/** Accounts with something on them, by kind, currency and home. */
const balances = async () =>
  (
    await stored<{ account: string; balance: number }>(
      `SELECT concat_ws(' ', kind, currency, home_id) AS account, balance::integer FROM ledger_account WHERE balance <> 0 ORDER BY 1`,
    )
  ).map(({ account, balance }) => `${account}: ${balance}`);

it('its gifts, promises and payments are the openings of the ledger, and go on from there', async () => {
  const [ana, ben] = [await aVouchedHome(world), await aVouchedHome(world)];
  const [partly, promised, confirmed] = [await taken(ana, 20_000), await taken(ana, 10_000), await taken(ben, 8_000)];
  const [yen, released] = [await taken(ben, 30_000, 'JPY'), await taken(ben, 5_000)];
  await by('markReceived', partly.giving, { amountMinor: 15_000 });
  await by('markReceived', confirmed.giving);
  await moved(world, 'confirmGift', ben, confirmed.giving);
  await by('markReceived', yen.giving);
  await moved(world, 'releaseClaim', ben, released.giving, { reason: 'CANNOT_COME' });
  await by('markPaid', partly.receiving, { amountMinor: 12_000 });
  await by('markPaid', yen.receiving);
  const before = await balances();
  expect(before).toHaveLength(8);

  for (const _ of mainMigrations.slice(FUNDS)) await revertNewest(world.instance.urls.main, mainMigrations);
  const held = await stored('SELECT currency, received::integer, paid::integer FROM holding ORDER BY currency');
  expect(held).toEqual([
    { currency: 'JPY', received: 30_000, paid: 30_000 },
    { currency: 'USD', received: 23_000, paid: 12_000 },
  ]);
  // What was received and paid by claims that were forgotten since.
  await stored(`UPDATE holding SET received = received + 700, paid = paid + 300 WHERE currency = 'USD'`);

  expect(await migrate(world.instance.urls)).toEqual({ applied: mainMigrations.length - FUNDS });
  const opened = before
    .map((line) =>
      line.replace('HOLDING USD: 11000', 'HOLDING USD: 11400').replace('PAID USD: 12000', 'PAID USD: 12300'),
    )
    .concat('GIVER USD: -700');
  expect((await balances()).toSorted()).toEqual(opened.toSorted());
  expect(await stored('SELECT DISTINCT kind FROM ledger_transfer')).toEqual([{ kind: 'OPENING' }]);
  expect(await faults(world)).toEqual([]);

  await by('markReceived', promised.giving);
  await by('markPaid', promised.receiving, { amountMinor: 9_000 });
  const after = await balances();
  expect(after).toContain(`GIVER USD ${ana.homeId}: -25000`);
  expect(after).toContain('HOLDING USD: 12400');
  expect(after).toContain('PAID USD: 21300');
  expect(after.filter((line) => /PLEDGE|PROMISED/.test(line))).toEqual([]);
  expect(await faults(world)).toEqual([]);
});
