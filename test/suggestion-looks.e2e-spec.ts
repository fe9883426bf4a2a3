/** What is looked at closely could be served: nothing that falls out afterwards takes the place of what would not. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { halfDayAt } from '../src/calendar/half-day.js';
import { spanOf } from '../src/calendar/window.js';
import { days, hours, later } from '../src/kernel/duration.js';
import type { HomeViewer } from '../src/kernel/viewer.js';
import { RequestsForOfferStore } from '../src/matching/requests-for-offer.store.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest, type OfferFields } from './world/rows.js';
import { World } from './world/world.js';

const NEW_YORK = 'America/New_York';
let world: World;
let undated: string;

beforeAll(async () => {
  world = await World.open();
  undated = (await aWrittenRequest(world)).requestId;
});
afterAll(async () => {
  await world.close();
});

/** The ids of the requests that an offer of this kind has looked at closely, at most so many. */
async function lookedAtFor(its: Omit<OfferFields, 'homeId'>, most = 50): Promise<string[]> {
  const now = world.clock.now();
  const { homeId } = await aWrittenHome(world);
  const offerId = await aWrittenOffer(world, { homeId, ...its });
  const viewer = { kind: 'HOME', homeId } as HomeViewer; // What the store asks of it.
  const store = world.get(RequestsForOfferStore);
  const offer = await store.findStanding(world.instance.database, viewer, offerId, {
    opensAt: now,
    closesAt: later(now, days(93)),
  });
  if (!offer?.is_open) throw new Error('the offer stands');
  const { rows } = await store.findCandidates(world.instance.database, viewer, offer, { most }, now);
  return rows.map(({ id }) => id);
}

describe('a request without a date', () => {
  const inDays = (count: number) => {
    const opensAt = later(world.clock.now(), days(count));
    return { windows: [{ opensAt, closesAt: later(opensAt, hours(4)) }] };
  };

  it('is looked at for an offer that stands within the days for which a claim can be planned', async () => {
    expect(await lookedAtFor(inDays(3))).toEqual([undated]);
  });

  it('is not for one that stands later alone', async () => {
    expect(await lookedAtFor(inDays(20))).toEqual([]);
  });

  it('is not for one of which nothing is left then', async () => {
    const now = world.clock.now();
    const usedUp = { startsAt: now, endsAt: later(now, days(7)), held: [1] };
    const anew = { startsAt: later(now, days(7)), endsAt: later(now, days(40)), held: [0] };
    const twice = { windows: [...inDays(3).windows, ...inDays(20).windows], lines: [{ unit: 'RUN', quantity: 1 }] };
    expect(await lookedAtFor({ ...twice, periods: [usedUp] })).toEqual([]);
    expect(await lookedAtFor({ ...twice, periods: [usedUp, anew] })).toEqual([]);
    expect(await lookedAtFor({ ...twice, periods: [anew] })).toEqual([]);
  });
});

describe('a series', () => {
  const onDay = (count: number) => {
    const half = halfDayAt(world.clock.now(), NEW_YORK) + 2 * count;
    return { fromHalf: half, untilHalf: half, timeZone: NEW_YORK };
  };
  const standsOn = (count: number) => {
    const { opensAt, closesAt } = spanOf(onDay(count));
    return { windows: [{ opensAt, closesAt }] };
  };

  it('that comes on other days takes the place of none that the offer can serve', async () => {
    for (let at = 0; at < 4; at += 1) {
      await aWrittenRequest(world, { urgency: 'TODAY', occurrences: [{ window: onDay(2) }, { window: onDay(9) }] });
    }
    expect(await lookedAtFor(standsOn(4), 2)).toEqual([undated]);
  });

  it('is looked at for its second day as for its first', async () => {
    const series = await aWrittenRequest(world, { occurrences: [{ window: onDay(5) }, { window: onDay(8) }] });
    for (const day of [5, 8]) expect(await lookedAtFor(standsOn(day))).toContain(series.requestId);
    expect(await lookedAtFor(standsOn(6))).not.toContain(series.requestId);
  });
});

describe('a request for several half-days', () => {
  const first = () => halfDayAt(world.clock.now(), NEW_YORK) + 40;
  const standsIn = (half: number) => {
    const { opensAt, closesAt } = spanOf({ fromHalf: half, untilHalf: half, timeZone: NEW_YORK });
    const now = world.clock.now();
    const lines = [{ unit: 'RUN', quantity: 1 }];
    return {
      windows: [{ opensAt, closesAt }],
      periods: [{ startsAt: now, endsAt: later(now, days(60)), held: [0] }],
      lines,
    };
  };

  it.each([
    ['a few', 5],
    ['as many as a few can be', 7],
    ['many', 20],
  ])('is looked at for each of them: %s', async (_, more) => {
    const window = { fromHalf: first(), untilHalf: first() + more, timeZone: NEW_YORK };
    const { requestId } = await aWrittenRequest(world, { occurrences: [{ window }] });
    for (const half of [0, 1, more]) expect(await lookedAtFor(standsIn(first() + half))).toContain(requestId);
    for (const half of [-1, more + 1]) expect(await lookedAtFor(standsIn(first() + half))).not.toContain(requestId);
  });

  it('is looked at for what lies within it by another clock', async () => {
    const timeZone = 'America/Los_Angeles';
    const window = { fromHalf: first(), untilHalf: first(), timeZone };
    const { requestId } = await aWrittenRequest(world, { timeZone, occurrences: [{ window }] });
    for (const half of [0, 1]) expect(await lookedAtFor(standsIn(first() + half))).toContain(requestId);
  });
});
