/** Every few minutes what was erased since then is noted in the journal, and that somebody was here to do so. */
import { Injectable } from '@nestjs/common';
import { Alarms } from '../../platform/alarms/alarms.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { KeysUnreachable } from '../key-provider.js';
import { ErasureJournal } from './erasure-journal.js';
import { KeepErasures } from './keep-erasures.js';

@Injectable()
export class JournalErasures implements Sweep {
  readonly name = 'journal-erasures';

  constructor(
    private readonly erasures: KeepErasures,
    private readonly journal: ErasureJournal,
    private readonly alarms: Alarms,
  ) {}

  async run(now: Date): Promise<number> {
    try {
      const noted = await this.erasures.execute(now);
      await this.journal.sign();
      return noted;
    } catch (error) {
      if (error instanceof KeysUnreachable) this.alarms.raise('ERASURES_NOT_KEPT');
      throw error;
    }
  }
}
