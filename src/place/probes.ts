/** Where to look, nearest first: the few cells next door one at a time, what is farther in groups. All of it before anything is read. */
import { LRUCache } from 'lru-cache';
import { resolutionOf } from './cell.js';
import { publishedNear } from './published-near.js';
import { centreDistance, MAX_REACH_RINGS, REACH_RESOLUTION, type Reached, reachedFrom } from './reach.js';

/** Cells that are looked at one at a time. */
interface NearCells {
  readonly cells: readonly string[];
  /** Rings to the nearest part of what is published. */
  readonly rings: readonly number[];
  /** Rings to its middle. */
  readonly centres: readonly number[];
}

/** Groups of cells, each in the order of their names, as text with commas between, and in the same order what `NearCells` says of each. */
interface CellGroups {
  readonly cells: readonly string[];
  readonly rings: readonly string[];
  readonly centres: readonly string[];
  /** Of a group, the least. */
  readonly nearestRings: readonly number[];
  readonly nearestCentres: readonly number[];
}

export interface OfferProbes {
  readonly near: NearCells;
  /** All others. */
  readonly far: CellGroups;
  /** Near and far alike. */
  readonly all: CellGroups;
}

/** Cells of resolution 4 or coarser, and what is looked for inside each: in the order of the list, with commas between. */
interface AreaGroups {
  readonly areas: readonly string[];
  readonly cells: readonly string[];
  readonly rings: readonly string[];
  readonly centres: readonly string[];
  /** How many of the cells, the first ones, are looked at one at a time as well. */
  readonly nearCounts: readonly number[];
}

export interface RequestProbes {
  readonly near: NearCells;
  readonly areas: AreaGroups;
}

interface Cell {
  readonly cell: string;
  readonly ring: number;
  readonly centre: number;
}

const NEAR_RINGS = 2;
/** From which ring on each far group is: a look for each is dear, and where there is much, the farther ones are not looked at. */
export const FAR_FROM = [0, 6] as const;
const AREA_RESOLUTION = 4;
const NOWHERE = MAX_REACH_RINGS + 1;

// In cells, each some forty bytes: a hundred places with most of their neighbourhood, in about 8 MB each.
const offerProbes = new LRUCache<string, OfferProbes>({
  maxSize: 200_000,
  sizeCalculation: ({ all }) => sizeOf(all.cells),
});
const requestProbes = new LRUCache<string, RequestProbes>({
  maxSize: 200_000,
  sizeCalculation: ({ areas }) => sizeOf(areas.cells),
});

function sizeOf(groups: readonly string[]): number {
  return 1 + Math.ceil(groups.reduce((length, group) => length + group.length, 0) / 16);
}

/** For offers that may reach what is published as this cell (resolution 2 to 6). */
export function offersAround(publishedCell: string): OfferProbes {
  const known = offerProbes.get(publishedCell);
  if (known) return known;
  const found = cellsOf(reachedFrom(publishedCell), (cell, ring) => middle(publishedCell, cell, ring));
  const byName = found.toSorted((a, b) => (a.cell < b.cell ? -1 : 1));
  const far = byName.filter((its) => !isNear(its));
  const probes = {
    near: nearCells(inOrder(byName.filter(isNear))),
    far: groups(far, FAR_FROM),
    all: groups(byName, [0, NEAR_RINGS + 1, 6, 10]),
  };
  offerProbes.set(publishedCell, probes);
  return probes;
}

/** For requests that an offer from this cell (resolution 6) reaches at least a part of. */
export function requestsAround(offerCell: string, reachRings: number): RequestProbes {
  const key = `${offerCell} ${reachRings}`;
  const known = requestProbes.get(key);
  if (known) return known;
  const found = inOrder(cellsOf(publishedNear(offerCell, reachRings), (cell, ring) => middle(cell, offerCell, ring)));
  const near = found.filter(({ ring }) => ring <= NEAR_RINGS);
  const far = found.filter(({ ring }) => ring > NEAR_RINGS);
  const probes = { near: nearCells(near), areas: areasOf(near, far) };
  requestProbes.set(key, probes);
  return probes;
}

function cellsOf({ cells, rings }: Reached, centreOf: (cell: string, ring: number) => number): readonly Cell[] {
  return cells.map((cell, at) => {
    const ring = rings[at] ?? 0;
    return { cell, ring, centre: centreOf(cell, ring) };
  });
}

/** Of resolution 6 the nearest part is the middle. */
function middle(publishedCell: string, cell: string, ring: number): number {
  if (resolutionOf(publishedCell) === REACH_RESOLUTION) return ring;
  return Math.min(centreDistance(publishedCell, cell) ?? NOWHERE, NOWHERE);
}

function inOrder(cells: readonly Cell[]): readonly Cell[] {
  return [...cells].sort((a, b) => a.centre - b.centre || a.ring - b.ring);
}

function isNear({ centre, ring }: Cell): boolean {
  return centre <= NEAR_RINGS && ring <= NEAR_RINGS;
}

function nearCells(cells: readonly Cell[]): NearCells {
  return {
    cells: cells.map(({ cell }) => cell),
    rings: cells.map(({ ring }) => ring),
    centres: cells.map(({ centre }) => centre),
  };
}

function groups(byName: readonly Cell[], from: readonly number[]): CellGroups {
  const all = from
    .map((first, at) => byName.filter(({ ring }) => ring >= first && ring < (from[at + 1] ?? Number.POSITIVE_INFINITY)))
    .filter((its) => its.length > 0);
  return {
    cells: all.map((its) => its.map(({ cell }) => cell).join()),
    rings: all.map((its) => its.map(({ ring }) => ring).join()),
    centres: all.map((its) => its.map(({ centre }) => centre).join()),
    nearestRings: all.map((its) => Math.min(...its.map(({ ring }) => ring))),
    nearestCentres: all.map((its) => Math.min(...its.map(({ centre }) => centre))),
  };
}

function areasOf(near: readonly Cell[], far: readonly Cell[]): AreaGroups {
  const all = [...Map.groupBy([...near, ...far], ({ cell }) => areaOf(cell))];
  const nearest = new Set(near.map(({ cell }) => cell));
  return {
    areas: all.map(([area]) => area),
    cells: all.map(([, its]) => its.map(({ cell }) => cell).join()),
    rings: all.map(([, its]) => its.map(({ ring }) => ring).join()),
    centres: all.map(([, its]) => its.map(({ centre }) => centre).join()),
    nearCounts: all.map(([, its]) => its.filter(({ cell }) => nearest.has(cell)).length),
  };
}

/** As `area_of_cell` in the database has it. */
export function areaOf(cell: string): string {
  if (resolutionOf(cell) <= AREA_RESOLUTION) return cell;
  // A cell's digits have three bits each, those that it does not need all set: https://h3geo.org/docs/core-library/h3Indexing.
  const last = (Number.parseInt(cell.charAt(6), 16) | 1).toString(16);
  return `84${cell.slice(2, 6)}${last}ffffffff`;
}
