/** What people look at is metered, for whoever lets them look. */
import { Global, Module } from '@nestjs/common';
import { DailyLooks } from './daily-looks.js';
import { ForgetMeters } from './forget-meters.js';
import { MeterStore } from './meter.store.js';
import { MeterDigests } from './meter-digests.js';
import { PageMeters } from './page-meters.js';
import { WrittenMeters } from './written-meters.js';

@Global()
@Module({
  providers: [MeterStore, MeterDigests, WrittenMeters, DailyLooks, PageMeters, ForgetMeters],
  exports: [DailyLooks, PageMeters],
})
export class MeteringModule {}
