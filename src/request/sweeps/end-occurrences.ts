/** Marks occurrences whose window is over: they are not listed any more, whether or not the request goes on. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DueRequestsStore } from '../due-requests.store.js';

const AT_ONCE = 1_000;

@Injectable()
export class EndOccurrences implements Sweep {
  readonly name = 'end-occurrences';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly due: DueRequestsStore,
  ) {}

  async run(now: Date): Promise<number> {
    let total = 0;
    for (;;) {
      const ended = await this.owner.database.transaction((tx) => this.due.endOccurrences(tx, now, AT_ONCE));
      if (isRefused(ended) || ended === 0) return total;
      total += ended;
    }
  }
}
