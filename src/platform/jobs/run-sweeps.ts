/** Runs sweeps, for the job runner, the command line and tests alike: one that fails stops none of the others. */
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Logger } from '../logger.js';
import { Metrics } from '../metrics/metrics.js';
import { type Cadence, SCHEDULED_SWEEPS, type ScheduledSweep } from './scheduled-sweep.js';
import type { Sweep } from './sweep.js';

export interface SweepReport {
  readonly name: string;
  /** Rows it changed; null when it failed. */
  readonly rows: number | null;
  readonly milliseconds: number;
}

/** Some sweep failed; why is in the log. Every other one ran. */
export class SweepsFailed extends Error {
  constructor(readonly reports: readonly SweepReport[]) {
    const failed = reports.filter(({ rows }) => rows === null).map(({ name }) => name);
    super(`These sweeps failed: ${failed.join(', ')}.`);
  }
}

@Injectable()
export class RunSweeps {
  constructor(
    @Inject(SCHEDULED_SWEEPS) private readonly scheduled: readonly ScheduledSweep[],
    private readonly modules: ModuleRef,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  /** In the order of the schedule. */
  get schedule(): readonly { readonly name: string; readonly cadence: Cadence }[] {
    return this.scheduled.map((entry) => ({ name: this.sweepOf(entry).name, cadence: entry.cadence }));
  }

  /** All of them, in order. Throws `SweepsFailed` when one failed, after the others ran. */
  async all(now: Date): Promise<SweepReport[]> {
    const reports: SweepReport[] = [];
    for (const { name } of this.schedule) reports.push(await this.one(name, now));
    if (reports.some(({ rows }) => rows === null)) throw new SweepsFailed(reports);
    return reports;
  }

  /** Never throws for what the sweep does: a failure is logged, and told by the report. */
  async one(name: string, now: Date): Promise<SweepReport> {
    const sweep = this.scheduled.map((entry) => this.sweepOf(entry)).find((its) => its.name === name);
    if (!sweep) throw new Error('There is no sweep of that name.');
    const startedAt = performance.now();
    let rows: number | null = null;
    try {
      rows = await sweep.run(now);
    } catch (error) {
      this.logger.failure('a sweep failed', error, { sweep: name });
    }
    const report = { name, rows, milliseconds: Math.round(performance.now() - startedAt) };
    this.metrics.countSweep(report);
    if (rows) this.logger.info('swept', { sweep: name, rows, milliseconds: report.milliseconds });
    return report;
  }

  private sweepOf({ sweep }: ScheduledSweep): Sweep {
    return this.modules.get(sweep, { strict: false });
  }
}
