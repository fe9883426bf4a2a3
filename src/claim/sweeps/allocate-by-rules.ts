/** Funds that serve requests by themselves set money aside within their rules, on half-hour marks, in no order that a request could be told by. */
import { Injectable } from '@nestjs/common';
import { FundsInHand } from '../../fund/funds-in-hand.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { AllocateFromFund } from '../allocate-from-fund.js';
import { FundTargetStore } from '../fund-target.store.js';

/** Of one fund, on one mark. */
const AT_ONCE = 200;

@Injectable()
export class AllocateByRules implements Sweep {
  readonly name = 'allocate-by-rules';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly funds: FundsInHand,
    private readonly store: FundTargetStore,
    private readonly allocating: AllocateFromFund,
  ) {}

  async run(now: Date): Promise<number> {
    let allocated = 0;
    for (const fund of await this.funds.byRules(this.owner.database)) {
      const { partnerId, currency } = fund;
      for (const requestId of await this.store.wantingMoney(this.owner.database, partnerId, currency, now, AT_ONCE)) {
        if (await this.allocating.byRules(fund, requestId, now)) allocated += 1;
      }
    }
    return allocated;
  }
}
