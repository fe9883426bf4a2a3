/** Once a month is over, givers read what their fund did in it, where there is a crowd; the rest is forgotten. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase, Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { publishable } from '../domain/outcomes.js';
import { FundOutcomeStore } from '../fund-outcome.store.js';
import { RecordOutcome } from '../record-outcome.js';

@Injectable()
export class PublishOutcomes implements Sweep {
  readonly name = 'publish-outcomes';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: FundOutcomeStore,
    private readonly recording: RecordOutcome,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const published = await this.owner.database.transaction(async (tx) => {
      const months = await this.store.takeOver(tx, `${now.toISOString().slice(0, 7)}-01`);
      for (const { fundId, month, box } of months) {
        const outcomes = await this.recording.opened(box, fundId, month, now);
        await this.store.publish(tx, fundId, month, publishable(outcomes, this.settings.config.leastFamilies));
      }
      return months.length;
    });
    return typeof published === 'number' ? published : 0;
  }
}
