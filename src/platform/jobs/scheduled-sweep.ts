/** Which sweep runs when: on marks of the clock, so that the time of a change says nothing of the time of its cause. */
import type { Type } from '@nestjs/common';
import type { Sweep } from './sweep.js';

/** Cron patterns, in UTC; `minutes`: between two marks on which requests are published. Leases need the finer one: what nobody takes care of should not look taken for half an hour. */
const CADENCES = {
  EVERY_MINUTE: '* * * * *',
  EVERY_FIVE_MINUTES: '*/5 * * * *',
  /** Where they are published at once, a sweep still comes by. */
  WHEN_PUBLISHING: (minutes: number) => `*/${minutes || 10} * * * *`,
  EVERY_HALF_HOUR: '0,30 * * * *',
  /** While it is night all over the United States. */
  NIGHTLY: '30 9 * * *',
} as const;

export type Cadence = keyof typeof CADENCES;

export function cronOf(cadence: Cadence, publishingMinutes: number): string {
  const pattern = CADENCES[cadence];
  return typeof pattern === 'string' ? pattern : pattern(publishingMinutes);
}

export interface ScheduledSweep {
  readonly sweep: Type<Sweep>;
  readonly cadence: Cadence;
}

/** The token under which the schedule is injected. */
export const SCHEDULED_SWEEPS = Symbol('scheduled sweeps');
