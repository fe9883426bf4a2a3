/** Homes on the map: how often another place may be named, and which counts of them may be published. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { publishableCounts } from '../../kernel/suppress-counts.js';
import { parentAt, resolutionOf } from '../../place/cell.js';

/** Whoever could wander over the map every night, with some homes of its own, would find out where there are others. */
const PLACE_STANDS_DAYS = 30;
/** About 87,000 km². */
const COARSEST = 2;

/** `namedOn`: when it named a place last, be it hidden since; null when it did not lately. Days are YYYY-MM-DD in UTC. */
export function decidePlace(cell: string, namedOn: string | null, today: string): Decision<string> {
  // What was named today has hardly been counted yet: whoever mistook the place may say so.
  if (namedOn === null || namedOn === today || lastPlaceOn(today) >= namedOn) return accept(cell);
  return refuse('MAP_PLACE_STANDS');
}

/** Whoever named a place on this day or earlier may name another. */
export function lastPlaceOn(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - PLACE_STANDS_DAYS);
  return day.toISOString().slice(0, 10);
}

/** `cells`: of each home one, as fine as it named it. Gives numbers of homes by cell, of every size up to the largest. */
export function publishableHomes(
  cells: readonly string[],
  least: number,
  before: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return publishableCounts(counts, { largerOf: largerCell, least, isCrowd: () => true, before });
}

function largerCell(cell: string): string | null {
  const resolution = resolutionOf(cell);
  return resolution <= COARSEST ? null : parentAt(cell, resolution - 1);
}
