/** Admins make, change and close the funds of their partner. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { eachAccepted } from '../kernel/all-accepted.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { decideCurrency } from '../kernel/money.js';
import { decideQuantity } from '../kernel/quantity.js';
import { MOST_MINOR } from '../kernel/transfer.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { decideCell } from '../place/cell.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { CloseFund } from './close-fund.js';
import { decideFundRules } from './domain/fund.js';
import { type FundFound, FundStore, type FundTerms, type FundWords } from './fund.store.js';
import { FundTexts } from './fund-texts.js';
import { PledgesOfFund } from './pledges-of-fund.js';

export interface FundInput extends FundTerms, FundWords {}
export type ChangedFund = { readonly fundId: string } | Refused;

@Injectable()
export class ManageFunds {
  constructor(
    private readonly database: Database,
    private readonly store: FundStore,
    private readonly texts: FundTexts,
    private readonly closing: CloseFund,
    private readonly pledges: PledgesOfFund,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async create({ partnerId }: CoordinatorViewer, code: string, input: FundInput): Promise<ChangedFund> {
    const currency = decideCurrency(code, ['currency']);
    if (!currency.accepted) return currency;
    const terms = this.decide(input);
    if (!terms.accepted) return terms;
    const today = dayOf(this.clock.now());
    if (terms.value.endsOn !== null && terms.value.endsOn < today) return refuse('WINDOW_PAST', ['endsOn']);
    const fund = {
      ...({ id: randomUUID(), partnerId, currency: currency.value, kind: 'FUND', state: 'OPEN' } as const),
      ...{ ...terms.value, startedByHome: null, begunOn: today, closedOn: null },
    };
    return this.database.transaction(async (tx) => {
      await this.store.insert(tx, accept(fund));
      return { fundId: fund.id };
    });
  }

  /** What is left out stays. */
  change(viewer: CoordinatorViewer, fundId: string, changes: Partial<FundInput>): Promise<ChangedFund> {
    return this.inHand(viewer, fundId, async (tx, fund, now) => {
      if (fund.kind === 'NEED' || fund.state === 'DECLINED') return refuse('WRONG_STATE');
      if (fund.state === 'CLOSED') return refuse('FUND_CLOSED');
      const terms = this.decide({ ...fund, ...changes });
      if (!terms.accepted) return terms;
      if (terms.value.endsOn !== null && terms.value.endsOn < fund.begunOn) return refuse('WINDOW_PAST', ['endsOn']);
      await this.pledges.endOver(tx, fundId, now);
      await this.store.change(tx, fundId, terms);
      return { fundId };
    });
  }

  close(viewer: CoordinatorViewer, fundId: string): Promise<ChangedFund> {
    return this.inHand(viewer, fundId, (tx, fund, now) => this.closing.execute(tx, fund, now));
  }

  /** Nobody lifts it for a moment unseen: all admins are told. */
  async setSecondAbove(
    { partnerId }: CoordinatorViewer,
    money: { readonly minor: number; readonly currency: string },
  ): Promise<{ readonly set: true } | Refused> {
    const currency = decideCurrency(money.currency, ['above', 'currency']);
    if (!currency.accepted) return currency;
    const minor = decideQuantity(money.minor, { min: 0, max: MOST_MINOR }, ['above', 'minor']);
    if (!minor.accepted) return minor;
    return this.database.transaction(async (tx) => {
      const above = accept({ currency: currency.value, minor: minor.value });
      if (await this.store.writeSecondAbove(tx, partnerId, above)) {
        const about = { kind: 'PARTNER', id: partnerId } as const;
        const to = { coordinatorsOf: partnerId, roles: ['ADMIN'] } as const;
        await this.notices.tell(tx, to, 'SECOND_ABOVE_CHANGED', about, this.clock.now());
      }
      return { set: true } as const;
    });
  }

  private decide(input: FundInput): Decision<FundInput> {
    const words = this.texts.decide(input);
    if (!words.accepted) return words;
    const cells = eachAccepted(input.cells.map((cell, at) => decideCell(cell, ['areas', String(at)])));
    if (!cells.accepted) return cells;
    const rules = decideFundRules({ ...input, cells: [...new Set(cells.value)] });
    return rules.accepted ? accept({ ...rules.value, ...words.value }) : rules;
  }

  private async inHand(
    { partnerId }: CoordinatorViewer,
    fundId: string,
    change: (tx: Transaction, fund: FundFound, now: Date) => Promise<ChangedFund>,
  ): Promise<ChangedFund> {
    if (!isPublicId(fundId)) return refuse('NOT_FOUND', ['fundId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const fund = await this.store.lock(tx, partnerId, fundId);
      if (!fund) return refuse('NOT_FOUND', ['fundId']);
      const changed = await change(tx, fund, now);
      return isRefused(changed) ? changed : { fundId };
    });
  }
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
