/** What the shelves of offers know of one beside its row: when in a week it may stand, from when on, and how much it gives at a time. */
import { EVERY_HALF, utcDaysOfHalves, weekHalvesOf, weekHalvesOfRule } from '../../calendar/week-halves.js';
import type { PostedOfferLine } from './offer-posting.js';
import type { Schedule } from './offer-schedule.js';
import type { OfferTimes } from './offer-times.js';

export interface OnShelf {
  /** In the offer's own zone: at least those in which any of its windows ever lies. */
  readonly weekHalves: number;
  /** The days, in UTC, that those share time with. */
  readonly utcDays: number;
  /** The first opening; null when it stands at any time. */
  readonly openFrom: Date | null;
  /** Of the line that gives the most. A run serves whatever is asked for, so it counts as more than anything; null says so. */
  readonly gives: number | null;
}

export function onShelf(times: OfferTimes, { windows }: Schedule, lines: readonly PostedOfferLine[]): OnShelf {
  const { recurrence, timeZone } = times;
  const weekHalves = recurrence
    ? weekHalvesOfRule(recurrence.rule, recurrence.fromHalf, recurrence.untilHalf)
    : (times.windows ?? []).reduce((all, span) => all | weekHalvesOf(span, timeZone), 0) || EVERY_HALF;
  return {
    weekHalves,
    utcDays: utcDaysOfHalves(weekHalves, timeZone),
    // A rule whose first window is farther ahead than windows are made has none yet.
    openFrom: windows[0]?.opensAt ?? null,
    gives: lines.some(({ unit }) => unit === 'RUN') ? null : Math.max(...lines.map(({ quantity }) => quantity)),
  };
}
