/** Families are counted in epochs of 45 days, a token each per epoch; a cell is published when one epoch of the last 90 days has enough. */

export const EPOCH_DAYS = 45;

/** k of privacy.md: so many different families must have asked where a request may be published. */
export const LEAST_FAMILIES = 5;

const DAY_MS = 86_400_000;

/** The epoch of an instant, counted from 1970-01-01 in UTC. */
export function epochOf(instant: Date): number {
  return Math.floor(instant.getTime() / DAY_MS / EPOCH_DAYS);
}

/**
 * The running epoch and the one before: together the last 45 to 90 days, never more. Each is counted alone, since a family's tokens of two
 * epochs cannot be told to be one family's: adding them up would count it twice.
 */
export function countedEpochs(now: Date): readonly number[] {
  const running = epochOf(now);
  return [running - 1, running];
}
