/** Offers in time: windows and periods made ahead, refills, ends, and an offer in the hand of whoever claims. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefused } from '../src/kernel/decision.js';
import { OffersInHand } from '../src/offer/offers-in-hand.js';
import { ExpireOffers } from '../src/offer/sweeps/expire-offers.js';
import { MakeOffersAhead } from '../src/offer/sweeps/make-ahead.js';
import { everythingStored } from './world/everything-stored.js';
import { aGroceryOffer, aMoneyOffer, aRideOffer, aTimeOffer, type TestOffer, wholeDays } from './world/offers.js';
import { aHome, aVouchedHome, type TestHome } from './world/people.js';
import { TestClock } from './world/test-clock.js';
import { World } from './world/world.js';

/** A Monday, 11:00 in New York; the clock goes back on Sunday, 1 November. */
const START = '2026-10-05T15:00:00Z';
let world: World;
let home: TestHome;

beforeAll(async () => {
  world = await World.open({}, new TestClock(START));
  home = await aVouchedHome(world);
});
afterAll(async () => {
  await world.close();
});

interface Shown {
  status: string;
  endsOn: string | null;
  lines: { remaining: number }[];
  windows: { from: string; fromHalf: string; until: string; untilHalf: string }[];
  periods: { from: string; until: string }[];
}

async function shown({ offerId }: TestOffer, by = home): Promise<Shown> {
  const { offer } = await world.ask<{ offer: Shown }>(
    `query ($id: ID!) { offer(id: $id) { status endsOn lines { remaining }
      windows(first: 64) { from fromHalf until untilHalf } periods(first: 64) { from until } } }`,
    { id: offerId },
    { token: by.token },
  );
  return offer;
}

