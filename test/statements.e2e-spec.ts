/** What a year was, to the cent what the ledger holds, in each currency by itself: on the screen, in a table, on paper, for a bookkeeper. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GIVING_OF_YEAR, MOVEMENTS_OF_FUND } from '../src/statement/statement.store.js';
import type { Signed } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aMoneyRequest, type Json } from './world/families.js';
import { aFund, aPledge, does, dollars, faults, money } from './world/money.js';
import { aCoordinator, aPartner, aVouchedHome, type TestCoordinator, type TestHome } from './world/people.js';
import { TestClock } from './world/test-clock.js';
import { World } from './world/world.js';

interface Amount {
  readonly minor: number;
  readonly currency: string;
}
interface Amounts {
  readonly pledged: Amount;
  readonly given: Amount;
  readonly givenBack: Amount;
}
interface Giving {
  readonly currencies: readonly (Amounts & {
    readonly currency: string;
    readonly months: readonly (Amounts & {
      readonly month: string;
      readonly through: string;
      readonly fundTitle: string | null;
    })[];
  })[];
}
interface Report {
  readonly opening: Amount;
  readonly in: Amount;
  readonly out: Amount;
  readonly closing: Amount;
  readonly givers: number | null;
  readonly movements: readonly {
    readonly month: string;
    readonly kind: string;
    readonly in: Amount;
    readonly out: Amount;
  }[];
}
interface FileRead {
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly content?: string;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly retryAfterSeconds?: number;
}

const YEARS = [2026, 2027];
let world: World;
let coordinator: TestCoordinator;
let home: TestHome;
let other: TestHome;
let rent: string;
let yen: string;
let dinars: string;

beforeAll(async () => {
  world = await World.open({ EXPORTS_PER_DAY: '12' }, new TestClock('2026-12-14T15:00:00Z'));
  coordinator = await aCoordinator(world);
  home = await aVouchedHome(world);
  other = await aVouchedHome(world);
  rent = await aFund(world, coordinator, { title: '=Rent, "bond" y año 家' });
  yen = await aFund(world, coordinator, { title: 'Yen', currency: 'JPY' });
  dinars = await aFund(world, coordinator, { title: 'Dinars', currency: 'KWD' });
  const pledgeId = await money(world, coordinator, home, rent, 500);
  await money(world, coordinator, other, rent, 70);
  const unit = async (fundId: string, currency: string, minor: number) => {
    const made = await does(world, home, 'makePledge', {
      to: { fundId },
      amount: { minor, currency },
      cadence: 'ONCE',
    });
    await does(world, coordinator, 'receivePledge', { pledgeId: made.pledge?.id, amount: { minor, currency } });
  };
  await unit(yen, 'JPY', 12_345);
  await unit(dinars, 'KWD', 9_876);
  await does(world, coordinator, 'giveBackPledge', { pledgeId, amount: { minor: 1_234, currency: 'USD' } });
  const late = await aPledge(world, home, rent, 90);
  const request = await aMoneyRequest(world);
  await does(world, coordinator, 'allocateFromFund', {
    fundId: rent,
    requestId: request.requestId,
    amount: dollars(40),
  });
  // A year later by the calendar, and before anybody has to sign in again.
  world.clock.advance({ days: 25 });
  coordinator = await aCoordinator(world);
  const half = { pledgeId: late, amount: { minor: 4_001, currency: 'USD' }, fee: 57 };
  await does(world, coordinator, 'receivePledge', half);
  await does(world, home, 'cancelPledge', { pledgeId: late });
});
afterAll(async () => {
  expect(await faults(world)).toEqual([]);
  await world.close();
});

const AMOUNTS = 'pledged { minor currency } given { minor currency } givenBack { minor currency }';
const giving = async (by: Signed, year: number) =>
  (
    await world.ask<{ givingStatement: Giving }>(
      `query ($year: Int!) { givingStatement(year: $year) { year currencies { currency ${AMOUNTS} months { month through fundTitle ${AMOUNTS} } } } }`,
      { year },
      { token: by.token },
    )
  ).givingStatement;
const report = async (fundId: string, year: number, by: Signed = coordinator) =>
  world.call<{ fundReport: Report } | null>(
    `query ($fundId: ID!, $year: Int!) { fundReport(fundId: $fundId, year: $year) { givers opening { minor currency } in { minor currency }
      out { minor currency } closing { minor currency } movements { month kind in { minor currency } out { minor currency } } } }`,
    { fundId, year },
    { token: by.token },
  );
const reported = async (fundId: string, year: number) => {
  const { data } = await report(fundId, year);
  if (!data) throw new Error('no report');
  return data.fundReport;
};
const file = async (mutation: string, input: Json, by: Signed, language = 'en'): Promise<FileRead> =>
  (
    await world.ask<Record<string, FileRead>>(
      `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) {
        ... on StatementExported { fileName mediaType content } ... on Refusal { code path retryAfterSeconds } } }`,
      { input },
      { token: by.token, language },
    )
  )[mutation] ?? {};
const textOf = ({ content = '' }: FileRead) => Buffer.from(content, 'base64').toString('utf8');
/** Rows of a table, by a reader of our own: quotes, doubled quotes, breaks. */
const cellsOf = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );

