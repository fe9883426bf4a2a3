/** Whether a home takes on anything new: somebody vouches for it, it is not paused, and it has accepted its partner's agreement. */
import { type Refused, refuse } from './decision.js';
import type { HomeViewer } from './viewer.js';

type Standing = Pick<HomeViewer, 'vouched' | 'paused' | 'agreed'>;

/** Why it sees no requests and takes on none; null when it does. */
export function refusalOfStanding({ vouched, paused, agreed }: Standing): Refused | null {
  if (!vouched) return refuse('NOT_VOUCHED');
  if (paused) return refuse('HOME_PAUSED');
  return agreed ? null : refuse('AGREEMENT_NEEDED');
}

export function seesRequests(home: Standing): boolean {
  return refusalOfStanding(home) === null;
}
