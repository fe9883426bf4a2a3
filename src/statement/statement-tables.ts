/** Statements as tables, of which CSV and paper are two ways to show the same cells. */
import type { Language } from '../kernel/refusals.js';
import { plainAmount, printedAmount } from './domain/amount-text.js';
import { type Cell, csvOf } from './domain/csv.js';
import type { GivingAmounts } from './domain/giving.js';
import type { GivingOfYear, ReportOfYear } from './read-statements.js';
import { statementWords } from './statement-words.js';

export interface StatementTable {
  readonly title: string;
  readonly notes: readonly string[];
  readonly head: readonly string[];
  /** A row of amounts ends with as many of them as `amounts` says. */
  readonly rows: readonly (readonly Cell[])[];
  readonly amounts: number;
}

type AmountText = (minor: number, currency: string) => string;

export function givingTable({ year, currencies }: GivingOfYear, language: Language, text: AmountText): StatementTable {
  const its = statementWords[language];
  const amounts = (of: GivingAmounts, currency: string): Cell[] =>
    [of.pledged, of.given, of.givenBack].map((minor) => ({ plain: text(minor, currency) }));
  const rows = currencies.flatMap((all) => [
    ...all.months.map((month): Cell[] => [
      { plain: month.month.slice(0, 7) },
      month.fundTitle ?? { plain: its.ways[month.through] },
      ...[{ plain: all.currency }, ...amounts(month, all.currency)],
    ]),
    [{ plain: its.total }, { plain: '' }, { plain: all.currency }, ...amounts(all, all.currency)],
  ]);
  return {
    title: `${its.giving}, ${year}`,
    notes: rows.length > 0 ? [its.givingNote] : [its.nothing, its.givingNote],
    head: [its.month, its.through, its.currency, its.pledged, its.given, its.givenBack],
    ...{ rows, amounts: 3 },
  };
}

export function fundTable(report: ReportOfYear, language: Language, text: AmountText): StatementTable {
  const { year, currency, fundTitle, opening, closing, movements, givers } = report;
  const its = statementWords[language];
  const row = (month: string, kind: string, came: number | null, went: number | null): Cell[] => [
    ...[{ plain: month }, { plain: kind }, { plain: currency }],
    ...[came, went].map((minor) => ({ plain: minor === null ? '' : text(minor, currency) })),
  ];
  return {
    title: `${its.fund}${fundTitle === null ? '' : ` "${fundTitle}"`}, ${year}`,
    notes: givers === null ? [its.fundNote] : [`${its.givers}: ${givers}`, its.fundNote],
    head: [its.month, its.kind, its.currency, its.in, its.out],
    rows: [
      row('', its.opening, opening, null),
      ...movements.map((moved) => row(moved.month.slice(0, 7), its.kinds[moved.kind], moved.in, moved.out)),
      row('', its.total, report.in, report.out),
      row('', its.closing, closing, null),
      ...report.purposes.map(({ purpose, amount }) =>
        row('', `${its.paidFor}: ${its.purposes[purpose ?? ''] ?? its.several}`, null, amount),
      ),
    ],
    amounts: 2,
  };
}

/** Head and rows alone: what stands around them would be in the way of whoever sums a column. */
export function csvOfTable({ head, rows }: StatementTable): string {
  return csvOf([head.map((plain) => ({ plain })), ...rows]);
}

export const forPrograms: AmountText = plainAmount;
export const forPaper: AmountText = printedAmount;
