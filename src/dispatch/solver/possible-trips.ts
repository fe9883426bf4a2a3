/** What one home can do at one go: every pair by itself. */
import type { PlanJob } from './plan-facts.js';
import type { Pair } from './possible-pairs.js';
import type { PossibleTrip } from './problem-of-pairs.js';

export function possibleTrips(_job: PlanJob, pairs: readonly Pair[]): readonly PossibleTrip[] {
  return pairs.map((pair) => ({ pairs: [pair], bits: pair.bits, rings: pair.rings }));
}
