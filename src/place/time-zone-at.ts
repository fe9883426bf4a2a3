/** A point on land is in one time zone; a point at sea is not a place, and has none. */
import lookUpTimeZone from '@photostructure/tz-lookup';
import { canonicalTimeZone } from '../calendar/time-zone.js';

/** Degrees in. The canonical zone, or undefined at sea (where the map knows only offsets, Etc/GMT+5). */
export function timeZoneAt(latitude: number, longitude: number): string | undefined {
  const name = lookUpTimeZone(latitude, longitude);
  return name.startsWith('Etc/') ? undefined : canonicalTimeZone(name);
}
