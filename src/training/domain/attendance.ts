/** Who came is said from the beginning of a session on, and corrected for a week after it; only of those who had a place. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';

export const CORRECTED_WITHIN = days(7);

export type Attendance = 'ATTENDED' | 'ABSENT';

export interface SessionHeld {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly cancelledAt: Date | null;
}

export interface SignedUpFor {
  readonly signUpId: string;
  readonly hasPlace: boolean;
  readonly attendance: Attendance | null;
  /** Of the coordinator's own household: somebody else says whether it came. */
  readonly isTheirOwn: boolean;
}

export interface Mark {
  readonly signUpId: string;
  readonly attendance: Attendance;
}

/** The marks that change something. */
export function decideAttendance(
  session: SessionHeld,
  signedUp: readonly SignedUpFor[],
  marks: readonly Mark[],
  now: Date,
): Decision<readonly Mark[]> {
  if (session.cancelledAt) return refuse('WRONG_STATE');
  if (now < session.startsAt) return refuse('NOT_BEGUN');
  if (now >= later(session.endsAt, CORRECTED_WITHIN)) return refuse('LEASE_OVER');
  const known = new Map(signedUp.map((its) => [its.signUpId, its]));
  const changed: Mark[] = [];
  const marked = new Set<string>();
  for (const [at, mark] of marks.entries()) {
    const path = ['marks', String(at), 'signUpId'];
    const its = known.get(mark.signUpId);
    if (!its) return refuse('NOT_FOUND', path);
    if (marked.has(mark.signUpId)) return refuse('INVALID_INPUT', path);
    if (!its.hasPlace) return refuse('WRONG_STATE', path);
    if (its.isTheirOwn) return refuse('NOT_ALLOWED', path);
    marked.add(mark.signUpId);
    if (its.attendance !== mark.attendance) changed.push(mark);
  }
  return accept(changed);
}
