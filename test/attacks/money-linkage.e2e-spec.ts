/** Whoever steals the database learns from the ledger no more of who gave to whom than that both have to do with one fund. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { RunSweeps } from '../../src/platform/jobs/run-sweeps.js';
import { moved } from '../world/claims.js';
import { aMoneyRequest } from '../world/families.js';
import { edge, guessedRight } from '../world/guesser.js';
import { aFund, aPledge, does, dollars } from '../world/money.js';
import { aCoordinator, aVouchedHome, type TestCoordinator, type TestHome } from '../world/people.js';
import { World } from '../world/world.js';
import { report, tries } from './scale.js';

/** Gifts, each followed at once by a payment to a family. */
const GIFTS = tries({ short: 40, full: 400 });
/** By chance it is half; fewer pairs scatter more. */
const MOST_RIGHT = tries({ short: 650, full: 560 }) / 1_000;

jest.setTimeout(tries({ short: 120_000, full: 1_800_000 }));

let world: World;
let thief: Client;
let coordinator: TestCoordinator;
let fundId: string;
let giver: TestHome;
/** Of the same place in the order in which they happened. */
const homes: string[] = [];
const requests: string[] = [];

beforeAll(async () => {
  world = await World.open();
  coordinator = await aCoordinator(world);
  thief = new Client({ connectionString: world.instance.urls.main });
  await thief.connect();
  fundId = await aFund(world, coordinator);
  // What is there to begin with, so that no payment waits for its gift.
  const first = await aVouchedHome(world, { vouchedBy: coordinator });
  await does(world, coordinator, 'receivePledge', {
    pledgeId: await aPledge(world, first, fundId, 9_000),
    amount: dollars(9_000),
  });
  for (let gift = 0; gift < GIFTS; gift += 1) {
    const home = await aVouchedHome(world, { vouchedBy: coordinator });
    giver ??= home;
    const pledgeId = await aPledge(world, home, fundId, 50 + ((gift * 37) % 41));
    await does(world, coordinator, 'receivePledge', { pledgeId, amount: dollars(50), reference: `Gift ${gift}` });
    const { requestId } = await aMoneyRequest(world);
    const amount = dollars(20 + ((gift * 29) % 23));
    const { claim } = await does(world, coordinator, 'allocateFromFund', { fundId, requestId, amount });
    await moved(world, 'markPaid', coordinator, claim?.id ?? '', { purpose: 'RENT' });
    homes.push(home.homeId);
    requests.push(requestId);
  }
});
afterAll(async () => {
  await thief?.end();
  await world?.close();
});

/** Where rows about each giver, or each request, lie: by the place on disk, and by the transaction that wrote them. */
const ROWS = {
  giver: `SELECT a.home_id AS whose, 'ledger_account' AS "table", a.ctid::text AS place, a.xmin::text AS writer FROM ledger_account a WHERE a.home_id IS NOT NULL
    UNION ALL SELECT a.home_id, 'ledger_entry', e.ctid::text, e.xmin::text FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE a.home_id IS NOT NULL
    UNION ALL SELECT p.home_id, 'ledger_transfer', t.ctid::text, t.xmin::text FROM ledger_transfer t JOIN pledge p ON p.id = t.pledge_id WHERE p.home_id IS NOT NULL`,
  request: `SELECT a.request_id AS whose, 'ledger_account' AS "table", a.ctid::text AS place, a.xmin::text AS writer FROM ledger_account a WHERE a.request_id IS NOT NULL
    UNION ALL SELECT a.request_id, 'ledger_entry', e.ctid::text, e.xmin::text FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE a.request_id IS NOT NULL
    UNION ALL SELECT c.request_id, 'ledger_transfer', t.ctid::text, t.xmin::text FROM ledger_transfer t JOIN claim c ON c.id = t.claim_id WHERE c.request_id IS NOT NULL`,
} as const;
const TABLES = ['ledger_account', 'ledger_entry', 'ledger_transfer'] as const;

interface Row {
  readonly whose: string;
  readonly table: string;
  readonly place: string;
  readonly writer: string;
}

/** A number that grows with the place on disk. */
function placeOf(ctid: string): number {
  const [page = 0, at = 0] = ctid.slice(1, -1).split(',').map(Number);
  return page * 1_000 + at;
}

/** How well it is guessed, from how near to each other the rows of a giver and of a request lie, that one came right after the other. */
async function guessed(): Promise<Record<string, number>> {
  const [{ rows: ofGivers }, { rows: ofRequests }] = [
    await thief.query<Row>(ROWS.giver),
    await thief.query<Row>(ROWS.request),
  ];
  const found: Record<string, number> = {};
  for (const table of TABLES) {
    for (const by of ['place', 'writer'] as const) {
      const numberOf = (row: Row) => (by === 'place' ? placeOf(row.place) : Number(row.writer));
      const byWhose = (rows: readonly Row[]) =>
        Map.groupBy(
          rows.filter((row) => row.table === table),
          ({ whose }) => whose,
        );
      const [givers, wanting] = [byWhose(ofGivers), byWhose(ofRequests)];
      const distance = (home: string, request: string) => {
        const ones = (givers.get(home) ?? []).map(numberOf);
        const others = (wanting.get(request) ?? []).map(numberOf);
        return Math.min(...ones.flatMap((one) => others.map((other) => Math.abs(one - other))));
      };
      const pairs = homes.flatMap((home, at) =>
        requests.map((request, its) => ({ same: at === its, far: distance(home, request) })),
      );
      const far = (same: boolean) => pairs.filter((pair) => pair.same === same).map((pair) => pair.far);
      found[`${by} in ${table}`] = guessedRight(far(true), far(false));
    }
  }
  return found;
}

