/** No request stays for ever: a dated one ends a day after its window, any other after 14 days, unless the family renews it. */
import { endOfHalfDay, halfDayAt } from '../../calendar/half-day.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { days, hours, later } from '../../kernel/duration.js';
import { decideStillLive, type RequestFacts } from './request.js';

const AFTER_WINDOW = hours(24);
const WITHOUT_DATE = days(14);
export const MOST_RENEWALS = 2;
/** Once for each term: when there is something to renew, and also when the last renewal is used up. */
export const NOTICE_BEFORE = hours(48);

/** `closesAt`: the end of the window, of the last one in a series; null without a date. */
export function expiresAt(closesAt: Date | null, postedAt: Date): Date {
  return closesAt ? later(closesAt, AFTER_WINDOW) : termFrom(postedAt);
}

/** To the end of a half-day in UTC: 14 days after a post, to the second, would tell when the family posted. */
function termFrom(now: Date): Date {
  return endOfHalfDay(halfDayAt(later(now, WITHOUT_DATE), 'UTC'), 'UTC');
}

export interface Renewable extends RequestFacts {
  readonly closesAt: Date | null;
  readonly renewals: number;
}

export interface Renewal {
  readonly expiresAt: Date;
  readonly renewals: number;
  /** The next notice is a new one. */
  readonly expiryTold: false;
}

/** Another 14 days. A date cannot be renewed: what was for Thursday is posted again for another day. */
export function decideRenew(request: Renewable, now: Date): Decision<Renewal> {
  const live = decideStillLive(request, now);
  if (!live.accepted) return live;
  if (request.closesAt) return refuse('WRONG_STATE');
  if (request.renewals >= MOST_RENEWALS) return refuse('ALREADY_RENEWED_TWICE');
  return accept({ expiresAt: termFrom(now), renewals: request.renewals + 1, expiryTold: false });
}
