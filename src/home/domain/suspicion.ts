/** What makes a home look like one that collects families instead of helping them: then it is paused until a person has looked. */

/** What it did, as far as it is remembered. */
export interface Conduct {
  /** Claims that it let go within 30 days after it had opened their handoff, other than as too far. */
  readonly releasesAfterOpening: number;
  /** Days in a row, the last of them today, on which it opened as many pages of requests as it may. */
  readonly fullDaysInARow: number;
  /** It wanted to open more handoffs today than anybody can look after. */
  readonly openingsUsedUp: boolean;
  /** It named something that no list shows. */
  readonly canaryReached: boolean;
}

export interface ConductLimits {
  readonly releasesThatPause: number;
  readonly fullDaysThatPause: number;
}

export const unsuspicious: Conduct = {
  releasesAfterOpening: 0,
  fullDaysInARow: 0,
  openingsUsedUp: false,
  canaryReached: false,
};

export function isSuspicious(conduct: Conduct, limits: ConductLimits): boolean {
  return (
    conduct.canaryReached ||
    conduct.openingsUsedUp ||
    conduct.releasesAfterOpening >= limits.releasesThatPause ||
    conduct.fullDaysInARow >= limits.fullDaysThatPause
  );
}
