/**
 * The ledger as bookkeeping programs read it: a line for each entry, of debits and credits that are equal for each transfer. Promises are no
 * entries of a bookkeeper's and are left out; who gave and for whom is in no line.
 */
import type { AccountKind, ReversalReason, TransferKind } from '../../kernel/transfer.js';
import { plainAmount } from './amount-text.js';
import { type Cell, csvOf } from './csv.js';

/** Above this, a journal is asked for by month. */
export const MOST_LINES = 20_000;

export interface JournalLine {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly transferId: string;
  readonly transferKind: TransferKind;
  /** Of a reversal: what it undoes, and why, where that was said. */
  readonly reverses: string | null;
  readonly reason: ReversalReason | null;
  readonly accountKind: AccountKind;
  readonly fundId: string | null;
  readonly fundTitle: string | null;
  readonly currency: string;
  /** Minor units; below zero where money leaves. */
  readonly amount: number;
}

/** Their order is a promise to whoever imports them. */
const COLUMNS = [
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
];

/** Code and name of an account: of assets 1, of income 4, of expenses 5. */
const ACCOUNTS: Readonly<Partial<Record<AccountKind, readonly [code: string, name: string]>>> = {
  FUND: ['1100', 'Assets:Fund'],
  HOLDING: ['1000', 'Assets:Holding'],
  REQUEST: ['1200', 'Assets:Set aside for requests'],
  GIVER: ['4000', 'Income:Given by homes'],
  PAID: ['5000', 'Expenses:Paid to families'],
  REIMBURSED: ['5100', 'Expenses:Reimbursed to homes'],
  FEES: ['5200', 'Expenses:Fees'],
};

export function journalCsv(lines: readonly JournalLine[]): string {
  return csvOf([COLUMNS.map((plain) => ({ plain })), ...lines.map(lineOf)]);
}

function lineOf(line: JournalLine): Cell[] {
  const { day, transferId, transferKind, fundId, fundTitle, currency, amount, reverses, reason } = line;
  const [code, name] = ACCOUNTS[line.accountKind] ?? ['', ''];
  const text = plainAmount(Math.abs(amount), currency);
  return [
    ...[{ plain: day }, { plain: transferId }, { plain: transferKind }],
    { plain: fundId === null ? code : `${code}-${fundId.slice(0, 8)}` },
    fundTitle === null ? { plain: name } : `${name}:${fundTitle}`,
    ...[{ plain: amount > 0 ? text : '' }, { plain: amount < 0 ? text : '' }, { plain: currency }],
    ...[{ plain: reverses ?? '' }, { plain: reason ?? '' }],
  ];
}
