/** Duty is what somebody says of the next hours, never longer than a long shift: nobody is on duty because they forgot to leave. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';

export const LONGEST_DUTY = hours(16);

export function decideDuty(until: Date, now: Date): Decision<Date> {
  if (until <= now) return refuse('WINDOW_PAST', ['until']);
  return until > later(now, LONGEST_DUTY) ? refuse('WINDOW_TOO_FAR', ['until']) : accept(until);
}
