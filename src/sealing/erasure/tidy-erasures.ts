/** On marks of the clock what was erased is put out of the order in which it was, and what no backup is as old as is dropped. */
import { Injectable } from '@nestjs/common';
import { KeyStore, OwnerDatabase, Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { ErasedStore } from './erased.store.js';
import { dayBefore, ErasureJournal } from './erasure-journal.js';

/** A backup at the end of its time still meets everything that was erased since it was made. */
const SLACK_DAYS = 7;

@Injectable()
export class TidyErasures implements Sweep {
  readonly name = 'tidy-erasures';

  constructor(
    private readonly keyStore: KeyStore,
    private readonly owner: OwnerDatabase,
    private readonly journal: ErasureJournal,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const { backupDays, backupKeysDays } = this.settings.config;
    const since = dayBefore(now, Math.max(backupDays, backupKeysDays) + SLACK_DAYS);
    let changed = 0;
    for (const db of [this.keyStore.owner, this.owner.database]) {
      const store = new ErasedStore(db);
      changed += await store.forget(since);
      await store.reshuffle(dayBefore(now, 1));
    }
    return changed + (await this.journal.tidy(since));
  }
}