const makeAhead = () => world.get(MakeOffersAhead).run(world.clock.now());
const expire = () => world.get(ExpireOffers).run(world.clock.now());
const firsts = (dates: readonly { from: string }[]) => dates.map(({ from }) => from);
const sundays = { recurrence: { rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-05', halves: ['MORNING', 'AFTERNOON'] } };

describe('made ahead', () => {
  let ride: TestOffer;
  let shopping: TestOffer;
  let gift: TestOffer;
  let paused: TestOffer;
  let withdrawn: TestOffer;
  let short: TestOffer;

  beforeAll(async () => {
    world.clock.set(START);
    ride = await aRideOffer(world, home, sundays);
    shopping = await aGroceryOffer(world, home, { ...sundays, refill: 'WEEKLY' });
    gift = await aMoneyOffer(world, home, { refill: 'MONTHLY' });
    paused = await aTimeOffer(world, home, { ...sundays, refill: 'MONTHLY' });
    withdrawn = await aTimeOffer(world, home, { ...sundays, refill: 'WEEKLY' });
    short = await aRideOffer(world, home, {
      recurrence: { ...sundays.recurrence, rule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=3' },
    });
    const change = (name: string, offer: TestOffer) =>
      world.ask(
        `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`,
        { input: { offerId: offer.offerId } },
        { token: home.token },
      );
    await change('pauseOffer', paused);
    await change('withdrawOffer', withdrawn);
  });

  it('63 days from the start, the same half-days over the change of the clock', async () => {
    const dates = ['10-11', '10-18', '10-25', '11-01', '11-08', '11-15', '11-22', '11-29', '12-06'].map(
      (day) => `2026-${day}`,
    );
    const { windows, periods, endsOn } = await shown(ride);
    expect(windows).toEqual(
      dates.map((date) => ({ from: date, fromHalf: 'MORNING', until: date, untilHalf: 'AFTERNOON' })),
    );
    expect(periods).toEqual(dates.map((date) => ({ from: date, until: date })));
    expect(endsOn).toBeNull();
    const weeks = await shown(shopping);
    expect(firsts(weeks.periods)).toEqual([
      '2026-10-05',
      '2026-10-12',
      '2026-10-19',
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
      '2026-12-07',
    ]);
    expect((await shown(gift)).periods).toEqual([
      { from: '2026-10-01', until: '2026-10-31' },
      { from: '2026-11-01', until: '2026-11-30' },
      { from: '2026-12-01', until: '2026-12-31' },
    ]);
    expect(await shown(short)).toMatchObject({ endsOn: '2026-10-25', windows: [{}, {}, {}] });
  });

  it('nothing on the day it was made, nor when asked twice', async () => {
    const before = await everythingStored(world);
    expect(await makeAhead()).toBe(0);
    world.clock.advance({ hours: 8 });
    expect(await makeAhead()).toBe(0);
    expect(await everythingStored(world)).toEqual(before);
  });

  it('a day further after a day, and once', async () => {
    world.clock.set(START);
    world.clock.advance({ days: 7 });
    expect(await makeAhead()).toBe(4);
    expect(firsts((await shown(ride)).windows)).toContain('2026-12-13');
    const before = await everythingStored(world);
    expect(await makeAhead()).toBe(0);
    expect(await everythingStored(world)).toEqual(before);
  });

  it('all that is missing after ten days without the service, paused offers included, withdrawn ones not', async () => {
    world.clock.advance({ days: 10 });
    expect(await makeAhead()).toBe(4);
    expect(firsts((await shown(ride)).windows).slice(-2)).toEqual(['2026-12-13', '2026-12-20']);
    expect(firsts((await shown(paused)).windows).slice(-1)).toEqual(['2026-12-20']);
    expect(firsts((await shown(withdrawn)).windows).slice(-1)).toEqual(['2026-12-06']);
    expect(firsts((await shown(shopping)).periods).slice(-1)).toEqual(['2026-12-21']);
  });

  it('by two workers at once, each offer once', async () => {
    world.clock.advance({ days: 3 });
    const [one, other] = await Promise.all([makeAhead(), makeAhead()]);
    expect(one + other).toBe(4);
    const { rows } = await world.instance.owner.database.query<{ doubles: number }>(
      'doubles-of-periods',
      'SELECT count(*)::integer - count(DISTINCT (offer_id, starts_at))::integer AS doubles FROM offer_period',
    );
    expect(rows).toEqual([{ doubles: 0 }]);
  });

  it('what lies ahead after half a year without the service, and nothing of what has passed', async () => {
    world.clock.set('2027-05-03T15:00:00Z');
    const by = { ...home, token: await signedInAgain(home) };
    expect(await shown(ride, by)).toMatchObject({ windows: [], lines: [{ remaining: 0 }, { remaining: 0 }] });
    await makeAhead();
    const { windows, lines } = await shown(ride, by);
    expect(firsts(windows)).toEqual(
      ['05-09', '05-16', '05-23', '05-30', '06-06', '06-13', '06-20', '06-27', '07-04'].map((day) => `2027-${day}`),
    );
    expect(lines).toEqual([{ remaining: 3 }, { remaining: 3 }]);
    const { rows } = await world.instance.owner.database.query<{ made: number }>(
      'windows-of-winter',
      'SELECT count(*)::integer AS made FROM offer_window WHERE offer_id = $1 AND opens_at BETWEEN $2 AND $3',
      [ride.offerId, new Date('2027-01-01T00:00:00Z'), new Date('2027-05-01T00:00:00Z')],
    );
    expect(rows).toEqual([{ made: 0 }]);
  });

  it('a rule that ends in years ends when its last date has come', async () => {
    world.clock.set(START);
    const daily = { rule: 'FREQ=DAILY;COUNT=800', from: '2026-10-05', halves: ['MORNING'] };
    const long = await aGroceryOffer(world, home, { recurrence: daily, refill: 'WEEKLY' });
    expect((await shown(long)).endsOn).toBeNull();
    world.clock.set('2028-06-01T15:00:00Z');
    await makeAhead();
    const by = { ...home, token: await signedInAgain(home) };
    expect((await shown(long, by)).endsOn).toBe('2028-12-12');
    world.clock.set('2028-12-12T17:00:00Z');
    expect((await shown(long, { ...home, token: await signedInAgain(home) })).status).toBe('EXPIRED');
    world.clock.set(START);
  });
});

async function signedInAgain({ email }: TestHome): Promise<string> {
  const { signIn } = await world.ask<{ signIn: { session: { token: string } } }>(
    `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { session { token } } ... on Refusal { code } } }`,
    { input: { email, password: 'correct horse battery' } },
  );
  return signIn.session.token;
}

describe('expired', () => {
  it('by the clock at once, written by the sweep once', async () => {
    world.clock.set(START);
    const own = await aHome(world);
    const offer = await aRideOffer(world, own, { windows: [wholeDays('2026-10-06'), wholeDays('2026-10-08')] });
    const open = await aMoneyOffer(world, own);
    world.clock.set('2026-10-09T03:59:59Z');
    expect((await shown(offer, own)).status).toBe('OPEN');
    world.clock.set('2026-10-09T04:00:00Z');
    expect((await shown(offer, own)).status).toBe('EXPIRED');
    const { offers } = await world.ask<{ offers: { edges: { node: { id: string } }[] } }>(
      '{ offers { edges { node { id } } } }',
      {},
      { token: own.token },
    );
    expect(offers.edges.map(({ node }) => node.id)).toEqual([open.offerId]);
    const resumed = await world.ask<{ pauseOffer: { code?: string } }>(
      'mutation ($input: PauseOfferInput!) { pauseOffer(input: $input) { ... on Refusal { code } } }',
      { input: { offerId: offer.offerId } },
      { token: own.token },
    );
    expect(resumed.pauseOffer.code).toBe('WRONG_STATE');
    expect(await expire()).toBe(1);
    expect(await expire()).toBe(0);
    const { rows } = await world.instance.owner.database.query<{ status: string }>(
      'status-as-written',
      'SELECT status FROM offer WHERE id = ANY ($1::uuid[]) ORDER BY status',
      [[offer.offerId, open.offerId]],
    );
    expect(rows.map(({ status }) => status)).toEqual(['OPEN', 'EXPIRED']);
    world.clock.set(START);
  });
});

describe('in the hand of whoever claims', () => {
  const inHand = () => world.get(OffersInHand);
  const its = () => ({ homeId: home.homeId });
  const now = () => world.clock.now();
  const morning = (date: string) => ({
    opensAt: new Date(`${date}T04:00:00Z`),
    closesAt: new Date(`${date}T16:00:00Z`),
  });

  it('an offer with its home, and the period of the planned half-day', async () => {
    const { offerId, lineIds } = await aRideOffer(world, home, { ...sundays, childSeats: { infant: 1 } });
    const seen = await world.instance.database.transaction(async (tx) => ({
      offer: await inHand().lock(tx, offerId, now(), its()),
      anothers: await inHand().lock(tx, offerId, now(), { homeId: randomUUID() }),
      nobody: await inHand().lock(tx, 'no-such-offer', now(), its()),
      sunday: await inHand().periodFor(tx, offerId, morning('2026-10-18')),
      monday: await inHand().periodFor(tx, offerId, morning('2026-10-19')),
      windows: await inHand().windowsWithin(tx, offerId, {
        opensAt: new Date('2026-10-12T04:00:00Z'),
        closesAt: new Date('2026-10-20T00:00:00Z'),
      }),
      none: await inHand().windowsWithin(tx, offerId, morning('2026-10-20')),
    }));
    if (isRefused(seen)) throw new Error(seen.code);
    expect(seen.offer).toMatchObject({
      id: offerId,
      kind: 'RIDE',
      status: 'OPEN',
      madeForClaim: false,
      childSeats: { INFANT: 1, TODDLER: 0, BOOSTER: 0 },
      home: { tier: 'VOUCHED', vouched: true, paused: false },
    });
    expect(seen.nobody).toBeNull();
    expect(seen.anothers).toBeNull();
    expect(seen.sunday?.lines).toEqual([
      { id: lineIds[0], unit: 'OUTBOUND_SEAT', quantity: 3, remaining: 3 },
      { id: lineIds[1], unit: 'RETURN_SEAT', quantity: 3, remaining: 3 },
    ]);
    expect(seen.monday).toBeNull();
    expect(seen.windows).toEqual([
      { opensAt: new Date('2026-10-18T04:00:00Z'), closesAt: new Date('2026-10-19T04:00:00Z') },
    ]);
    expect(seen.none).toEqual([]);
  });

  it('money that is there at any time has no windows to meet', async () => {
    const { offerId } = await aMoneyOffer(world, home);
    const { database } = world.instance;
    expect(await inHand().windowsWithin(database, offerId, morning('2030-01-01'))).toBeNull();
    expect(await inHand().periodFor(database, offerId, morning('2030-01-01'))).toMatchObject({
      lines: [{ unit: 'USD' }],
    });
  });

  it('an offer made for one claim is listed nowhere, and ends with its half-day', async () => {
    const own = await aHome(world);
    const lineId = '5b1a3c62-6c1f-4a43-9a5a-0c6f6d1e7a01';
    const made = await world.instance.database.transaction((tx) =>
      inHand().makeForClaim(
        tx,
        {
          kind: 'TIME',
          homeId: own.homeId,
          cell: '842a107ffffffff',
          timeZone: 'America/New_York',
          planned: morning('2026-10-07'),
          lines: [{ id: lineId, unit: 'MINUTE', quantity: 60 }],
        },
        now(),
      ),
    );
    if (isRefused(made)) throw new Error(made.code);
    const { database } = world.instance;
    expect(await inHand().lock(database, made.offerId, now(), { homeId: own.homeId })).toMatchObject({
      madeForClaim: true,
      status: 'OPEN',
    });
    expect(await inHand().periodFor(database, made.offerId, morning('2026-10-07'))).toEqual({
      periodId: made.periodId,
      lines: [{ id: lineId, unit: 'MINUTE', quantity: 60, remaining: 60 }],
    });
    const { myOffers, offers } = await world.ask<{ myOffers: unknown[]; offers: { edges: unknown[] } }>(
      '{ myOffers { id } offers { edges { cursor } } }',
      {},
      { token: own.token },
    );
    expect([myOffers, offers.edges]).toEqual([[], []]);
    const one = await world.call(
      'query ($id: ID!) { offer(id: $id) { id } }',
      { id: made.offerId },
      { token: own.token },
    );
    expect(one.errors[0]?.extensions.code).toBe('NOT_FOUND');
    world.clock.set('2026-10-07T16:00:00Z');
    expect(await expire()).toBe(1);
    world.clock.set(START);
  });

  it('the home that was asked latest is remembered, never earlier', async () => {
    const { offerId } = await aRideOffer(world, home, sundays);
    const { database, owner } = world.instance;
    await inHand().markAsked(database, offerId, new Date('2026-10-06T13:00:00Z'));
    await inHand().markAsked(database, offerId, new Date('2026-10-05T01:00:00Z'));
    const { rows } = await owner.database.query<{ offers: number; homes: number }>(
      'asked-latest',
      `SELECT o.last_asked_half AS offers, h.last_asked_half AS homes FROM offer o JOIN home h ON h.id = o.home_id WHERE o.id = $1`,
      [offerId],
    );
    const half = 2 * (Date.parse('2026-10-06T00:00:00Z') / 86_400_000) + 1;
    expect(rows).toEqual([{ offers: half, homes: half }]);
  });
});
