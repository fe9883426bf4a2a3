/** A home's giving in a year: by currency, and in each by month and fund. Never for whom: nothing of a request is in it. */
import { sum } from '../../kernel/quantity.js';
import { words } from '../../kernel/words.js';

/** What a gift went through: a fund of the partner, a drive of a home, a kind of need in an area, or an offer that the partner took from. */
export const GivenThrough = words('FUND', 'DRIVE', 'NEED', 'OFFER');
export type GivenThrough = keyof typeof GivenThrough;

/** Minor units of one currency. */
export interface GivingAmounts {
  /** Promised, without what was taken back; below zero when more of an earlier year was. */
  readonly pledged: number;
  readonly given: number;
  readonly givenBack: number;
}

export interface GivingOfMonth extends GivingAmounts {
  /** YYYY-MM-01 */
  readonly month: string;
  readonly currency: string;
  readonly through: GivenThrough;
  /** Null for a need, and for an offer. */
  readonly fundTitle: string | null;
}

export interface GivingInCurrency extends GivingAmounts {
  readonly currency: string;
  readonly months: readonly GivingOfMonth[];
}

/** By currency, in the order of their codes; sums never mix. Months stay in the order in which they come. */
export function givingByCurrency(months: readonly GivingOfMonth[]): GivingInCurrency[] {
  const currencies = [...new Set(months.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const its = months.filter((month) => month.currency === currency);
    return {
      currency,
      pledged: sum(its.map(({ pledged }) => pledged)),
      given: sum(its.map(({ given }) => given)),
      givenBack: sum(its.map(({ givenBack }) => givenBack)),
      months: its,
    };
  });
}
