/** For which kinds and until when a plan may be asked. */
import { isLocalDate, localDateAt } from '../../calendar/half-day.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import type { HelpKind } from '../../kernel/help.js';

/** As far as the times of series are made, and as claims without a date are planned. */
export const MOST_DAYS_AHEAD = 14;
/** Where a day ends last, and where it begins first. */
const LAST_TO_END = 'Etc/GMT+12';
const FIRST_TO_BEGIN = 'Etc/GMT-14';

/** Money is given through the partner, and nobody goes anywhere for it. Each kind once. */
export function decideKinds(kinds: readonly HelpKind[]): Decision<readonly HelpKind[]> {
  if (kinds.includes('MONEY')) return refuse('MONEY_THROUGH_PARTNER', ['kinds']);
  const distinct = [...new Set(kinds)].sort();
  return distinct.length > 0 ? accept(distinct) : refuse('INVALID_INPUT', ['kinds']);
}

/** The last day that is planned for: not over yet everywhere, and at most 14 days ahead. */
export function decideHorizon(date: string, now: Date): Decision<string> {
  if (!isLocalDate(date)) return refuse('INVALID_INPUT', ['horizon']);
  if (date < localDateAt(now, LAST_TO_END)) return refuse('WINDOW_PAST', ['horizon']);
  const last = localDateAt(later(now, days(MOST_DAYS_AHEAD)), FIRST_TO_BEGIN);
  return date <= last ? accept(date) : refuse('WINDOW_TOO_FAR', ['horizon']);
}