it('pairs of gift and payment are told by where and by whom they were written only until all is written anew', async () => {
  const before = await guessed();
  // Whoever looks on within the half hour could: a guesser that does not notice it would notice nothing.
  expect(Math.max(...Object.values(before).map(edge))).toBeGreaterThan(0.9);
  await world.get(RunSweeps).one('shuffle-rows', world.clock.now());
  const after = await guessed();
  const worst = Math.max(...Object.values(after).map(edge));
  report('money-linkage', {
    gifts: GIFTS,
    'best before': Math.max(...Object.values(before).map(edge)).toFixed(3),
    'best after': worst.toFixed(3),
  });
  expect(Object.entries(after).filter(([, right]) => edge(right) > MOST_RIGHT)).toEqual([]);
});

it('no value of any row leads from a giver to a request, but through the fund, the partner and its people', async () => {
  const { rows: tables } = await thief.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'sealed') AND table_type = 'BASE TABLE'`,
  );
  // The database as the thief has it: each row as the values that it holds. Whatever tells one thing from another is long.
  const rowsOf: string[][] = [];
  for (const { name } of tables) {
    const { rows } = await thief.query<{ values: string[] }>(
      `SELECT ARRAY(SELECT its.value FROM jsonb_each_text(to_jsonb(t)) its WHERE length(its.value) >= 24) AS values FROM ${name} t`,
    );
    rowsOf.push(...rows.map(({ values }) => values));
  }
  const holders = new Map<string, number[]>();
  for (const [at, values] of rowsOf.entries()) {
    for (const value of values) holders.set(value, [...(holders.get(value) ?? []), at]);
  }
  // What many have in common tells nobody from another: the fund and its account, the partner, its coordinators, its other accounts.
  const isCommon = (value: string) => (holders.get(value)?.length ?? 0) > GIFTS / 2;
  const reachedFrom = (start: string): ReadonlySet<string> => {
    const reached = new Set([start]);
    for (const value of reached) {
      if (isCommon(value) && value !== start) continue;
      for (const at of holders.get(value) ?? []) for (const next of rowsOf[at] ?? []) reached.add(next);
    }
    return reached;
  };
  const leads = homes.flatMap((home) => {
    const reached = reachedFrom(home);
    return requests.filter((request) => reached.has(request));
  });
  expect(leads).toEqual([]);
  // It is no blind search: from a home it finds its pledge and what came of it.
  expect(reachedFrom(homes[0] ?? '').size).toBeGreaterThan(5);
  const { rows: days } = await thief.query('SELECT DISTINCT day FROM ledger_transfer');
  expect(days).toHaveLength(1);
});

it('no moment and no number of the ledger says what came after what', async () => {
  const { rows } = await thief.query<{ what: string }>(
    `SELECT table_name || '.' || column_name AS what FROM information_schema.columns
     WHERE table_name IN ('ledger_account', 'ledger_transfer', 'ledger_entry', 'claim_money', 'pledge', 'fund_outcome')
       AND (data_type LIKE 'time%' OR is_identity = 'YES' OR column_default LIKE 'nextval%')`,
  );
  expect(rows).toEqual([]);
});

it('whoever keeps the books reads neither who gave nor for whom', async () => {
  const { exportJournal } = await world.ask<{ exportJournal: { content?: string } }>(
    `mutation ($input: ExportJournalInput!) { exportJournal(input: $input) {
      ... on StatementExported { content } ... on Refusal { code } } }`,
    { input: { year: world.clock.now().getUTCFullYear() } },
    coordinator,
  );
  const text = Buffer.from(exportJournal.content ?? '', 'base64').toString('utf8');
  // Both halves of each gift are in it.
  expect(text.split('\n').length).toBeGreaterThan(GIFTS * 4);
  const { rows } = await thief.query<{ id: string }>('SELECT id FROM pledge UNION ALL SELECT id FROM claim');
  const ids = [...homes, ...requests, ...rows.map(({ id }) => id)];
  expect(ids.filter((id) => text.includes(id) || text.includes(`-${id.slice(0, 8)},`))).toEqual([]);
});

it('a giver learns of what the fund did only where k families are in a number', async () => {
  const pay = async (purpose: string) => {
    const { requestId } = await aMoneyRequest(world);
    const { claim } = await does(world, coordinator, 'allocateFromFund', { fundId, requestId, amount: dollars(10) });
    await moved(world, 'markPaid', coordinator, claim?.id ?? '', { purpose });
  };
  const least = world.instance.config.leastFamilies;
  for (let family = 1; family < least; family += 1) await pay('MEDICAL');
  await world.get(RunSweeps).one('publish-outcomes', new Date(world.clock.now().getTime() + 31 * 86_400_000));
  const { myPledges } = await world.ask<{ myPledges: { outcomes: { purpose: string | null; families: number }[] }[] }>(
    '{ myPledges { outcomes { purpose families } } }',
    {},
    { token: giver.token },
  );
  const told = myPledges.flatMap(({ outcomes }) => outcomes);
  expect(told.filter(({ families, purpose }) => families < least || purpose === 'MEDICAL')).toEqual([]);
  // It is told something: many families were helped with their rent.
  expect(told).toContainEqual({ purpose: 'RENT', families: GIFTS });
});
