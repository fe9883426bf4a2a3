/** The ledger holds whoever writes to it: the database takes whole, balanced transfers alone, and whatever is forced upon it is found. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { VerifyLedger } from '../src/ledger/verify-ledger.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { moved } from './world/claims.js';
import { aMoneyRequest } from './world/families.js';
import { aFund, aPledge, balances, does, dollars, faults, money } from './world/money.js';
import { aMoneyOffer } from './world/offers.js';
import { aCoordinator, aVouchedHome, PASSWORD, type TestCoordinator, type TestHome } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

let world: World;
let coordinator: TestCoordinator;
let home: TestHome;
let fundId: string;
let owner: Client;
beforeAll(async () => {
  world = await World.open();
  coordinator = await aCoordinator(world);
  home = await aVouchedHome(world);
  fundId = await aFund(world, coordinator);
  await money(world, coordinator, home, fundId, 300);
  const request = await aMoneyRequest(world);
  await does(world, coordinator, 'allocateFromFund', { fundId, requestId: request.requestId });
  owner = new Client({ connectionString: world.instance.urls.main });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

const accounts = async (): Promise<Record<string, string>> => {
  const { rows } = await owner.query<{ kind: string; id: string }>(
    'SELECT DISTINCT ON (kind) kind, id FROM ledger_account',
  );
  return Object.fromEntries(rows.map(({ kind, id }) => [kind, id]));
};
/** As the serving role writes it, in one transaction. */
async function enter(
  entries: readonly (readonly [account: string | undefined, amount: bigint | number, currency?: string])[],
  its: { kind?: string; reverses?: string; apart?: boolean } = {},
): Promise<string> {
  const client = new Client({ connectionString: world.instance.urls.main });
  await client.connect();
  const id = randomUUID();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE sanctuary_api');
    await client.query(
      `INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom, reverses_id) VALUES ($1, $2, $3, 'USD', '2026-06-10', 'COORDINATOR', $4)`,
      [id, its.kind ?? 'MOVED', coordinator.partnerId, its.reverses ?? null],
    );
    const groups = its.apart ? entries.map((entry) => [entry]) : [entries];
    for (const group of groups) {
      if (group.length === 0) continue;
      await client.query(
        `INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
         SELECT $1, account, amount, '2026-06-10', currency FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS e (account, amount, currency)`,
        [
          id,
          group.map(([account]) => account),
          group.map(([, amount]) => amount),
          group.map(([, , its]) => its ?? 'USD'),
        ],
      );
    }
    await client.query('COMMIT');
    return id;
  } finally {
    await client.end();
  }
}

