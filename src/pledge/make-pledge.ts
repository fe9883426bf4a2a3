/** A home pledges, once or each month, to a fund of its partner or to a kind of need in an area. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FundsInHand } from '../fund/funds-in-hand.js';
import { OpenHomes } from '../home/open-homes.js';
import { Clock } from '../kernel/clock.js';
import { accept, isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import { decideCurrency, type Money } from '../kernel/money.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { type Cadence, decideNewPledge, firstMonth } from './domain/pledge.js';
import { PledgeStore } from './pledge.store.js';
import { PledgeAccounts } from './pledge-accounts.js';

export interface PledgeWish {
  readonly to: { readonly fundId: string } | { readonly need: HelpKind; readonly cell: string };
  readonly amount: Money;
  readonly cadence: Cadence;
  /** Minor units of all times together. */
  readonly cap: number | null;
}

const MOST_PLEDGES = 20;

@Injectable()
export class MakePledge {
  constructor(
    private readonly database: Database,
    private readonly funds: FundsInHand,
    private readonly homes: OpenHomes,
    private readonly store: PledgeStore,
    private readonly accounts: PledgeAccounts,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, { to, amount, cadence, cap }: PledgeWish): Promise<{ pledgeId: string } | Refused> {
    if (!viewer.vouched) return refuse('NOT_VOUCHED');
    if (viewer.paused) return refuse('HOME_PAUSED');
    const now = this.clock.now();
    const today = now.toISOString().slice(0, 10);
    const currency = decideCurrency(amount.currency, ['amount', 'currency']);
    if (!currency.accepted) return currency;
    const wanted = decideNewPledge({ cadence, amount: amount.minor, cap }, today);
    if (!wanted.accepted) return wanted;
    const { homeId, partnerId } = viewer;
    return this.database.transaction(async (tx) => {
      const fund =
        'fundId' in to
          ? await this.funds.toPledgeTo(tx, partnerId, to.fundId, today)
          : await this.funds.ofNeed(tx, partnerId, { ...to, currency: currency.value }, today);
      if (isRefused(fund)) return fund;
      if (fund.currency !== currency.value) return refuse('CURRENCY_MISMATCH', ['amount', 'currency']);
      const closed = await this.homes.hold(tx, homeId);
      if (closed) return closed;
      if ((await this.store.countLive(tx, homeId)) >= MOST_PLEDGES) return refuse('TOO_MANY_OFFERS');
      const pledge = {
        ...{ ...wanted.value, id: randomUUID(), homeId, partnerId, fundId: fund.id, currency: fund.currency },
        endsOn: fund.endsOn,
      };
      await this.store.insert(tx, accept(pledge), today);
      const first = firstMonth(wanted.value, today);
      await this.store.insertMonth(tx, pledge.id, first);
      await this.accounts.promise(tx, { ...pledge, promised: 0 }, first.amount, 'HOME', now);
      await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'PLEDGE_MADE', { kind: 'PLEDGE', id: pledge.id }, now);
      return { pledgeId: pledge.id };
    });
  }
}
