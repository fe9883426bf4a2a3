/** What of a circle a plan is about, and how much it may be. */
import { endOfHalfDay, halfDayOf } from '../calendar/half-day.js';
import type { PlanScope } from './plan-facts.store.js';
import type { PlanRecord } from './plan-record.js';

/** Open requests, each time of a series for itself, and offers: as many as are planned for within seconds and 300 MB. */
export const MOST_IN_PLAN = 2_000;
/** The last place on earth where a day begins. */
const LAST_TO_END = 'Etc/GMT+12';

export function scopeOf(
  { circleId, partnerId, kinds, horizon }: Pick<PlanRecord, 'circleId' | 'partnerId' | 'kinds' | 'horizon'>,
  now: Date,
): PlanScope {
  const horizonHalf = halfDayOf(horizon, 'AFTERNOON');
  return { circleId, partnerId, kinds, horizonHalf, until: endOfHalfDay(horizonHalf, LAST_TO_END), now };
}
