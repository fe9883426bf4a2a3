/** For whoever pledges to a fund or allocates out of it: the fund as it stands until the transaction ends, and what its rules say. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accept, type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import { isPublicId } from '../kernel/ids.js';
import { takesTwo } from '../kernel/second-hands.js';
import { Balances } from '../ledger/balances.js';
import { decideCell } from '../place/cell.js';
import type { Queryable } from '../platform/queryable.js';
import { amountByRules, decideAllocation, decideTakesPledges, type Fund, type WantsMoney } from './domain/fund.js';
import { FundStore } from './fund.store.js';
import { FundFiguresStore } from './fund-figures.store.js';

export type { Fund } from './domain/fund.js';

export interface Wanting extends Omit<WantsMoney, 'hadBefore'> {
  readonly requestId: string;
}

@Injectable()
export class FundsInHand {
  constructor(
    private readonly store: FundStore,
    private readonly figures: FundFiguresStore,
    private readonly balances: Balances,
  ) {}

  /** A fund to which homes of the partner can pledge today. */
  async toPledgeTo(tx: Queryable, partnerId: string, fundId: string, today: string): Promise<Fund | Refused> {
    const fund = isPublicId(fundId) ? await this.store.hold(tx, partnerId, fundId) : null;
    if (!fund || fund.kind === 'NEED') return refuse('NOT_FOUND', ['to', 'fundId']);
    const takes = decideTakesPledges(fund, today);
    return takes.accepted ? fund : { ...takes, path: ['to', 'fundId'] };
  }

  /** Of a kind of need in an area; it is begun where nobody has pledged to it before. */
  async ofNeed(
    tx: Queryable,
    partnerId: string,
    { need, cell, currency }: { readonly need: HelpKind; readonly cell: string; readonly currency: string },
    today: string,
  ): Promise<Fund | Refused> {
    const area = decideCell(cell, ['to', 'need', 'area']);
    if (!area.accepted) return area;
    const fund = {
      ...({ id: randomUUID(), partnerId, currency, kind: 'NEED', state: 'OPEN', startedByHome: null } as const),
      ...{ title: null, purpose: null, needs: [need], cells: [area.value], mostPerRequest: null, reserve: 0 },
      ...{ byRules: false, goal: null, begunOn: today, endsOn: null, closedOn: null },
    };
    const known = await this.store.ofNeed(tx, partnerId, currency, need, area.value);
    if (known === null && (await this.store.insert(tx, accept(fund)))) return fund;
    const id = known ?? (await this.store.ofNeed(tx, partnerId, currency, need, area.value));
    return (id === null ? null : await this.store.hold(tx, partnerId, id)) ?? refuse('BUSY', undefined, 1);
  }

  /** What `amount` a coordinator takes out of it for a request, which is locked. The fund's money is locked too from here on. */
  async allocation(
    tx: Queryable,
    partnerId: string,
    fundId: string,
    request: Wanting,
    amount: number,
  ): Promise<Decision<{ readonly fundId: string; readonly amount: number }>> {
    const known = await this.forAllocation(tx, partnerId, fundId, request);
    return isRefused(known) ? known : decideAllocation(known.fund, known.wants, amount, known.available);
  }

  /**
   * As much of what is wanted as the rules give by themselves; null for nothing, and where a request would have so much altogether that it
   * takes two people: rules are none. `before`: what was set aside for it already, from wherever.
   */
  async allocationByRules(
    tx: Queryable,
    partnerId: string,
    fundId: string,
    request: Wanting,
    { wanted, before }: { readonly wanted: number; readonly before: number },
  ): Promise<number | null> {
    const known = await this.forAllocation(tx, partnerId, fundId, request);
    if (isRefused(known) || !known.fund.byRules) return null;
    const amount = amountByRules(known.fund, known.wants, wanted, known.available);
    return amount === null || takesTwo(before + amount, known.fund.secondAbove) ? null : amount;
  }

  /** Open funds that serve requests by themselves. */
  byRules(db: Queryable): Promise<readonly Fund[]> {
    return this.store.byRules(db);
  }

  private async forAllocation(tx: Queryable, partnerId: string, fundId: string, request: Wanting) {
    const fund = isPublicId(fundId) ? await this.store.hold(tx, partnerId, fundId) : null;
    if (!fund) return refuse('NOT_FOUND', ['fundId']);
    const available = await this.balances.locked(tx, { kind: 'FUND', partnerId, currency: fund.currency, fundId });
    const hadBefore = await this.figures.hadBefore(tx, fundId, request.requestId);
    return { fund, available, wants: { ...request, hadBefore } };
  }
}
