/** Gives everybody who erases the journal of what was erased. */
import { Global, Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Settings } from '../../platform/instance-parts.js';
import { ErasureJournal } from './erasure-journal.js';
import { JournalErasures } from './journal-erasures.js';
import { KeepErasures } from './keep-erasures.js';
import { TidyErasures } from './tidy-erasures.js';

@Global()
@Module({
  providers: [
    {
      provide: ErasureJournal,
      useFactory: ({ config }: Settings, clock: Clock) => new ErasureJournal(config.erasureJournal, clock),
      inject: [Settings, Clock],
    },
    KeepErasures,
    JournalErasures,
    TidyErasures,
  ],
  exports: [ErasureJournal, KeepErasures],
})
export class ErasureModule {}
