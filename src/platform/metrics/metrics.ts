/** Figures of the service for whoever runs it: counts and durations, with no id, no name and no word of anybody in their labels. */
import { Injectable } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface PoolUsage {
  /** Connections that are open. */
  readonly total: number;
  readonly idle: number;
  /** Callers that wait for one. */
  readonly waiting: number;
}

@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly operations = new Counter({
    name: 'sanctuary_operations_total',
    help: 'GraphQL operations, by their type and by how they ended: OK, a refusal code, or an error code.',
    labelNames: ['type', 'outcome'] as const,
    registers: [this.registry],
  });
  private readonly operationSeconds = new Histogram({
    name: 'sanctuary_operation_seconds',
    help: 'How long GraphQL operations took.',
    labelNames: ['type'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  private readonly sweptRows = new Counter({
    name: 'sanctuary_swept_rows_total',
    help: 'Rows that sweeps changed.',
    labelNames: ['sweep'] as const,
    registers: [this.registry],
  });
  private readonly sweepFailures = new Counter({
    name: 'sanctuary_sweep_failures_total',
    help: 'Runs of a sweep that failed.',
    labelNames: ['sweep'] as const,
    registers: [this.registry],
  });
  private readonly sweepSeconds = new Histogram({
    name: 'sanctuary_sweep_seconds',
    help: 'How long sweeps took.',
    labelNames: ['sweep'] as const,
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    registers: [this.registry],
  });
  private readonly alarms = new Counter({
    name: 'sanctuary_alarms_total',
    help: 'Alarms that were raised, by their code.',
    labelNames: ['alarm'] as const,
    registers: [this.registry],
  });
  private readonly pools: { readonly name: string; readonly usage: () => PoolUsage }[] = [];

  constructor() {
    const { pools } = this;
    new Gauge({
      name: 'sanctuary_pool_connections',
      help: 'Connections of each pool by state; waiting counts callers without one.',
      labelNames: ['pool', 'state'] as const,
      registers: [this.registry],
      collect() {
        for (const { name, usage } of pools) {
          const { total, idle, waiting } = usage();
          this.set({ pool: name, state: 'busy' }, total - idle);
          this.set({ pool: name, state: 'idle' }, idle);
          this.set({ pool: name, state: 'waiting' }, waiting);
        }
      },
    });
  }

  /** Memory, CPU, garbage collection and the lag of the event loop. Only where somebody reads them: they cost a little. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  watchPool(name: string, usage: () => PoolUsage): void {
    this.pools.push({ name, usage });
  }

  /** `outcome` is a code out of our own lists: what a client sent would be a label without an end. */
  countOperation(type: string, outcome: string, seconds: number): void {
    this.operations.inc({ type, outcome });
    this.operationSeconds.observe({ type }, seconds);
  }

  countAlarm(alarm: string): void {
    this.alarms.inc({ alarm });
  }

  countSweep({ name, rows, milliseconds }: { name: string; rows: number | null; milliseconds: number }): void {
    if (rows === null) this.sweepFailures.inc({ sweep: name });
    else this.sweptRows.inc({ sweep: name }, rows);
    this.sweepSeconds.observe({ sweep: name }, milliseconds / 1_000);
  }
}
