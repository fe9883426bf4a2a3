/** What came into a fund in a year and what went out of it, by month and kind of transfer, between what was there before and after. */
import { sum } from '../../kernel/quantity.js';
import type { TransferKind } from '../../kernel/transfer.js';

/** Minor units of the fund's currency, neither below zero. */
export interface FundMovement {
  /** YYYY-MM-01 */
  readonly month: string;
  readonly kind: TransferKind;
  readonly in: number;
  readonly out: number;
}

/** What payments of months that are over were for, where there was a crowd of families; null: of several purposes. */
export interface PurposeTotal {
  readonly purpose: string | null;
  /** Minor units. */
  readonly amount: number;
}

export interface FundYear {
  readonly opening: number;
  readonly in: number;
  readonly out: number;
  readonly closing: number;
  readonly movements: readonly FundMovement[];
  /** How many homes gave to it in the year; null below so many that one of them could be told. */
  readonly givers: number | null;
}

/** `since`: all that moved the fund from the year's first day until now, so that what was there before need not be added up again. */
export function fundYear(
  { balance, since, givers }: { readonly balance: number; readonly since: number; readonly givers: number },
  movements: readonly FundMovement[],
  leastGivers: number,
): FundYear {
  const opening = balance - since;
  const came = sum(movements.map((its) => its.in));
  const went = sum(movements.map((its) => its.out));
  return {
    ...{ opening, in: came, out: went, closing: opening + came - went, movements },
    givers: givers >= leastGivers ? givers : null,
  };
}
