/** Families are counted in epochs of 90 days, of which one begins every 45: each family has a token in both that are running, and the older is counted. */

const EPOCH_STEP_DAYS = 45;

const DAY_MS = 86_400_000;

/** Epoch n runs from the day 45 n after 1970-01-01, in UTC, for 90 days. */
function youngest(instant: Date): number {
  return Math.floor(instant.getTime() / DAY_MS / EPOCH_STEP_DAYS);
}

/** Those in which a family that asks now is counted. Its tokens of two epochs cannot be told to be one family's. */
export function runningEpochs(now: Date): readonly number[] {
  return [youngest(now) - 1, youngest(now)];
}

/** It holds everybody who asked in the last 45 days, and nobody who last asked more than 90 days ago. */
export function countedEpoch(now: Date): number {
  return youngest(now) - 1;
}