describe('the database', () => {
  it('takes whole and balanced transfers of one currency, between accounts that stay on their side', async () => {
    const { FUND, REQUEST, GIVER } = await accounts();
    const before = await balances(world);
    for (const [what, attempt, says] of [
      ['nothing', () => enter([]), /whole and balanced/],
      ['one entry', () => enter([[FUND, 5]]), /whole and balanced/],
      [
        'more on one side',
        () =>
          enter([
            [FUND, -5],
            [REQUEST, 4],
          ]),
        /whole and balanced/,
      ],
      [
        'one after the other',
        () =>
          enter(
            [
              [FUND, -5],
              [REQUEST, 5],
            ],
            { apart: true },
          ),
        /whole and balanced/,
      ],
      [
        'nothing moved',
        () =>
          enter([
            [FUND, 0],
            [REQUEST, 0],
          ]),
        /amount_check/,
      ],
      [
        'more than 64 bits',
        () =>
          enter([
            [FUND, -(2n ** 63n)],
            [REQUEST, 2n ** 63n],
          ]),
        /out of range|amount_check/,
      ],
      [
        'more than anybody has',
        () =>
          enter([
            [GIVER, -9_000_000_000_000_001n],
            [FUND, 9_000_000_000_000_001n],
          ]),
        /amount_check/,
      ],
      [
        'too much altogether',
        () =>
          enter([
            [GIVER, -9_000_000_000_000_000n],
            [FUND, 9_000_000_000_000_000n],
          ]),
        /account_within_bounds/,
      ],
      [
        'another currency',
        () =>
          enter([
            [FUND, -5, 'EUR'],
            [REQUEST, 5, 'EUR'],
          ]),
        /foreign key/,
      ],
      [
        'two currencies',
        () =>
          enter([
            [FUND, -5],
            [REQUEST, 5, 'EUR'],
          ]),
        /foreign key/,
      ],
      [
        'below zero',
        () =>
          enter([
            [FUND, -1_000_000],
            [REQUEST, 1_000_000],
          ]),
        /account_not_overdrawn/,
      ],
      [
        'given back beyond',
        () =>
          enter([
            [FUND, -10_000],
            [GIVER, 10_000],
            [REQUEST, -25_000],
            [GIVER, 25_000],
          ]),
        /duplicate|overdrawn|beyond/,
      ],
      [
        'an account twice',
        () =>
          enter([
            [FUND, -5],
            [REQUEST, 2],
            [REQUEST, 3],
          ]),
        /ledger_entry_pkey/,
      ],
      [
        'a reversal of nothing',
        () =>
          enter(
            [
              [FUND, -5],
              [REQUEST, 5],
            ],
            { kind: 'REVERSED' },
          ),
        /check/,
      ],
    ] as const) {
      await expect(attempt().then(() => what)).rejects.toThrow(says);
      expect(await balances(world)).toEqual(before);
    }
    expect(await faults(world)).toEqual([]);
  });

  it('lets a transfer be undone once, whole, and a reversal never', async () => {
    const { FUND, REQUEST } = await accounts();
    const before = await balances(world);
    const wrong = await enter([
      [FUND, -500],
      [REQUEST, 500],
    ]);
    const undo = (amount: number, reverses: string) =>
      enter(
        [
          [FUND, amount],
          [REQUEST, -amount],
        ],
        { kind: 'REVERSED', reverses },
      );
    await expect(undo(499, wrong)).rejects.toThrow(/undoes one transfer/);
    const reversal = await undo(500, wrong);
    expect(await balances(world)).toEqual(before);
    await expect(undo(500, wrong)).rejects.toThrow(/reverses_id/);
    await expect(undo(-500, reversal)).rejects.toThrow(/undoes one transfer/);
    expect(await faults(world)).toEqual([]);
  });

  it('lets nobody change or take away what was entered, and the serving role not even try', async () => {
    const said = async () =>
      (
        await owner.query(
          'SELECT t::text, e::text FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id ORDER BY 1, 2',
        )
      ).rows;
    const before = await said();
    for (const text of [
      'UPDATE ledger_entry SET amount = amount + 1',
      'UPDATE ledger_transfer SET day = day - 1',
      'UPDATE ledger_transfer SET claim_id = gen_random_uuid() WHERE claim_id IS NOT NULL',
      'UPDATE ledger_account SET balance = balance + 1',
      "UPDATE ledger_account SET kind = 'PAID' WHERE kind = 'FUND'",
      'DELETE FROM ledger_entry',
      'DELETE FROM ledger_transfer',
      'DELETE FROM ledger_account',
    ]) {
      await expect(owner.query(text)).rejects.toThrow(/the ledger does not change|foreign key/);
      const name = createHash('md5').update(text).digest('hex');
      await expect(world.instance.database.query(name, text)).rejects.toThrow(/permission denied/);
    }
    await expect(world.instance.database.query('empty-ledger', 'TRUNCATE ledger_entry')).rejects.toThrow(
      /permission denied/,
    );
    expect(await said()).toEqual(before);
  });

  it('may be written anew in another order', async () => {
    const said = async () => (await owner.query('SELECT e::text FROM ledger_entry e ORDER BY 1')).rows;
    const [before, stood] = [await said(), await balances(world)];
    expect((await world.get(RunSweeps).one('shuffle-rows', world.clock.now())).rows).toBeGreaterThan(0);
    expect(await said()).toEqual(before);
    expect(await balances(world)).toEqual(stood);
    const { rows } = await owner.query('SELECT DISTINCT xmin::text FROM ledger_entry');
    expect(rows).toHaveLength(1);
  });
});

describe('the check of the ledger', () => {
  it.each([
    ['a balance', "UPDATE ledger_account SET balance = balance + 100 WHERE kind = 'FUND'", ['WRONG_BALANCE']],
    [
      'an amount',
      `UPDATE ledger_entry SET amount = amount + 1 WHERE account_id = (SELECT id FROM ledger_account WHERE kind = 'GIVER' LIMIT 1)`,
      ['UNBALANCED', 'WRONG_BALANCE'],
    ],
    [
      'a lost entry',
      `DELETE FROM ledger_entry WHERE amount = (SELECT max(amount) FROM ledger_entry)`,
      ['UNBALANCED', 'WRONG_BALANCE'],
    ],
    [
      'a lost transfer',
      `DELETE FROM ledger_entry WHERE transfer_id = (SELECT id FROM ledger_transfer WHERE kind = 'ALLOCATED')`,
      ['UNBALANCED', 'WRONG_BALANCE'],
    ],
    ['another currency', `UPDATE ledger_entry SET currency = 'EUR' WHERE amount < 0`, ['OTHER_CURRENCY']],
    ['another day', `UPDATE ledger_entry SET day = day - 1 WHERE amount < 0`, ['OTHER_CURRENCY']],
  ])('finds %s that somebody touched, and names nobody', async (_, statement, expected) => {
    const client = new Client({ connectionString: world.instance.urls.main });
    await client.connect();
    await client.query('BEGIN');
    for (const table of ['ledger_account', 'ledger_transfer', 'ledger_entry']) {
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    }
    await client.query(`ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_transfer_id_day_currency_fkey,
      DROP CONSTRAINT ledger_entry_account_id_currency_fkey`);
    await client.query(statement);
    // Looked at from within, and never committed.
    const database = {
      query: async (_name: string, text: string, values: readonly unknown[] = []) => {
        const { rows, rowCount } = await client.query(text, [...values]);
        return { rows, rowCount: rowCount ?? 0 };
      },
    };
    const verify = world.get(VerifyLedger);
    const found = await verify.execute(database);
    await client.query('ROLLBACK');
    await client.end();
    expect([...new Set(found.faults.map(({ fault }) => fault))].toSorted()).toEqual(expected);
    const said = JSON.stringify(found);
    for (const name of [home.homeId, home.name, coordinator.id, coordinator.partnerId])
      expect(said).not.toContain(name);
  });

  it('finds nothing where nobody did', async () => {
    const found = await world.get(VerifyLedger).execute();
    expect(found.faults).toEqual([]);
    expect(found.transfers).toBeGreaterThan(2);
  });
});

