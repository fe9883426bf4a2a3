/** What is known of a search for offers before any is read: where, when and how much, as the values of its statement. */
import { halfDayAt } from '../calendar/half-day.js';
import { daySetsWith, EVERY_HALF, inAnyZone, utcDaysOf, weekHalvesOf } from '../calendar/week-halves.js';
import type { Mode, Urgency } from '../kernel/help.js';
import { offersAround } from '../place/probes.js';
import type { Span } from './domain/match.js';
import { type Closeness, highestScore, pressingScore } from './domain/rank.js';

/** Of the request that asks. */
export interface OffersAsked {
  readonly urgency: Urgency;
  readonly waiting_days: number;
  readonly mode: Mode | null;
  readonly published_cell: string;
  readonly time_zone: string;
  readonly opens_at: Date | null;
  /** `[unit, remaining, divisible]` */
  readonly lines: readonly (readonly [string, number, boolean])[] | null;
}

const HALF_DAY_MS = 43_200_000;
/** Hardly any home is thought to be more reliable. */
const USUALLY_RELIABLE = 0.9;

export function offerSearch(asking: OffersAsked, time: Span, everywhere: boolean): Readonly<Record<string, unknown>> {
  const places = placesOf(asking, everywhere);
  return {
    ...places,
    ...timesOf(asking, time),
    ...quantitiesOf(asking),
    ...boundsOf(asking, places.farNearestCentres),
  };
}

/** In circles what is near is not looked at by itself: of one circle there are few anywhere. */
function placesOf({ mode, published_cell: cell }: OffersAsked, everywhere: boolean) {
  if (mode === 'REMOTE') return { farNearestCentres: [] };
  const { near, far, all } = offersAround(cell);
  const rest = everywhere ? far : all;
  return {
    ...{ nearCells: near.cells, nearRings: near.rings, nearCentres: near.centres },
    ...{ farCells: rest.cells, farRings: rest.rings, farCentres: rest.centres, farNearest: rest.nearestRings },
    farNearestCentres: rest.nearestCentres,
  };
}

/** How far up the rank of what is left unread may go: of usual offers here, of any here and next door, and of those of the request's own circle, here and in each far group. */
function boundsOf({ urgency, waiting_days: waitingDays }: OffersAsked, farNearestCentres: readonly number[]) {
  const pressing = pressingScore({ urgency, waitingDays });
  const highest = (rings: number, closeness: Closeness, mostReliable?: number) =>
    highestScore({ pressing, rings, closeness }, mostReliable);
  return {
    pressing,
    hereUsually: highest(0, 'NETWORK', USUALLY_RELIABLE),
    hereAtMost: highest(0, 'NETWORK'),
    nextDoorAtMost: highest(1, 'NETWORK'),
    ownHereAtMost: highest(0, 'SAME_CIRCLE'),
    ownFarAtMost: farNearestCentres.map((rings) => highest(rings, 'SAME_CIRCLE')),
  };
}

/** Without a date every time is as good. */
function timesOf({ time_zone: zone, opens_at: opensAt }: OffersAsked, { opensAt: from, closesAt: until }: Span) {
  const halves = opensAt === null ? EVERY_HALF : weekHalvesOf({ opensAt: from, closesAt: until }, zone);
  const count = opensAt === null ? 0 : halfDayAt(new Date(until.getTime() - 1), zone) - halfDayAt(from, zone) + 1;
  // A half-day that is under way, or that the clock cuts short, weighs less than a whole one: then one more may be covered than it seems.
  const isEven = until.getTime() - from.getTime() === count * HALF_DAY_MS;
  return {
    from,
    until,
    zone,
    halves,
    anyZone: inAnyZone(halves),
    days: daySetsWith(utcDaysOf({ opensAt: from, closesAt: until })),
    count: count > 14 ? 0 : count,
    slack: isEven ? 0 : 1,
  };
}

/** The least that is any use, and of what must come at once the smallest part. */
function quantitiesOf({ lines }: OffersAsked) {
  const all = lines ?? [];
  return {
    units: all.map(([unit]) => unit),
    remaining: all.map(([, remaining]) => remaining),
    divisible: all.map(([, , divisible]) => divisible),
    least: Math.min(...all.map(([, remaining, divisible]) => (divisible ? 1 : remaining))),
    smallest: Math.min(...all.map(([, remaining]) => remaining)),
  };
}
