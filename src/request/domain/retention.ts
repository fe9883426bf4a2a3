/** How long what a family wrote is kept: a handoff that nobody claims for 30 days or as long as its date is ahead, a listing for 30 days after its end. */
import { days, hours, later } from '../../kernel/duration.js';

export const UNCLAIMED_HANDOFF = days(30);
export const HANDOFF_AFTER_END = hours(72);
export const LISTING_AFTER_END = days(30);

/**
 * `since`: when the request was posted or renewed, or, for a series, when the last claim on it ended. A request for a date keeps its handoff
 * until that is over; a series, which may go on for a year, only while somebody comes.
 */
export function unclaimedHandoffEnds(since: Date, expiresAt: Date, isSeries: boolean): Date {
  const ends = later(since, UNCLAIMED_HANDOFF);
  return isSeries || ends > expiresAt ? ends : expiresAt;
}