describe('what is forgotten', () => {
  it('leads from the money of a home that was erased to nobody: not by a pledge, an offer, a drive or what it asked back', async () => {
    const giver = await aVouchedHome(world, { vouchedBy: coordinator });
    await money(world, coordinator, giver, fundId, 40);
    await aPledge(world, giver, fundId, 15, { cadence: 'MONTHLY' });
    const drive = { goal: dollars(100), endsOn: '2027-01-01' };
    const opened = await does(world, giver, 'startDrive', { ...drive, title: 'A drive that was' });
    await does(world, coordinator, 'answerDrive', { fundId: opened.fund?.id, accept: true });
    await does(world, giver, 'startDrive', { ...drive, title: 'A drive that never was' });
    const { offerId } = await aMoneyOffer(world, giver);
    const request = await aMoneyRequest(world);
    const { giving } = await new Person(world, coordinator).does<{ giving: { id: string } }>(
      'allocateOffer',
      { offerId, requestId: request.requestId, amount: dollars(30) },
      '... on OfferAllocated { giving { id } }',
    );
    await moved(world, 'markReceived', coordinator, giving.id);
    const before = await balances(world, `kind IN ('FUND', 'GIVER', 'HOLDING')`);
    const erased = await world.call(
      'mutation ($input: EraseHomeInput!) { eraseHome(input: $input) { ... on HomeErased { erased } ... on Refusal { code } } }',
      { input: { confirmation: { password: PASSWORD } } },
      { token: giver.token },
    );
    expect(erased.data).toEqual({ eraseHome: { erased: true } });
    expect(await balances(world, `kind IN ('FUND', 'GIVER', 'HOLDING')`)).toEqual(before);
    expect(await faults(world)).toEqual([]);
    for (const table of ['pledge', 'pledge_hand', 'fund', 'ledger_account', 'ledger_transfer', 'reimbursement']) {
      const { rows } = await owner.query(`SELECT FROM ${table} its WHERE its::text LIKE '%' || $1 || '%'`, [
        giver.homeId,
      ]);
      expect({ table, rows }).toEqual({ table, rows: [] });
    }
    const { rows: led } = await owner.query(
      'SELECT FROM ledger_transfer t JOIN claim c ON c.id = t.claim_id WHERE c.home_id = $1',
      [giver.homeId],
    );
    expect(led).toEqual([]);
    const { rows: drives } = await owner.query(`SELECT title FROM fund WHERE title LIKE 'A drive that%'`);
    expect(drives).toEqual([{ title: 'A drive that was' }]);
  });

  it('leaves the figures: a request is gone, a home erased, and the ledger balances', async () => {
    const giver = await aVouchedHome(world, { vouchedBy: coordinator });
    await money(world, coordinator, giver, fundId, 50);
    await aPledge(world, giver, fundId, 70);
    const before = await balances(world, `kind IN ('FUND', 'GIVER')`);
    const closed = await world.call(
      'mutation ($input: CloseHomeInput!) { closeHome(input: $input) { ... on HomeClosed { closed } ... on Refusal { code } } }',
      { input: { confirmation: { password: PASSWORD } } },
      { token: giver.token },
    );
    expect(closed.errors).toEqual([]);
    expect(await balances(world, `kind IN ('FUND', 'GIVER')`)).toEqual(before);
    expect((await balances(world, `kind = 'PLEDGE' AND home_id = '${giver.homeId}'`))['PLEDGE']).toBeUndefined();
    world.clock.advance({ days: 31 });
    await world.get(RunSweeps).one('erase-closed-homes', world.clock.now());
    const { rows } = await owner.query('SELECT FROM ledger_account WHERE home_id = $1', [giver.homeId]);
    expect(rows).toEqual([]);
    expect(await balances(world, `kind IN ('FUND', 'GIVER')`)).toEqual(before);

    await world.get(RunSweeps).one('lapse-claims', world.clock.now());
    await world.get(RunSweeps).one('end-due-requests', world.clock.now());
    world.clock.advance({ days: 32 });
    await world.get(RunSweeps).one('forget-requests', world.clock.now());
    const { rows: left } = await owner.query(
      `SELECT FROM ledger_account WHERE kind = 'REQUEST' AND request_id IS NOT NULL`,
    );
    expect(left).toEqual([]);
    expect(await faults(world)).toEqual([]);
    expect((await balances(world, `kind = 'FUND'`))['FUND']).toBe(dollars(390).minor);
  });
});
