/** Coordinates of postal codes stay in this file: what leaves it are names of cities, cells and time zones. */
import { cellToLatLng, getHexagonEdgeLengthAvg, getResolution, latLngToCell } from 'h3-js';
import { readPostalCodeFile } from './postal-code-file.js';
import { isTimeZoneOfUs, timeZoneAt, timeZonesOfRegion } from './time-zone-at.js';
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

const KM_PER_DEGREE = 111.2;
/** A cell without a postal code of its own is named after the nearest, when that is no farther than this. */
const NEAREST_KM = 40;
/** How far from the border a postal code is looked for that the map leaves in the country. */
const BORDER_KM = 200;
/** The states of military mail by the first digit of its codes. */
const MILITARY = new Map([
  ['0', 'AE'],
  ['3', 'AA'],
  ['9', 'AP'],
]);
const MILITARY_STATES: ReadonlySet<string> = new Set(MILITARY.values());

// Both are made when first asked for, of the file's own lines: 40,000 objects would cost four times as long.
let linesByZip: ReadonlyMap<string, string> | undefined;
/** By whole degrees of latitude and longitude. Military mail is not among them: its bases are in other countries. */
let linesByDegree: ReadonlyMap<string, readonly string[]> | undefined;

/** Every postal code, five digits each. */
export function allZips(): string[] {
  return [...allLines().keys()];
}

/** Undefined when there is no such code. */
export function placeOfZip(zip: string): PostalPlace | undefined {
  const line = allLines().get(zip);
  if (line === undefined) return undefined;
  const centre = centreOf(line);
  const { city, state, latitude, longitude } = centre;
  return { city, state, cell7: latLngToCell(latitude, longitude, 7), timeZone: timeZoneOfCentre(centre) };
}

/**
 * The city with the most postal codes inside the cell; without any, the city of the nearest one that is close and in the same
 * time zone (zones end at borders: Tijuana is not "around San Diego"). It tells nothing that the cell does not.
 */
export function cityOf(cell: string): City | undefined {
  const [latitude, longitude] = cellToLatLng(cell);
  const inside = centresWithin(cell);
  if (inside.length > 0) return mostFrequent(inside, nameOf);
  const timeZone = timeZoneAt(latitude, longitude);
  return centresAround(latitude, longitude, NEAREST_KM).find((centre) => timeZoneOfCentre(centre) === timeZone);
}

/** The zone of most postal codes inside the cell; undefined when there are none. */
export function timeZoneWithin(cell: string): string | undefined {
  return mostFrequent(centresWithin(cell).map(timeZoneOfCentre), String);
}

/**
 * The map draws the country's borders coarsely, and some of Montana into Saskatchewan, which keeps another clock: such codes
 * take the zone of the nearest code of their state that the map leaves in the country.
 */
function timeZoneOfCentre({ state, latitude, longitude }: Centre): string {
  const drawn = timeZoneAt(latitude, longitude);
  if (MILITARY_STATES.has(state) || isTimeZoneOfUs(drawn)) return drawn;
  const zones = centresAround(latitude, longitude, BORDER_KM)
    .filter((centre) => centre.state === state)
    .map((centre) => timeZoneAt(centre.latitude, centre.longitude));
  return zones.find(isTimeZoneOfUs) ?? timeZonesOfRegion(state).find(isTimeZoneOfUs) ?? drawn;
}

/** The postal codes inside the cell, those nearest to its centre first. */
function centresWithin(cell: string): Centre[] {
  const resolution = getResolution(cell);
  const [latitude, longitude] = cellToLatLng(cell);
  // A corner is at most 1.4 average edges from the centre of its cell.
  const around = centresAround(latitude, longitude, 1.4 * getHexagonEdgeLengthAvg(resolution, 'km'));
  return around.filter((centre) => latLngToCell(centre.latitude, centre.longitude, resolution) === cell);
}

/** The first among equals wins: with the nearest first, that is the one in the middle. */
function mostFrequent<T>(items: readonly T[], nameOfItem: (item: T) => string): T | undefined {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOfItem(item), (counts.get(nameOfItem(item)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return items.find((item) => counts.get(nameOfItem(item)) === most);
}

/** Nearest first; equally near ones by name, so that the same cell always gets the same city. */
function centresAround(latitude: number, longitude: number, km: number): Centre[] {
  const north = km / KM_PER_DEGREE;
  const east = Math.min(180, north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180)));
  const found: Centre[] = [];
  for (let row = Math.floor(latitude - north); row <= latitude + north; row += 1) {
    for (let column = Math.floor(longitude - east); column <= longitude + east; column += 1) {
      for (const line of linesOfDegree(row, column)) found.push(centreOf(line));
    }
  }
  return found
    .map((centre) => ({ centre, away: kmBetween(centre, latitude, longitude) }))
    .filter(({ away }) => away <= km)
    .sort((one, other) => one.away - other.away || (nameOf(one.centre) < nameOf(other.centre) ? -1 : 1))
    .map(({ centre }) => centre);
}

/** Flat-earth distance: good to a percent over the few hundred kilometres that are ever compared. */
function kmBetween(centre: Centre, latitude: number, longitude: number): number {
  const around = Math.abs(centre.longitude - longitude);
  const east = Math.min(around, 360 - around) * Math.cos((latitude * Math.PI) / 180);
  return Math.hypot(centre.latitude - latitude, east) * KM_PER_DEGREE;
}

function nameOf({ city, state }: City): string {
  return `${city}, ${state}`;
}

function allLines(): ReadonlyMap<string, string> {
  if (linesByZip) return linesByZip;
  const lines = new Map<string, string>();
  for (const line of [...readPostalCodeFile().split('\n'), ...territoryLines()]) {
    const zip = line.slice(3, 8);
    // A few codes are listed twice, as a place and as military mail: the place comes first.
    if (line && !lines.has(zip)) lines.set(zip, line);
  }
  linesByZip = lines;
  return lines;
}

function linesOfDegree(latitude: number, longitude: number): readonly string[] {
  linesByDegree ??= groupedByDegree();
  return linesByDegree.get(degreeOf(latitude, longitude)) ?? [];
}

function groupedByDegree(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const line of allLines().values()) {
    const { state, latitude, longitude } = centreOf(line);
    if (MILITARY_STATES.has(state)) continue;
    const degree = degreeOf(latitude, longitude);
    const group = groups.get(degree);
    if (group) group.push(line);
    else groups.set(degree, [line]);
  }
  return groups;
}

function degreeOf(latitude: number, longitude: number): string {
  const east = (((Math.floor(longitude) + 180) % 360) + 360) % 360;
  return `${Math.floor(latitude)} ${east}`;
}

function centreOf(line: string): Centre {
  const [, zip = '', city = '', , state, , , , , latitude, longitude] = line.split('\t');
  const centre = { latitude: Number(latitude), longitude: Number(longitude) };
  if (state) return { city, state, ...centre };
  // "APO AE", "FPO AA": the two letters in the name are not always right, the first digit is.
  return { city: city.slice(0, 3), state: MILITARY.get(zip.charAt(0)) ?? '', ...centre };
}

/** The territories in the file's own form. */
function* territoryLines(): Generator<string> {
  for (const territory of usTerritories.trim().split('\n')) {
    const [name = '', codes = ''] = territory.split(': ');
    let centre = '';
    for (const code of codes.split(', ')) {
      const [zip, ...coordinates] = code.split(' ');
      if (coordinates.length > 0) centre = coordinates.join('\t');
      yield ['US', zip, name.slice(3), '', name.slice(0, 2), '', '', '', '', centre].join('\t');
    }
  }
}
