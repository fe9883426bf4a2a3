/** Amounts by the minor units of their currency, tables that no spreadsheet runs, years that have begun, and sums that never mix. */
import { describe, expect, it } from '@jest/globals';
import { plainAmount, printedAmount } from './amount-text.js';
import { csvOf } from './csv.js';
import { fundYear } from './fund-report.js';
import { type GivingOfMonth, givingByCurrency } from './giving.js';
import { type JournalLine, journalCsv } from './journal.js';
import { decideSpan } from './year.js';

describe('an amount as text', () => {
  it.each([
    [123_456, 'USD', '1234.56', '1,234.56'],
    [5, 'USD', '0.05', '0.05'],
    [-5, 'USD', '-0.05', '-0.05'],
    [0, 'USD', '0.00', '0.00'],
    [1_234_567, 'JPY', '1234567', '1,234,567'],
    [-100, 'JPY', '-100', '-100'],
    [1_234_567, 'KWD', '1234.567', '1,234.567'],
    [7, 'KWD', '0.007', '0.007'],
    [9_000_000_000_000_000, 'USD', '90000000000000.00', '90,000,000,000,000.00'],
  ])('%p minor units of %s are %s, and %s on paper', (minor, currency, plain, printed) => {
    expect(plainAmount(minor, currency)).toBe(plain);
    expect(printedAmount(minor, currency)).toBe(printed);
  });
});

describe('a table of commas', () => {
  it.each([
    ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['+1', `'+1`],
    ['-2+3', `'-2+3`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1+1', `' =1+1`],
    ['  =1', `'  =1`],
    ['＝1+1', `'＝1+1`],
    ['a\r\n=1', 'a  =1'],
    ['Rent, bond', '"Rent, bond"'],
    ['Año', 'Año'],
    ['', ''],
  ])('says %j as %s', (text, cell) => {
    expect(csvOf([[text]]).replace(/\r\n$/, '')).toBe(cell);
  });

  it('leaves our own numbers alone, and ends each row as RFC 4180 wants', () => {
    expect(csvOf([[{ plain: '-1.00' }, 'x'], ['y']])).toBe('-1.00,x\r\ny\r\n');
  });
});

describe('a span', () => {
  const now = new Date('2026-06-10T15:00:00Z');
  it.each([
    [2026, null, '2026-01-01', '2027-01-01'],
    [2020, null, '2020-01-01', '2021-01-01'],
    [2025, 12, '2025-12-01', '2026-01-01'],
    [2026, 6, '2026-06-01', '2026-07-01'],
  ])('of %p and %p begins %s and ends before %s', (year, month, from, before) => {
    expect(decideSpan(year, month, now)).toMatchObject({ accepted: true, value: { from, before } });
  });

  it.each([
    [2019, null, 'year'],
    [2027, null, 'year'],
    [2025.5, null, 'year'],
    [Number.NaN, null, 'year'],
    [2026, 0, 'month'],
    [2026, 13, 'month'],
    [2026, 7, 'month'],
    [2026, 1.5, 'month'],
  ])('of %p and %p is refused', (year, month, path) => {
    expect(decideSpan(year, month, now)).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE', path: [path] });
  });
});

describe('giving by currency', () => {
  it('sums each by itself', () => {
    const month = (currency: string, given: number): GivingOfMonth => ({
      ...{ month: '2026-01-01', currency, through: 'FUND', fundTitle: 'Rent', pledged: given + 1, given, givenBack: 1 },
    });
    const all = givingByCurrency([month('USD', 5), month('JPY', 7), month('USD', 6)]);
    expect(all).toMatchObject([
      { currency: 'JPY', pledged: 8, given: 7, givenBack: 1 },
      { currency: 'USD', pledged: 13, given: 11, givenBack: 2 },
    ]);
    expect(all.map(({ months }) => months.length)).toEqual([1, 2]);
  });
});

describe('the year of a fund', () => {
  it('goes from what was there to what is, and counts givers once they are enough', () => {
    const movements = [
      { month: '2025-03-01', kind: 'RECEIVED', in: 100, out: 0 },
      { month: '2025-04-01', kind: 'ALLOCATED', in: 0, out: 30 },
    ] as const;
    // What moved since includes the years after.
    const year = fundYear({ balance: 95, since: 45, givers: 5 }, movements, 5);
    expect(year).toMatchObject({ opening: 50, in: 100, out: 30, closing: 120, givers: 5 });
    expect(fundYear({ balance: 95, since: 45, givers: 4 }, movements, 5).givers).toBeNull();
  });
});

describe('the journal', () => {
  it('has a debit or a credit in each line, and codes that bookkeepers know', () => {
    const line = (its: Partial<JournalLine>): JournalLine => ({
      ...{ day: '2026-01-02', transferId: 't', transferKind: 'RECEIVED', accountKind: 'GIVER' },
      ...{ reverses: null, reason: null, fundId: null, fundTitle: null, currency: 'KWD', amount: -1_500, ...its },
    });
    const fund = { accountKind: 'FUND', fundId: '01234567-89ab', fundTitle: 'Rent, "bond"', amount: 1_500 } as const;
    const undone = { transferKind: 'REVERSED', reverses: 's', reason: 'NEVER_CAME' } as const;
    expect(journalCsv([line(fund), line({}), line({ ...undone, amount: 1_500 })])).toBe(
      [
        'date,transfer,kind,account_code,account,debit,credit,currency,reverses,reason',
        '2026-01-02,t,RECEIVED,1100-01234567,"Assets:Fund:Rent, ""bond""",1.500,,KWD,,',
        '2026-01-02,t,RECEIVED,4000,Income:Given by homes,,1.500,KWD,,',
        '2026-01-02,t,REVERSED,4000,Income:Given by homes,1.500,,KWD,s,NEVER_CAME',
        '',
      ].join('\r\n'),
    );
  });
});
