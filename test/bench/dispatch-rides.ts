/** Rides in seats, and runs of them: the problem that fractions alone do not solve, as large as a plan may be, in the process that works plans out. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { halfDayAt, startOfHalfDay } from '../../src/calendar/half-day.js';
import type { PlanJob, SupplyFacts, TaskFacts } from '../../src/dispatch/solver/plan-facts.js';
import { placesIn, REACH_RINGS } from './dispatch-rows.js';
import { spentBy } from './process-usage.js';
import { rounded } from './table.js';

const ZONE = 'America/Chicago';
const NONE = { infantSeats: 0, toddlerSeats: 0, boosterSeats: 0, payer: null, ceiling: null, costCap: null };

export interface RidesPlanned {
  readonly size: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMb: number;
  readonly families: number;
  readonly gap: { readonly objective: string; readonly share: number } | null;
}

export async function measureRides(size: number, wholeSeconds: number): Promise<RidesPlanned> {
  type Processes = typeof import('../../src/dispatch/plan-process.js');
  const built = join(import.meta.dirname, '../../dist/src/dispatch/plan-process.js');
  const { PlanProcess } = (await import(built)) as Processes; // What is built has the types of its source.
  const startedAt = performance.now();
  const planning = new PlanProcess({ job: aJob(size, wholeSeconds), keptAway: async () => [], step: () => {} });
  const its = { processorSeconds: 0, peakMb: 0 };
  let isOver = false;
  const outcome = planning.outcome.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    Object.assign(its, (await spentBy(planning.pid ?? 0)) ?? {});
    await delay(20);
  }
  const found = await outcome;
  if (typeof found === 'string') throw new Error(`no plan of ${size} rides came of it: ${found}`);
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    ...{
      size,
      seconds: rounded(seconds),
      processorSeconds: rounded(its.processorSeconds),
      peakMb: Math.round(its.peakMb),
    },
    families: found.trips.reduce((sum, { lines }) => sum + lines.length, 0),
    gap: found.gap && { objective: found.gap.objective, share: rounded(found.gap.share, 4) },
  };
}

/** One to four people a ride, a third of which may be shared; two to five seats a car. Half with a date, as offers stand for a day and a half. */
function aJob(size: number, wholeSeconds: number): PlanJob {
  const now = new Date();
  const today = halfDayAt(now, ZONE);
  const places = placesIn(size);
  const opensAt = (half: number) => startOfHalfDay(half, ZONE).getTime();
  const tasks = places.map((_, n): TaskFacts => {
    const half = n % 4 < 2 ? today + 2 + (n % 3) : null;
    const line = { remaining: 1 + ((n * 31) % 4), divisible: false };
    return {
      ...NONE,
      ...{
        requestId: `r${n}`,
        occurrenceId: `o${n}`,
        kind: 'RIDE',
        urgency: (['TODAY', 'THIS_WEEK', 'WHENEVER'] as const)[n % 3] ?? 'TODAY',
      },
      ...{
        waitingDays: n % 5,
        publishedCell: places[(n * 31) % size] ?? '',
        timeZone: ZONE,
        fromHalf: half,
        untilHalf: half,
      },
      ...{
        languages: ['en'],
        accessNeeds: [],
        minimumTier: 'NEW',
        requiredTraining: null,
        closeness: 'NETWORK',
        onlyHomeId: null,
      },
      ...{
        skill: null,
        mode: null,
        spokenLanguage: null,
        sharesTrip: n % 3 === 0,
        bulky: false,
        throughCoordinator: false,
        keepsAway: false,
      },
      lines: [
        { id: `there${n}`, unit: 'OUTBOUND_SEAT', ...line },
        ...(n % 2 ? [{ id: `back${n}`, unit: 'RETURN_SEAT', ...line }] : []),
      ],
    };
  });
  const supplies = places.map((cell, n): SupplyFacts => {
    const remaining = 2 + (n % 4);
    return {
      ...NONE,
      ...{ offerId: `f${n}`, homeId: `h${n}`, kind: 'RIDE', cell, reachRings: REACH_RINGS, languages: ['en'] },
      ...{
        features: [],
        skills: [],
        modes: [],
        startsAt: opensAt(today),
        endsAt: opensAt(today + 28),
        earlierUntil: null,
      },
      windows: [[opensAt(today + 1 + (n % 3)), opensAt(today + 4 + (n % 3))]],
      lines: [
        { id: `to${n}`, unit: 'OUTBOUND_SEAT', remaining },
        { id: `fro${n}`, unit: 'RETURN_SEAT', remaining },
      ],
    };
  });
  const homes = places.map((_, n) => ({
    ...{ id: `h${n}`, tier: 'VOUCHED', certificates: [], most: 10, claimsThisWeek: n % 3, busyHalves: [] },
  })) satisfies PlanJob['homes'];
  return {
    kind: 'job',
    now: now.getTime(),
    horizonHalf: today + 5,
    tasks,
    supplies,
    homes,
    wholeSeconds,
    memoryMiB: 700,
  };
}
