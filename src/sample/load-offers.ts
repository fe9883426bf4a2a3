/** Writes planned offers in bulk, with their windows, one period and its capacity. */
import { halfDayAt } from '../calendar/half-day.js';
import { closesAt, opensAt } from '../calendar/window.js';
import { parentAt } from '../place/cell.js';
import { findPostalCode } from '../place/postal-code.js';
import type { Queryable } from '../platform/queryable.js';
import { insertRows, type SampleRow } from './insert-rows.js';
import type { PlannedOffer } from './plan-offers.js';
import type { Seeded } from './seeded.js';

const DAYS_AHEAD = 63;
const MILLISECONDS_A_DAY = 86_400_000;

export interface OfferLoading {
  readonly db: Queryable;
  readonly homeIds: readonly [string, ...string[]];
  readonly now: Date;
}

export async function loadOffers(plans: readonly PlannedOffer[], chance: Seeded, to: OfferLoading): Promise<void> {
  const rows = { offer: [], offer_line: [], offer_window: [], offer_period: [], offer_capacity: [] } as Record<
    'offer' | 'offer_line' | 'offer_window' | 'offer_period' | 'offer_capacity',
    SampleRow[]
  >; // An empty list says nothing of what it will hold.
  const until = new Date(to.now.getTime() + DAYS_AHEAD * MILLISECONDS_A_DAY);
  for (const plan of plans) {
    const place = findPostalCode('US', plan.zip);
    if (!place.accepted) throw new Error('the sample names a postal code that does not exist');
    const { cell7, timeZone } = place.value;
    const id = chance.uuid();
    const windows = windowsOf(plan, timeZone, to.now);
    rows.offer.push({
      id,
      kind: plan.kind,
      home_id: chance.pick(to.homeIds),
      status: 'OPEN',
      made_for_claim: false,
      cell: parentAt(cell7, 6),
      reach_rings: plan.reachRings,
      time_zone: timeZone,
      refill: 'ONCE',
      made_until: until,
      languages: plan.languages,
      features: plan.features,
      skills: plan.skills,
      modes: plan.kind === 'TIME' ? ['REMOTE', 'IN_PERSON'] : [],
      infant_seats: 0,
      toddler_seats: plan.kind === 'RIDE' && chance.chance(0.3) ? 1 : 0,
      booster_seats: 0,
      currency: plan.kind === 'MONEY' ? 'USD' : null,
      posted_on: to.now.toISOString().slice(0, 10),
      ends_at: windows.at(-1)?.closes_at ?? null,
      last_asked_half: 0,
    });
    for (const window of windows) rows.offer_window.push({ offer_id: id, ...window });
    const periodId = chance.uuid();
    rows.offer_period.push({
      id: periodId,
      offer_id: id,
      starts_at: to.now,
      ends_at: windows.at(-1)?.closes_at ?? until,
    });
    for (const [position, { unit, quantity }] of plan.lines.entries()) {
      const lineId = chance.uuid();
      rows.offer_line.push({ id: lineId, offer_id: id, position, unit, quantity });
      rows.offer_capacity.push({ period_id: periodId, line_id: lineId, offer_id: id, quantity, held: 0, used: 0 });
    }
  }
  for (const [table, its] of Object.entries(rows)) await insertRows(to.db, table, its);
}

function windowsOf(plan: PlannedOffer, timeZone: string, now: Date): { opens_at: Date; closes_at: Date }[] {
  const today = Math.floor(halfDayAt(now, timeZone) / 2) * 2;
  return plan.windows.map(({ startsIn, halves }) => {
    const fromHalf = today + startsIn * 2;
    const window = { fromHalf, untilHalf: fromHalf + halves - 1, timeZone };
    return { opens_at: opensAt(window), closes_at: closesAt(window) };
  });
}
