/** A receipt is kept for 30 days, or as long as its claim; what was not answered by then lapses, and what was not paid goes 90 days later. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DataKeys } from '../../sealing/data-keys.js';
import { RECEIPTS_KEPT } from '../sealed-receipts.js';
import { PastReceiptsStore } from './past-receipts.store.js';

const AT_ONCE = 500;
const UNPAID_KEPT = days(90);

@Injectable()
export class ForgetReceipts implements Sweep {
  readonly name = 'forget-receipts';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastReceiptsStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const { database } = this.owner;
    const askedBefore = dateOf(later(now, -RECEIPTS_KEPT));
    let total = await this.store.lapse(database, askedBefore, dateOf(now));
    for (;;) {
      const past = await this.store.past(database, askedBefore, AT_ONCE);
      // The keys first: a row without its key is nothing, a key without its row may open a backup.
      await this.dataKeys.destroy(past.map(({ dataKeyId }) => dataKeyId));
      total += await this.store.deleteReceipts(
        database,
        past.map(({ reimbursementId }) => reimbursementId),
      );
      if (past.length < AT_ONCE) break;
    }
    return total + (await this.store.deleteUnpaid(database, dateOf(later(now, -UNPAID_KEPT))));
  }
}

function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