interface Entry {
  readonly day: string;
  readonly kind: string;
  readonly account: string;
  readonly home: string | null;
  readonly fund: string | null;
  readonly currency: string;
  readonly amount: number;
  readonly transfer: string;
}
/** The ledger as it lies there, for sums that are made without the service. */
const entries = async (): Promise<Entry[]> =>
  (
    await world.instance.owner.database.query<Entry>(
      'all entries',
      `SELECT e.day::text, t.kind, a.kind AS account, a.home_id AS home, a.fund_id AS fund, e.currency, e.amount::int AS amount, t.id AS transfer
       FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id JOIN ledger_transfer t ON t.id = e.transfer_id`,
    )
  ).rows;
const total = (of: readonly Entry[]) => of.reduce((sum, { amount }) => sum + amount, 0);
const less = (of: readonly Entry[]) => 0 - total(of);
const within = (year: number) => (entry: Entry) => entry.day.startsWith(`${year}-`);

describe("a home's giving by year", () => {
  it('is to the cent what the ledger holds of it, in each currency by itself', async () => {
    const all = await entries();
    for (const year of YEARS) {
      const { currencies } = await giving(home, year);
      const its = all.filter(within(year)).filter((entry) => entry.home === home.homeId);
      const real = its.filter(({ kind, account }) => account === 'GIVER' || kind !== 'RECEIVED');
      expect(currencies.map(({ currency }) => currency)).toEqual(
        [...new Set(real.map(({ currency }) => currency))].sort(),
      );
      for (const { currency, months, pledged, given, givenBack } of currencies) {
        const of = its.filter((entry) => entry.currency === currency);
        const giver = of.filter(({ account }) => account === 'GIVER');
        expect(given).toEqual({ minor: less(giver.filter(({ kind }) => kind !== 'GIVEN_BACK')), currency });
        expect(givenBack).toEqual({ minor: total(giver.filter(({ kind }) => kind === 'GIVEN_BACK')), currency });
        expect(given.minor - givenBack.minor).toBe(less(giver));
        const promised = of.filter(({ account, kind }) => account === 'PLEDGE' && kind !== 'RECEIVED');
        expect(pledged).toEqual({ minor: total(promised), currency });
        for (const name of ['pledged', 'given', 'givenBack'] as const) {
          expect(months.reduce((sum, month) => sum + month[name].minor, 0)).toBe(
            { pledged, given, givenBack }[name].minor,
          );
        }
      }
    }
    const [, second] = [await giving(home, 2026), await giving(home, 2027)];
    // 90 were pledged last year, of which 40.01 came; the rest is promised no more.
    expect(second.currencies).toMatchObject([
      {
        currency: 'USD',
        pledged: { minor: -4_999 },
        given: { minor: 4_001 },
        months: [{ month: '2027-01-01', through: 'FUND' }],
      },
    ]);
  });

  it('is of that home alone, and of years that have been', async () => {
    const { currencies } = await giving(other, 2026);
    expect(currencies).toMatchObject([{ currency: 'USD', given: { minor: 7_000 } }]);
    for (const year of [2019, 2028, -1]) {
      const asked = await world.call(
        'query ($year: Int!) { givingStatement(year: $year) { year } }',
        { year },
        { token: home.token },
      );
      expect(asked.errors).toMatchObject([{ extensions: { code: 'QUANTITY_OUT_OF_RANGE', path: ['year'] } }]);
    }
    const asked = await world.call('{ givingStatement(year: 2026) { year } }', {}, { token: coordinator.token });
    expect(asked.errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
  });

  it('comes as a table, in English and Spanish, whose titles no spreadsheet runs', async () => {
    const asked = { year: 2026, format: 'CSV' };
    const [en, es] = [
      await file('exportGivingStatement', asked, home),
      await file('exportGivingStatement', asked, home, 'es'),
    ];
    expect(en).toMatchObject({ fileName: 'giving-2026.csv', mediaType: 'text/csv; charset=utf-8' });
    const rows = cellsOf(textOf(en));
    expect(rows[0]).toEqual(['Month', 'Through', 'Currency', 'Pledged', 'Given', 'Given back']);
    expect(cellsOf(textOf(es))[0]).toEqual(['Mes', 'Por medio de', 'Moneda', 'Prometido', 'Dado', 'Devuelto']);
    expect(rows.slice(1)).toEqual([
      ['2026-12', 'Yen', 'JPY', '12345', '12345', '0'],
      ['Total', '', 'JPY', '12345', '12345', '0'],
      ['2026-12', 'Dinars', 'KWD', '9.876', '9.876', '0.000'],
      ['Total', '', 'KWD', '9.876', '9.876', '0.000'],
      ['2026-12', `'=Rent, "bond" y año 家`, 'USD', '590.00', '500.00', '12.34'],
      ['Total', '', 'USD', '590.00', '500.00', '12.34'],
    ]);
  });

  it('is printed, the same bytes each time, with letters that the paper has', async () => {
    const asked = { year: 2026, format: 'PDF', paper: 'A4' };
    const [first, second] = [
      await file('exportGivingStatement', asked, home, 'es'),
      await file('exportGivingStatement', asked, home, 'es'),
    ];
    expect(first).toMatchObject({ fileName: 'giving-2026.pdf', mediaType: 'application/pdf' });
    expect(second.content).toBe(first.content);
    const written = writtenIn(first);
    for (const text of ['Lo que dio su hogar, 2026', '590.00', '12.34', '12,345', '9.876', '"bond" y año ?'])
      expect(written).toContain(bare(text));
    expect(written).not.toContain(bare(home.name));
    expect((await file('exportGivingStatement', { ...asked, paper: 'LETTER' }, home)).content).not.toBe(first.content);
  });
});

describe("a fund's report", () => {
  it('goes from opening to closing, to the cent, and the next year begins where the last one ended', async () => {
    const all = await entries();
    for (const fundId of [rent, yen, dinars]) {
      const of = all.filter(({ fund, account }) => fund === fundId && account === 'FUND');
      let last = 0;
      for (const year of YEARS) {
        const its = await reported(fundId, year);
        const moved = of.filter(within(year));
        expect(its.opening.minor).toBe(total(of.filter(({ day }) => day < `${year}-01-01`)));
        expect(its.opening.minor).toBe(last);
        expect(its.in.minor).toBe(total(moved.filter(({ amount }) => amount > 0)));
        expect(its.out.minor).toBe(less(moved.filter(({ amount }) => amount < 0)));
        expect(its.closing.minor).toBe(its.opening.minor + its.in.minor - its.out.minor);
        for (const { kind, month, ...sums } of its.movements) {
          const same = moved.filter((entry) => entry.kind === kind && entry.day.startsWith(month.slice(0, 7)));
          expect(sums.in.minor - sums.out.minor).toBe(total(same));
        }
        last = its.closing.minor;
      }
      expect(last).toBe(total(of));
    }
    expect((await reported(rent, 2026)).movements.map(({ kind }) => kind)).toEqual([
      'ALLOCATED',
      'GIVEN_BACK',
      'RECEIVED',
    ]);
    // The fee never was in the fund.
    expect((await reported(rent, 2027)).in).toEqual({ minor: 3_944, currency: 'USD' });
  });

  it('counts its givers once there are enough of them', async () => {
    expect((await reported(rent, 2026)).givers).toBeNull();
    const many = await aFund(world, coordinator);
    let pledgeId = '';
    for (let count = 0; count < 5; count += 1)
      pledgeId = await money(world, coordinator, await aVouchedHome(world, { vouchedBy: coordinator }), many, 10);
    expect((await reported(many, 2027)).givers).toBe(5);
    // What was entered by mistake made nobody a giver, nor did what puts a mistake right.
    const undo = async (kind: string) => {
      const { rows } = await world.instance.owner.database.query<{ id: string }>(
        'transfer-to-undo-in-a-report',
        'SELECT id FROM ledger_transfer WHERE pledge_id = $1 AND kind = $2',
        [pledgeId, kind],
      );
      await does(world, coordinator, 'reverseTransfer', { transferId: rows[0]?.id ?? '', reason: 'WRONG_PLEDGE' });
    };
    await does(world, coordinator, 'giveBackPledge', { pledgeId, amount: dollars(5) });
    await undo('GIVEN_BACK');
    await undo('RECEIVED');
    expect((await reported(many, 2027)).givers).toBeNull();
  });

  it('is for whoever administers its partner', async () => {
    const stranger = await aCoordinator(world, await aPartner(world));
    const dispatcher = await aCoordinator(world, undefined, ['DISPATCHER', 'INTAKE', 'REVIEWER']);
    const code = async (by: Signed, fundId = rent) =>
      (await report(fundId, 2026, by)).errors.map(({ extensions }) => extensions.code);
    expect(await code(stranger)).toEqual(['NOT_FOUND']);
    expect(await code(coordinator, 'nothing')).toEqual(['NOT_FOUND']);
    expect(await code(dispatcher)).toEqual(['NOT_ALLOWED']);
    expect(await code(home)).toEqual(['NOT_ALLOWED']);
    const before = await everythingStored(world);
    expect(await file('exportFundReport', { fundId: rent, year: 2026, format: 'CSV' }, stranger)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await file('exportFundReport', { fundId: rent, year: 2030, format: 'CSV' }, coordinator)).toMatchObject({
      ...{ code: 'QUANTITY_OUT_OF_RANGE', path: ['year'] },
    });
    // What was refused does not count.
    expect(await everythingStored(world)).toEqual(before);
  });

  it('comes as a table and on paper', async () => {
    const asked = { fundId: rent, year: 2026 };
    const rows = cellsOf(textOf(await file('exportFundReport', { ...asked, format: 'CSV' }, coordinator)));
    expect(rows).toEqual([
      ['Month', 'What for', 'Currency', 'In', 'Out'],
      ['', 'There on January 1', 'USD', '0.00', ''],
      ['2026-12', 'Set aside for requests', 'USD', '0.00', '40.00'],
      ['2026-12', 'Given back to homes', 'USD', '0.00', '12.34'],
      ['2026-12', 'Received from homes', 'USD', '570.00', '0.00'],
      ['', 'Total', 'USD', '570.00', '52.34'],
      ['', 'There at the end', 'USD', '517.66', ''],
    ]);
    const paper = writtenIn(await file('exportFundReport', { ...asked, format: 'PDF' }, coordinator, 'es'));
    for (const text of ['Informe del fondo', '517.66', 'Recibido de hogares']) expect(paper).toContain(bare(text));
  });

  it('says what was paid for what, where there was a crowd in a month that is over', async () => {
    await world.instance.owner.database.query(
      'outcomes',
      `INSERT INTO fund_outcome (id, fund_id, month, purpose, families, amount) VALUES
         (gen_random_uuid(), $1, '2026-11-01', 'RENT', 6, 5000), (gen_random_uuid(), $1, '2026-12-01', 'RENT', 5, 4000),
         (gen_random_uuid(), $1, '2026-12-01', NULL, 7, 300), (gen_random_uuid(), $1, '2027-01-01', 'FOOD', 7, 300)`,
      [yen],
    );
    const { fundReport } = await world.ask<{ fundReport: Json }>(
      'query ($fundId: ID!) { fundReport(fundId: $fundId, year: 2026) { purposes { purpose amount { minor currency } } } }',
      { fundId: yen },
      { token: coordinator.token },
    );
    expect(fundReport).toEqual({
      purposes: [
        { purpose: 'RENT', amount: { minor: 9_000, currency: 'JPY' } },
        { purpose: null, amount: { minor: 300, currency: 'JPY' } },
      ],
    });
    const es = await file('exportFundReport', { fundId: yen, year: 2026, format: 'CSV' }, coordinator, 'es');
    expect(cellsOf(textOf(es)).slice(-2)).toEqual([
      ['', 'De lo pagado, para: renta', 'JPY', '', '9000'],
      ['', 'De lo pagado, para: varios fines', 'JPY', '', '300'],
    ]);
  });
});

describe('the journal', () => {
  it('has every entry of real money once, debits equal to credits, and neither who gave nor for whom', async () => {
    const text = textOf(await file('exportJournal', { year: 2026 }, coordinator));
    const [head, ...lines] = cellsOf(text);
    expect(head).toEqual([
      'date',
      'transfer',
      'kind',
      'account_code',
      'account',
      'debit',
      'credit',
      'currency',
      'reverses',
      'reason',
    ]);
    const real = (await entries())
      .filter(within(2026))
      .filter(({ account }) => account !== 'PLEDGE' && account !== 'PROMISED');
    expect(lines).toHaveLength(real.length);
    const digits: Record<string, number> = { USD: 2, JPY: 0, KWD: 3 };
    const minorOf = (amount: string | undefined, currency = '') =>
      Math.round(Number(amount || 0) * 10 ** (digits[currency] ?? 2));
    const sums = new Map<string, number>();
    for (const [, transfer = '', , , , debit, credit, currency] of lines) {
      expect((debit === '') === (credit === '')).toBe(false);
      sums.set(transfer, (sums.get(transfer) ?? 0) + minorOf(debit, currency) - minorOf(credit, currency));
    }
    expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([]);
    const byFund = lines.filter(([, , , code]) => code === `1100-${yen.slice(0, 8)}`);
    expect(byFund).toEqual([
      [
        expect.any(String),
        expect.any(String),
        'RECEIVED',
        `1100-${yen.slice(0, 8)}`,
        'Assets:Fund:Yen',
        '12345',
        '',
        ...['JPY', '', ''],
      ],
    ]);
    expect(text).not.toContain(home.homeId);
    expect(text).not.toContain(home.name);
  });

  it('is read month by month, and in years that have been', async () => {
    const lines = async (input: Json) => cellsOf(textOf(await file('exportJournal', input, coordinator))).length - 1;
    expect(await lines({ year: 2026, month: 11 })).toBe(0);
    expect(await lines({ year: 2026, month: 12 })).toBe(await lines({ year: 2026 }));
    for (const [input, path] of [
      [{ year: 2028 }, 'year'],
      [{ year: 2027, month: 2 }, 'month'],
      [{ year: 2026, month: 0 }, 'month'],
    ] as const)
      expect(await file('exportJournal', input, coordinator)).toMatchObject({
        code: 'QUANTITY_OUT_OF_RANGE',
        path: [path],
      });
  });

  it('is handed out a few times a day', async () => {
    const [eager, calm] = [await aCoordinator(world), await aCoordinator(world)];
    for (let time = 0; time < 12; time += 1)
      expect((await file('exportJournal', { year: 2026 }, eager)).content).toBeDefined();
    const refused = await file('exportJournal', { year: 2026 }, eager);
    expect(refused).toMatchObject({ code: 'METER_USED_UP', retryAfterSeconds: expect.any(Number) });
    expect((await file('exportJournal', { year: 2026 }, calm)).content).toBeDefined();
  });
});

describe('among many entries', () => {
  it('reads the entries of its accounts alone, through their index', async () => {
    const { database } = world.instance.owner;
    const big = await aFund(world, coordinator, { title: 'Large' });
    await money(world, coordinator, other, big, 10_000);
    await database.query(
      'many transfers',
      `WITH made AS (SELECT gen_random_uuid() AS id FROM generate_series(1, 20000)),
         ends AS (SELECT a.id AS fund, g.id AS giver, a.partner_id FROM ledger_account a JOIN pledge p ON p.fund_id = a.fund_id
           JOIN ledger_account g ON g.pledge_id = p.id AND g.kind = 'GIVER' WHERE a.fund_id = '${big}'),
         written AS (INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom)
           SELECT made.id, 'RECEIVED', partner_id, 'USD', DATE '2027-01-08', 'COORDINATOR' FROM made, ends RETURNING id)
       INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
         SELECT made.id, unnest(ARRAY[giver, fund]), unnest(ARRAY[-1, 1]), DATE '2027-01-08', 'USD' FROM made, ends`,
    );
    await database.query('know how many there are', 'ANALYZE ledger_entry, ledger_transfer, ledger_account');
    const planOf = async (name: string, statement: string, id: string) => {
      const { rows } = await database.query<{ 'QUERY PLAN': string }>(
        name,
        `EXPLAIN ${statement.replaceAll('$1', `'${id}'`).replaceAll('$2', `'2026-01-01'`).replaceAll('$3', `'2027-01-01'`)}`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    for (const plan of [
      await planOf('plan of giving', GIVING_OF_YEAR, home.homeId),
      await planOf('plan of fund', MOVEMENTS_OF_FUND, rent),
    ]) {
      expect(plan).toContain('entries_of_account');
      expect(plan).not.toContain('Seq Scan on ledger_entry');
    }
    expect((await reported(big, 2027)).movements).toMatchObject([{ in: { minor: 1_020_000 } }]);
    // More than one answer holds.
    expect(await file('exportJournal', { year: 2027 }, await aCoordinator(world))).toMatchObject({
      ...{ code: 'QUANTITY_OUT_OF_RANGE', path: ['month'] },
    });
  });
});

/** What stands on the paper, without blanks, which are set between letters as distances. */
function writtenIn(read: FileRead): string {
  const pdf = Buffer.from(read.content ?? '', 'base64').toString('latin1');
  const pieces = [...pdf.matchAll(/\[([^\]]*)\] TJ/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')),
  );
  return bare(pieces.join(''));
}

function bare(text: string): string {
  return text.replaceAll(/\s/g, '');
}
