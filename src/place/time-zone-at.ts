/** The time zone of a point is what the map says there; at sea that is an offset, such as Etc/GMT+5. */
import lookUpTimeZone from '@photostructure/tz-lookup';
import { canonicalTimeZone } from '../calendar/time-zone.js';

const TERRITORIES = ['US', 'PR', 'VI', 'GU', 'AS', 'MP', 'MH', 'UM'];
let usTimeZones: ReadonlySet<string> | undefined;

/** Degrees in, the canonical name out. */
export function timeZoneAt(latitude: number, longitude: number): string {
  // A zone newer than this machine's own list of zones would be unusable: UTC then, which every machine knows.
  return canonicalTimeZone(lookUpTimeZone(latitude, longitude)) ?? 'UTC';
}

/** True for the offsets that stand for the sea: they know no daylight saving, and nobody lives by them. */
export function isAtSea(timeZone: string): boolean {
  return timeZone.startsWith('Etc/');
}

/** True for the zones of the states and territories, as this machine lists them. */
export function isTimeZoneOfUs(timeZone: string): boolean {
  usTimeZones ??= new Set(TERRITORIES.flatMap(timeZonesOfRegion));
  return usTimeZones.has(timeZone);
}

/** The zones of a country or territory (ISO 3166-1 alpha-2), as this machine lists them. */
export function timeZonesOfRegion(region: string): string[] {
  // ES2025 knows the function; the library of types that we compile with does not yet.
  const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & { getTimeZones(): string[] | undefined };
  return (locale.getTimeZones() ?? []).flatMap((name) => canonicalTimeZone(name) ?? []);
}
