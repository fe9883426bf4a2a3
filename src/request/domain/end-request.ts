/** A family ends its request at any moment: withdrawn, finished or erased; the live claims on it end with it. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideStillLive, isAllFulfilled, isExpired, type RequestEnding, type RequestFacts } from './request.js';

export interface EndedRequest {
  readonly ending: RequestEnding;
  readonly endedAt: Date;
  /** Why its live claims are CANCELLED, as the claim knows it. */
  readonly claimsEndAs: 'WITHDRAWN' | 'FINISHED' | 'ERASED';
}

export function decideWithdraw(request: RequestFacts, now: Date): Decision<EndedRequest> {
  return decideEnd(request, { ending: 'WITHDRAWN', endedAt: now, claimsEndAs: 'WITHDRAWN' }, now);
}

/** Finished means that no more is wanted, whatever was delivered of it. */
export function decideFinish(request: RequestFacts, now: Date): Decision<EndedRequest> {
  return decideEnd(request, { ending: 'FULFILLED', endedAt: now, claimsEndAs: 'FINISHED' }, now);
}

/** Nothing refuses it. A request that ended before keeps nothing either. */
export function decideErase(now: Date): Decision<EndedRequest> {
  return accept({ ending: 'ERASED', endedAt: now, claimsEndAs: 'ERASED' });
}

/** What the clock and the claims have ended by now: all of it has come, or its time is over. No claim on it lives, so none ends. */
export function decideDueEnd(request: RequestFacts, now: Date): Decision<Omit<EndedRequest, 'claimsEndAs'>> {
  if (request.ending) return refuse('WRONG_STATE');
  if (isAllFulfilled(request)) return accept({ ending: 'FULFILLED', endedAt: now });
  return isExpired(request, now) ? accept({ ending: 'EXPIRED', endedAt: now }) : refuse('WRONG_STATE');
}

function decideEnd(request: RequestFacts, end: EndedRequest, now: Date): Decision<EndedRequest> {
  const live = decideStillLive(request, now);
  return live.accepted ? accept(end) : live;
}
