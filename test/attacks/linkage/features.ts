/** What two requests have in common, column by column: the same, how many of each, how far apart, how long. */
import type { Features } from './classifier.js';
import type { Stolen } from './stolen.js';

/** What the ladder lists, and what follows from it: the rest is what a thief could have beyond. */
const LISTED = new Set(
  [
    ...'kind alias partner_id urgency acceptance minimum_tier published_cell time_zone from_half until_half opens_at closes_at'.split(
      ' ',
    ),
    ...'languages access_needs dietary_shown series_rule series_until posted_on bucket expires_at'.split(' '),
    // Whether a coordinator took it in, and which: the partner's own record.
    'intake_coordinator_id',
  ].map((column) => `public.request.${column}`),
);
const LISTED_TABLES = /^public\.(?:grocery|ride|money|time)_request\.(?!request_id|#)/;
const LISTED_WINDOWS = /^public\.occurrence\.(?:from_half|until_half|opens_at|closes_at)$/;
const LISTED_LINES = /^public\.request_line\.(?:unit|quantity|divisible|position)$/;
/** Of the scheme only who says yes, which is listed, and that somebody took it in. */
const FOLLOWS = /^sealed\.handoff\.scheme$/;

export function isListed(feature: string): boolean {
  const [how, column = ''] = feature.split(' ');
  // That there is a row of a kind is the kind.
  if (how === 'count' && /^public\.(?:grocery|ride|money|time)_request\./.test(column)) return true;
  return (
    LISTED.has(column) ||
    LISTED_TABLES.test(column) ||
    LISTED_LINES.test(column) ||
    LISTED_WINDOWS.test(column) ||
    FOLLOWS.test(column)
  );
}

export function featuresOf(a: Stolen, b: Stolen): Features {
  const features = new Map<string, number>();
  for (const column of new Set([...a.keys(), ...b.keys()])) {
    const [its, others] = [a.get(column) ?? [], b.get(column) ?? []];
    features.set(`same ${column}`, textOf(its) === textOf(others) ? 1 : 0);
    features.set(`count ${column}`, -Math.abs(its.length - others.length));
    if (!column.includes('#')) features.set(`length ${column}`, lengthOf(its) === lengthOf(others) ? 1 : 0);
    const near = distance(its.flatMap(numberOf), others.flatMap(numberOf));
    if (near === null) continue;
    features.set(`near ${column}`, -Math.log1p(near));
    features.set(`beside ${column}`, near <= 40 ? 1 : 0);
  }
  return features;
}

function textOf(values: readonly string[]): string {
  return values.toSorted().join('\n');
}

function lengthOf(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + value.length, 0);
}

/** Numbers, instants, dates, and the first bits of random ids. */
function numberOf(value: string): number[] {
  if (/^-?\d+$/.test(value)) return [Number(value)];
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return [Date.parse(value) / 1000];
  if (/^[0-9a-f]{8}-/.test(value)) return [Number.parseInt(value.slice(0, 8), 16)];
  return [];
}

function distance(its: readonly number[], others: readonly number[]): number | null {
  let nearest: number | null = null;
  for (const one of its) {
    for (const other of others) {
      const apart = Math.abs(one - other);
      if (nearest === null || apart < nearest) nearest = apart;
    }
  }
  return nearest;
}
