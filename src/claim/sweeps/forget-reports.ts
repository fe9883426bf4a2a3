/** What was said in a report is kept for 30 days, and that there was one until 90 days after it was settled, or as long as its request. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DataKeys } from '../../sealing/data-keys.js';
import { WORDS_KEPT } from '../sealed-reports.js';
import { PastReportsStore } from './past-reports.store.js';

const AT_ONCE = 500;
/** As long as a family may read who opened its details. */
const SETTLED_KEPT = days(90);

@Injectable()
export class ForgetReports implements Sweep {
  readonly name = 'forget-reports';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastReportsStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const [saidBefore, settledBefore] = [dateOf(later(now, -WORDS_KEPT)), dateOf(later(now, -SETTLED_KEPT))];
    let total = 0;
    for (;;) {
      const said = await this.store.said(this.owner.database, saidBefore, settledBefore, AT_ONCE);
      // The keys first: a row without its key is nothing, a key without its row may open a backup.
      await this.dataKeys.destroy(said.map(({ dataKeyId }) => dataKeyId));
      total += await this.store.deleteSaid(
        this.owner.database,
        said.map(({ reportId }) => reportId),
      );
      if (said.length < AT_ONCE) break;
    }
    return total + (await this.store.deleteSettled(this.owner.database, settledBefore));
  }
}

/** In UTC, as reports are dated. */
function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
