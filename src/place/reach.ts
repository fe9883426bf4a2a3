/** Nearness is counted in rings of resolution-6 cells between the cell that is published and the offer's: no coordinate is compared. */
import { cellToCenterChild, cellToChildren, gridDisk, gridDiskDistances, gridDistance } from 'h3-js';
import { LRUCache } from 'lru-cache';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { parentAt, resolutionOf } from './cell.js';

export const REACH_RESOLUTION = 6;
const BLURRED_RESOLUTION = 4;
export const MAX_REACH_KM = 100;

/**
 * From one cell's centre to its neighbour's: √3 edges of a hexagon, whose edge is 3.724532667 km on average at resolution 6
 * (https://h3geo.org/docs/core-library/restable, "average edge lengths").
 */
const RING_KM = Math.sqrt(3) * 3.724532667;
export const MAX_REACH_RINGS = Math.round(MAX_REACH_KM / RING_KM);

/** Cells of resolution 6, nearest first, and in the same order how many rings away each is. */
export interface Reached {
  readonly cells: readonly string[];
  readonly rings: readonly number[];
}

interface Neighbourhood extends Reached {
  readonly ringOf: ReadonlyMap<string, number>;
}

// In cells: a hundred neighbourhoods of single cells, or twenty of the coarsest, in about 15 MB.
const neighbourhoods = new LRUCache<string, Neighbourhood>({
  maxSize: 120_000,
  sizeCalculation: (neighbourhood) => neighbourhood.cells.length,
});

/** To the nearest ring; whoever goes anywhere at all reaches the cells next door, since home may be at the border of its own. */
export function ringsFromKm(km: number): number {
  return km === 0 ? 0 : Math.max(1, Math.round(km / RING_KM));
}

/** From kilometres, 0 (one's own cell) to 100, to rings. */
export function decideReach(km: number, path: readonly string[] = ['reachKm']): Decision<number> {
  return km >= 0 && km <= MAX_REACH_KM ? accept(ringsFromKm(km)) : refuse('QUANTITY_OUT_OF_RANGE', path);
}

/** The cell from which an offer reaches: the place's own of resolution 6, or the one in the middle of a coarser place. */
export function reachCellOf(placeCell: string): string {
  return resolutionOf(placeCell) < REACH_RESOLUTION
    ? cellToCenterChild(placeCell, REACH_RESOLUTION)
    : parentAt(placeCell, REACH_RESOLUTION);
}

/** A region about as large as a county, by the cell in its middle: all that is to be left of a place that somebody took back. */
export function blurredCellOf(cell: string): string {
  return cellToCenterChild(parentAt(cell, BLURRED_RESOLUTION), REACH_RESOLUTION);
}

/** What `ringsFromKm` was told, as far as rings still know. */
export function kmFromRings(rings: number): number {
  return Math.min(Math.round(rings * RING_KM), MAX_REACH_KM);
}

/**
 * All cells from which an offer of the largest reach may serve somewhere in the published cell (resolution 2 to 6): those
 * within MAX_REACH_RINGS of any of its resolution-6 children, with the distance to the nearest child.
 */
export function reachedFrom(publishedCell: string): Reached {
  return neighbourhoodOf(publishedCell);
}

/** The same, as far as a look at so many rings needs: of a place of resolution 6 no farther. */
export function reachedWithin(place: string, rings: number): Reached {
  return resolutionOf(place) === REACH_RESOLUTION ? ringsAround(place, rings) : reachedFrom(place);
}

/** Rings to the nearest child of the published cell; null beyond the largest reach. */
export function ringDistance(publishedCell: string, offerCell6: string): number | null {
  const isOne = resolutionOf(publishedCell) === REACH_RESOLUTION;
  const rings = isOne ? ringsBetween(publishedCell, offerCell6) : ringWithin(publishedCell, offerCell6);
  return rings !== null && rings <= MAX_REACH_RINGS ? rings : null;
}

/** Rings to the child in the middle of the published cell; null when it is too far to count. */
export function centreDistance(publishedCell: string, offerCell6: string): number | null {
  return ringsBetween(cellToCenterChild(publishedCell, REACH_RESOLUTION), offerCell6);
}

/** H3 counts in a thirtieth of the time that it takes to lay out a neighbourhood; but by unfolding the globe, which it cannot for cells that are far apart or on two sides of a pentagon. */
function ringsBetween(cell6: string, other6: string): number | null {
  try {
    return gridDistance(cell6, other6);
  } catch {
    return ringWithin(cell6, other6);
  }
}

function ringWithin(publishedCell: string, offerCell6: string): number | null {
  return neighbourhoodOf(publishedCell).ringOf.get(offerCell6) ?? null;
}

function neighbourhoodOf(publishedCell: string): Neighbourhood {
  const known = neighbourhoods.get(publishedCell);
  if (known) return known;
  const neighbourhood = explore(publishedCell);
  neighbourhoods.set(publishedCell, neighbourhood);
  return neighbourhood;
}

function ringsAround(cell: string, most: number): Reached {
  const around = gridDiskDistances(cell, most);
  return { cells: around.flat(), rings: around.flatMap((its, ring) => its.map(() => ring)) };
}

/** Breadth first from all children at once: each cell is met first by its nearest child. Pentagons are cells like any other. */
function explore(publishedCell: string): Neighbourhood {
  if (resolutionOf(publishedCell) === REACH_RESOLUTION) {
    const { cells, rings } = ringsAround(publishedCell, MAX_REACH_RINGS);
    return { cells, rings, ringOf: new Map(cells.map((cell, at) => [cell, rings[at] ?? 0])) };
  }
  const children = cellToChildren(publishedCell, REACH_RESOLUTION);
  const ringOf = new Map(children.map((child) => [child, 0]));
  let border = children;
  for (let ring = 1; ring <= MAX_REACH_RINGS; ring += 1) {
    const next: string[] = [];
    for (const cell of border) {
      for (const neighbour of gridDisk(cell, 1)) {
        if (ringOf.has(neighbour)) continue;
        ringOf.set(neighbour, ring);
        next.push(neighbour);
      }
    }
    border = next;
  }
  return { cells: [...ringOf.keys()], rings: [...ringOf.values()], ringOf };
}
