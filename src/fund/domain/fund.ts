/** A fund has a purpose and rules; what it gives stays within them, and a home's drive is a partner's once the partner agrees. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';
import { MOST_MINOR } from '../../kernel/transfer.js';
import { words } from '../../kernel/words.js';
import { parentAt, resolutionOf } from '../../place/cell.js';

/** FUND: the partner's own. DRIVE: begun by a home, held by the partner. NEED: what is pledged to a kind of need in an area. */
export const FundKind = words('FUND', 'DRIVE', 'NEED');
export type FundKind = keyof typeof FundKind;

export const FundState = words('PROPOSED', 'OPEN', 'CLOSED', 'DECLINED');
export type FundState = keyof typeof FundState;

export interface FundRules {
  readonly needs: readonly HelpKind[];
  /** None: everywhere. */
  readonly cells: readonly string[];
  /** Minor units, of all that a request ever gets from this fund; null for no limit. */
  readonly mostPerRequest: number | null;
  /** Minor units that stay. */
  readonly reserve: number;
  /** Serves requests by itself, and does not wait for a coordinator. */
  readonly byRules: boolean;
}

export interface Fund extends FundRules {
  readonly id: string;
  readonly partnerId: string;
  readonly currency: string;
  readonly kind: FundKind;
  readonly state: FundState;
  readonly startedByHome: string | null;
  readonly goal: number | null;
  /** YYYY-MM-DD, the last day on which one can pledge. */
  readonly endsOn: string | null;
}

const MOST_AREAS = 50;

/** Amounts in minor units, within bounds; areas few. */
export function decideFundRules<T extends FundRules & { readonly goal: number | null }>(rules: T): Decision<T> {
  const amounts = [
    ['mostPerRequest', rules.mostPerRequest, 1],
    ['reserve', rules.reserve, 0],
    ['goal', rules.goal, 1],
  ] as const;
  for (const [name, amount, least] of amounts) {
    if (amount !== null && !(Number.isSafeInteger(amount) && amount >= least && amount <= MOST_MINOR)) {
      return refuse('QUANTITY_OUT_OF_RANGE', [name]);
    }
  }
  if (rules.needs.length === 0 || new Set(rules.needs).size < rules.needs.length) {
    return refuse('INVALID_INPUT', ['needs']);
  }
  if (rules.cells.length > MOST_AREAS) return refuse('INVALID_INPUT', ['areas']);
  return accept(rules);
}

/** Whether a home can pledge to it on this day. */
export function decideTakesPledges(fund: Pick<Fund, 'state' | 'endsOn'>, today: string): Decision<null> {
  if (fund.state === 'PROPOSED' || fund.state === 'DECLINED') return refuse('NOT_FOUND');
  if (fund.state === 'CLOSED' || (fund.endsOn !== null && today > fund.endsOn)) return refuse('FUND_CLOSED');
  return accept(null);
}

export interface WantsMoney {
  readonly kind: HelpKind;
  readonly currency: string;
  readonly publishedCell: string;
  /** Minor units that this request had from this fund before. */
  readonly hadBefore: number;
}

/** What of `amount` the fund may give; whether as much is there, above the reserve, is asked of `available`. */
export function decideAllocation(
  fund: Fund,
  request: WantsMoney,
  amount: number,
  available: number,
): Decision<{ readonly fundId: string; readonly amount: number }> {
  if (fund.state === 'CLOSED') return refuse('FUND_CLOSED');
  if (fund.state !== 'OPEN') return refuse('NOT_FOUND');
  if (fund.currency !== request.currency) return refuse('CURRENCY_MISMATCH');
  if (!fund.needs.includes(request.kind) || !isWithin(request.publishedCell, fund.cells))
    return refuse('AGAINST_RULES');
  if (fund.mostPerRequest !== null && request.hadBefore + amount > fund.mostPerRequest) return refuse('AGAINST_RULES');
  if (amount > available - fund.reserve) return refuse('NOT_RECEIVED_YET');
  return accept({ fundId: fund.id, amount });
}

/** By its rules: as much as is wanted, may be given and is there; null for nothing. */
export function amountByRules(fund: Fund, request: WantsMoney, wanted: number, available: number): number | null {
  const most = Math.min(
    wanted,
    available - fund.reserve,
    (fund.mostPerRequest ?? wanted + request.hadBefore) - request.hadBefore,
  );
  return most > 0 && decideAllocation(fund, request, most, available).accepted ? most : null;
}

/** The published cell lies in one of the areas. One that is larger than an area may lie outside of it, and does not count. */
export function isWithin(cell: string, areas: readonly string[]): boolean {
  const fineness = resolutionOf(cell);
  return (
    areas.length === 0 ||
    areas.some((area) => resolutionOf(area) <= fineness && parentAt(cell, resolutionOf(area)) === area)
  );
}

/** A coordinator of the partner says yes or no to a home's drive, once. */
export function decideAnswerDrive(fund: Pick<Fund, 'state'>, yes: boolean): Decision<'OPEN' | 'DECLINED'> {
  return fund.state === 'PROPOSED' ? accept(yes ? 'OPEN' : 'DECLINED') : refuse('WRONG_STATE');
}

export function decideCloseFund(fund: Pick<Fund, 'state'>): Decision<'CLOSED'> {
  return fund.state === 'OPEN' ? accept('CLOSED') : refuse(fund.state === 'CLOSED' ? 'FUND_CLOSED' : 'WRONG_STATE');
}

/**
 * What homes read of how much came: nothing before `least` givers, and then a round number below it, so that one gift more is not read off
 * the next look.
 */
export function shownTotal(total: number, givers: number, least: number): number | null {
  if (givers < least) return null;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(total, 1))) - 1);
  return Math.floor(total / step) * step;
}
