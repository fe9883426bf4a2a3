/** A request's status is derived: from its end, its lines, its claims and the clock. Nobody sets it. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { words } from '../../kernel/words.js';

export const RequestStatus = words('HELD', 'OPEN', 'PARTIALLY_CLAIMED', 'CLAIMED', 'FULFILLED', 'WITHDRAWN', 'EXPIRED');
export type RequestStatus = keyof typeof RequestStatus;

/** How a request was ended by somebody, or by the sweep. ERASED is not shown to anybody as such. */
export const RequestEnding = words('FULFILLED', 'WITHDRAWN', 'EXPIRED', 'ERASED');
export type RequestEnding = keyof typeof RequestEnding;

interface LineCount {
  readonly quantity: number;
  readonly held: number;
  readonly fulfilled: number;
}

export interface RequestFacts {
  readonly ending: RequestEnding | null;
  /** Its partner reviews every request, and has not yet looked at this one. */
  readonly heldForReview: boolean;
  readonly expiresAt: Date;
  /** The lines of its occurrences that are not over. */
  readonly lines: readonly LineCount[];
  /** Claims that are PROPOSED, ACCEPTED, DELIVERED or DISPUTED. */
  readonly liveClaims: number;
  /** A series of which occurrences are still to be made. */
  readonly moreToCome: boolean;
}

const ENDED_AS: Readonly<Record<RequestEnding, RequestStatus>> = {
  FULFILLED: 'FULFILLED',
  WITHDRAWN: 'WITHDRAWN',
  EXPIRED: 'EXPIRED',
  ERASED: 'WITHDRAWN',
};

export function requestStatus(facts: RequestFacts, now: Date): RequestStatus {
  if (facts.ending) return ENDED_AS[facts.ending];
  if (isAllFulfilled(facts)) return 'FULFILLED';
  if (isExpired(facts, now)) return 'EXPIRED';
  if (facts.heldForReview) return 'HELD';
  if (facts.lines.every((line) => line.held + line.fulfilled === 0)) return 'OPEN';
  return facts.lines.some(remains) ? 'PARTIALLY_CLAIMED' : 'CLAIMED';
}

/** Everything that was asked for has come and been confirmed, and nothing more will be asked. */
export function isAllFulfilled({ lines, moreToCome }: Pick<RequestFacts, 'lines' | 'moreToCome'>): boolean {
  return !moreToCome && lines.length > 0 && lines.every((line) => line.fulfilled === line.quantity);
}

/** Never while a claim on it lives. The sweep writes what this says. */
export function isExpired(
  { expiresAt, liveClaims }: Pick<RequestFacts, 'expiresAt' | 'liveClaims'>,
  now: Date,
): boolean {
  return liveClaims === 0 && expiresAt <= now;
}

/** For whatever only a request that has not ended takes: other words, another handoff, a block, more urgency. */
export function decideStillLive(facts: RequestFacts, now: Date): Decision<RequestStatus> {
  const status = requestStatus(facts, now);
  return HAS_ENDED.has(status) ? refuse('WRONG_STATE') : accept(status);
}

/** By a coordinator of the partner that reviews every request. */
export function decideApprove(facts: RequestFacts, now: Date): Decision<'OPEN'> {
  return requestStatus(facts, now) === 'HELD' ? accept('OPEN') : refuse('WRONG_STATE');
}

const HAS_ENDED: ReadonlySet<RequestStatus> = new Set(['FULFILLED', 'WITHDRAWN', 'EXPIRED']);

function remains(line: LineCount): boolean {
  return line.held + line.fulfilled < line.quantity;
}
