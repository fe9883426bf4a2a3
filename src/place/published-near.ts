/** A request is as near as the nearest part of its published cell: which cells those are is known before any request is read. */
import { LRUCache } from 'lru-cache';
import { COARSEST_RESOLUTION, parentAt } from './cell.js';
import { MAX_REACH_RINGS, REACH_RESOLUTION, type Reached, reachedWithin } from './reach.js';

// In cells: some fifty neighbourhoods of the largest reach, in about 8 MB.
const known = new LRUCache<string, Reached>({ maxSize: 60_000, sizeCalculation: ({ cells }) => cells.length + 1 });

/**
 * The cells of resolution 2 to 6 under which a request may be published that lies, at least in part, within so many rings of the place
 * (resolution 2 to 6), and how many rings away their nearest part is. At most MAX_REACH_RINGS.
 */
export function publishedNear(place: string, rings: number): Reached {
  const most = Math.min(rings, MAX_REACH_RINGS);
  const key = `${place} ${most}`;
  const found = known.get(key) ?? lookAround(place, most);
  known.set(key, found);
  return found;
}

function lookAround(place: string, most: number): Reached {
  const ringOf = new Map<string, number>();
  const { cells, rings } = reachedWithin(place, most);
  for (const [at, cell] of cells.entries()) {
    const ring = rings[at] ?? 0;
    // Nearest first: the first part of a cell that is met is its nearest.
    if (ring > most) break;
    for (let resolution = REACH_RESOLUTION; resolution >= COARSEST_RESOLUTION; resolution -= 1) {
      const published = parentAt(cell, resolution);
      if (ringOf.has(published)) break;
      ringOf.set(published, ring);
    }
  }
  return { cells: [...ringOf.keys()], rings: [...ringOf.values()] };
}
