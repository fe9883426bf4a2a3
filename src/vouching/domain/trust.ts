/** Trust is earned from families that coordinators know, over time, and conferred by a coordinator: silence and one's own requests earn nothing. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HomeTier } from '../../kernel/viewer.js';

/** What counts of a home: deliveries that the family itself confirmed, each on another request that a coordinator took in. */
export interface Earned {
  readonly confirmedIntakes: number;
  /** From the first of them to the last. */
  readonly days: number;
  readonly upheldReports: number;
}

export interface HomeToTrust extends Earned {
  readonly homeId: string;
  readonly tier: HomeTier;
  readonly paused: boolean;
  readonly isTheirOwn: boolean;
}

const INTAKES_ENOUGH = 3;
const DAYS_ENOUGH = 14;

export function isEligible({ confirmedIntakes, days, upheldReports }: Earned): boolean {
  return confirmedIntakes >= INTAKES_ENOUGH && days >= DAYS_ENOUGH && upheldReports === 0;
}

export function decideTrust(home: HomeToTrust): Decision<{ readonly homeId: string }> {
  if (home.isTheirOwn) return refuse('NOT_ALLOWED');
  if (home.tier === 'NEW') return refuse('NOT_VOUCHED');
  if (home.tier === 'TRUSTED') return refuse('WRONG_STATE');
  if (home.paused) return refuse('HOME_PAUSED');
  return isEligible(home) ? accept({ homeId: home.homeId }) : refuse('NOT_EARNED');
}

/** From a home of their own too: taking trust away makes nobody trusted. */
export function decideTrustWithdrawal(home: Pick<HomeToTrust, 'homeId' | 'tier'>): Decision<{ homeId: string }> {
  return home.tier === 'TRUSTED' ? accept({ homeId: home.homeId }) : refuse('WRONG_STATE');
}

/** Only a family's own yes, only to a request that somebody took in, and not where a member of the home took it in. */
export interface ConfirmedDelivery {
  readonly shape: 'MEETING' | 'GIVING' | 'RECEIVING';
  readonly confirmedBy: 'FAMILY' | 'HOME' | 'COORDINATOR' | 'SILENCE' | null;
  readonly intakeCoordinatorId: string | null;
}

export function earnsTrust({ shape, confirmedBy, intakeCoordinatorId }: ConfirmedDelivery): boolean {
  return shape === 'MEETING' && confirmedBy === 'FAMILY' && intakeCoordinatorId !== null;
}
