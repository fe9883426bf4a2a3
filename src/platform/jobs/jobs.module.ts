/** Everything that puts itself right with time. */
import { type DynamicModule, Module } from '@nestjs/common';
import { RowOrderStore } from './row-order.store.js';
import { RunSweeps } from './run-sweeps.js';
import { SCHEDULED_SWEEPS, type ScheduledSweep } from './scheduled-sweep.js';
import { ShuffleRows } from './shuffle-rows.js';

@Module({})
export class JobsModule {
  static of(schedule: readonly ScheduledSweep[]): DynamicModule {
    return {
      module: JobsModule,
      providers: [{ provide: SCHEDULED_SWEEPS, useValue: schedule }, RunSweeps, ShuffleRows, RowOrderStore],
      exports: [RunSweeps],
    };
  }
}
