/** What homes offer: posting every kind, who finds it, setting it aside, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { bytesOf, keptAwayDigest, keptAwaySecret } from '../src/request/kept-away.js';
import { everythingStored } from './world/everything-stored.js';
import { aMoneyRequest, aRide, type TestRequest } from './world/families.js';
import { aGroceryOffer, aMoneyOffer, aRideOffer, aTimeOffer, BROOKLYN, dateIn, wholeDays } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aSecretKey,
  aVouchedHome,
  type TestCoordinator,
  type TestHome,
  theHostsCoordinator,
  vouch,
} from './world/people.js';
import { World } from './world/world.js';

let world: World;
/** Vouched for, and with nothing but what the tests of visibility look for. */
let giver: TestHome;
let coordinator: TestCoordinator;

beforeAll(async () => {
  world = await World.open();
  coordinator = await theHostsCoordinator(world);
  giver = await aVouchedHome(world, { name: 'Oak House', languages: ['en'] });
});
afterAll(async () => {
  await world.close();
});

const SHOWN = `__typename id kind status area { cell resolution label } reachKm refill languages features note postedOn endsOn
  recurrence { rule from halves timeZone }
  lines { unit quantity remaining }
  windows(first: 3) { from fromHalf until untilHalf timeZone }
  periods(first: 2) { from until lines { quantity held used remaining } }
  home { shortName circle tier }
  ... on GroceryOffer { costCap { minor currency } }
  ... on RideOffer { childSeats { infant toddler booster } }
  ... on MoneyOffer { currency }
  ... on TimeOffer { skills modes }`;

async function post(kind: 'Grocery' | 'Ride' | 'Money' | 'Time', input: Record<string, unknown>, home = giver) {
  const mutation = `post${kind}Offer`;
  const answer = await world.call<Record<string, Record<string, unknown>>>(
    `mutation ($input: Post${kind}OfferInput!) {
      ${mutation}(input: $input) { ... on OfferPosted { offer { ${SHOWN} } } ... on Refusal { code path message } }
    }`,
    { input: { place: BROOKLYN, ...input } },
    { token: home.token },
  );
  return { ...answer, outcome: answer.data?.[mutation] ?? {} };
}

async function change(what: 'pause' | 'resume' | 'withdraw', offerId: string, home = giver) {
  const Mutation = `${what[0]?.toUpperCase()}${what.slice(1)}Offer`;
  const answer = await world.ask<Record<string, { offer?: { status: string }; code?: string }>>(
    `mutation ($input: ${Mutation}Input!) {
      ${what}Offer(input: $input) { ... on OfferChanged { offer { status } } ... on Refusal { code } }
    }`,
    { input: { offerId } },
    { token: home.token },
  );
  return answer[`${what}Offer`]?.offer?.status ?? answer[`${what}Offer`]?.code;
}

async function see(offerId: string, caller: { token?: string; partnerKey?: string }) {
  const answer = await world.call<{ offer: { id: string; status: string; reachKm: number | null; periods: unknown } }>(
    'query ($id: ID!) { offer(id: $id) { id status reachKm periods { from } } }',
    { id: offerId },
    caller,
  );
  return answer.data?.offer ?? answer.errors[0]?.extensions.code;
}

async function browse(caller: { token: string }, filter: Record<string, unknown> | null = null): Promise<string[]> {
  const { offers } = await world.ask<{ offers: { edges: { node: { id: string } }[] } }>(
    'query ($filter: OfferFilter) { offers(filter: $filter, first: 50) { edges { node { id } } } }',
    { filter },
    caller,
  );
  return offers.edges.map(({ node }) => node.id);
}

describe('a home posts', () => {
  it('groceries: runs of every week, by a rule', async () => {
    const { outcome } = await post('Grocery', {
      reachKm: 12,
      runs: 2,
      costCap: { minor: 8_000, currency: 'usd' },
      refill: 'WEEKLY',
      recurrence: {
        rule: 'RRULE:byday=TU;freq=weekly',
        from: '2026-06-10',
        halves: ['AFTERNOON'],
        until: '2026-12-31',
      },
      languages: ['es-mx', 'ht'],
      features: ['SMOKE_FREE', 'PET_FREE'],
      note: '  Halal butcher nearby ',
    });
    expect(outcome['offer']).toEqual({
      __typename: 'GroceryOffer',
      id: expect.any(String),
      kind: 'GROCERY',
      status: 'OPEN',
      area: { cell: '862a10777ffffff', resolution: 6, label: 'around Brooklyn, NY' },
      reachKm: 13,
      refill: 'WEEKLY',
      languages: ['es-MX', 'ht'],
      features: ['SMOKE_FREE', 'PET_FREE'],
      note: 'Halal butcher nearby',
      postedOn: '2026-06-10',
      endsOn: '2026-12-29',
      recurrence: {
        rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231',
        from: '2026-06-10',
        halves: ['AFTERNOON'],
        timeZone: 'America/New_York',
      },
      lines: [{ unit: 'RUN', quantity: 2, remaining: 2 }],
      windows: ['2026-06-16', '2026-06-23', '2026-06-30'].map((date) => ({
        from: date,
        fromHalf: 'AFTERNOON',
        until: date,
        untilHalf: 'AFTERNOON',
        timeZone: 'America/New_York',
      })),
      periods: [
        { from: '2026-06-08', until: '2026-06-14', lines: [{ quantity: 2, held: 0, used: 0, remaining: 2 }] },
        { from: '2026-06-15', until: '2026-06-21', lines: [{ quantity: 2, held: 0, used: 0, remaining: 2 }] },
      ],
      home: { shortName: 'Oak House', circle: expect.any(String), tier: 'VOUCHED' },
      costCap: { minor: 8_000, currency: 'USD' },
    });
  });

  it('a ride: seats there and back, anew in each of its windows', async () => {
    const { outcome } = await post('Ride', {
      reachKm: 0,
      seats: 3,
      childSeats: { booster: 1 },
      windows: [
        { from: '2026-06-20', fromHalf: 'MORNING', until: '2026-06-20', untilHalf: 'MORNING' },
        { from: '2026-06-13', fromHalf: 'MORNING', until: '2026-06-14', untilHalf: 'AFTERNOON' },
      ],
    });
    expect(outcome['offer']).toMatchObject({
      __typename: 'RideOffer',
      refill: 'PER_OCCURRENCE',
      reachKm: 0,
      endsOn: '2026-06-20',
      recurrence: null,
      childSeats: { infant: 0, toddler: 0, booster: 1 },
      lines: [
        { unit: 'OUTBOUND_SEAT', quantity: 3, remaining: 3 },
        { unit: 'RETURN_SEAT', quantity: 3, remaining: 3 },
      ],
      windows: [{ from: '2026-06-13', until: '2026-06-14' }, { from: '2026-06-20' }],
      periods: [
        { from: '2026-06-13', until: '2026-06-14' },
        { from: '2026-06-20', until: '2026-06-20' },
      ],
    });
  });

  it('money: at any time, until it is used up', async () => {
    const { outcome } = await post('Money', { amount: { minor: 25_000, currency: 'USD' } });
    expect(outcome['offer']).toMatchObject({
      __typename: 'MoneyOffer',
      currency: 'USD',
      refill: 'ONCE',
      endsOn: null,
      windows: [],
      lines: [{ unit: 'USD', quantity: 25_000, remaining: 25_000 }],
      periods: [{ from: '2026-06-10', until: null }],
    });
  });

  it('time: of several skills, remote only without a reach', async () => {
    const { outcome } = await post('Time', {
      minutes: 90,
      skills: ['TUTORING', 'INTERPRETATION'],
      modes: ['REMOTE'],
      refill: 'MONTHLY',
      recurrence: { rule: 'FREQ=MONTHLY;BYDAY=1SA', from: '2026-06-10', halves: ['MORNING', 'AFTERNOON'] },
      languages: ['en', 'ar'],
    });
    expect(outcome['offer']).toMatchObject({
      __typename: 'TimeOffer',
      skills: ['INTERPRETATION', 'TUTORING'],
      modes: ['REMOTE'],
      reachKm: 0,
      windows: [
        { from: '2026-07-04', fromHalf: 'MORNING', until: '2026-07-04', untilHalf: 'AFTERNOON' },
        { from: '2026-08-01' },
      ],
      periods: [
        { from: '2026-06-01', until: '2026-06-30' },
        { from: '2026-07-01', until: '2026-07-31' },
      ],
    });
  });

  it('and can do from then on what its offers say', async () => {
    const { rows } = await world.instance.owner.database.query<{ languages: string[]; features: string[] }>(
      'what-the-home-can-do',
      'SELECT languages, features FROM home WHERE id = $1',
      [giver.homeId],
    );
    expect(rows).toEqual([{ languages: ['en', 'es-MX', 'ht', 'ar'], features: ['SMOKE_FREE', 'PET_FREE'] }]);
  });

  it('from a coarse cell: from its middle', async () => {
    const home = await aVouchedHome(world);
    const { outcome } = await post(
      'Money',
      { place: { cell: '852a1073fffffff' }, amount: { minor: 100, currency: 'JPY' } },
      home,
    );
    expect(outcome['offer']).toMatchObject({ area: { resolution: 6 }, currency: 'JPY' });
  });

  it('reads its own list: those that stand first', async () => {
    const home = await aHome(world);
    const first = await aRideOffer(world, home);
    const second = await aGroceryOffer(world, home);
    const third = await aTimeOffer(world, home);
    expect(await change('withdraw', first.offerId, home)).toBe('WITHDRAWN');
    expect(await change('pause', second.offerId, home)).toBe('PAUSED');
    const { myOffers } = await world.ask<{ myOffers: { id: string; status: string }[] }>(
      '{ myOffers { id status } }',
      {},
      home,
    );
    expect(new Set(myOffers.slice(0, 2).map(({ id }) => id))).toEqual(new Set([second.offerId, third.offerId]));
    expect(myOffers[2]).toEqual({ id: first.offerId, status: 'WITHDRAWN' });
  });
});

describe('who finds an offer', () => {
  it('nobody without a name, and no frontend', async () => {
    const { offerId } = await aRideOffer(world, giver);
    const { key } = await aSecretKey(world);
    expect(await see(offerId, {})).toBe('UNAUTHENTICATED');
    expect(await see(offerId, { partnerKey: key })).toBe('NOT_ALLOWED');
    const list = await world.call('{ offers { edges { node { id } } } }');
    expect(list.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('no other home', async () => {
    const { offerId } = await aRideOffer(world, giver);
    const other = await aVouchedHome(world);
    expect(await see(offerId, other)).toBe('NOT_FOUND');
    expect(await browse(other)).toEqual([]);
    const before = await everythingStored(world);
    for (const what of ['pause', 'resume', 'withdraw'] as const) {
      expect(await change(what, offerId, other)).toBe('NOT_FOUND');
      expect(await change(what, 'no-such-id', other)).toBe('NOT_FOUND');
    }
    expect(await everythingStored(world)).toEqual(before);
  });

  it('coordinators, of a new home only those of its own partner', async () => {
    const home = await aHome(world);
    const { offerId } = await aMoneyOffer(world, home);
    const elsewhere = await aCoordinator(world, await aPartner(world));
    expect(await see(offerId, home)).toMatchObject({ id: offerId, reachKm: 100, periods: [{ from: '2026-06-10' }] });
    expect(await see(offerId, coordinator)).toMatchObject({ id: offerId, reachKm: null, periods: null });
    expect(await browse(coordinator)).toContain(offerId);
    expect(await see(offerId, elsewhere)).toBe('NOT_FOUND');
    expect(await browse(elsewhere)).not.toContain(offerId);
    await vouch(world, coordinator, home.homeId);
    expect(await see(offerId, elsewhere)).toMatchObject({ id: offerId });
    expect(await browse(elsewhere)).toContain(offerId);
  });

  it('the home itself, also before anybody vouched for it', async () => {
    const home = await aHome(world);
    const { offerId } = await aRideOffer(world, home);
    expect(await see(offerId, home)).toMatchObject({ id: offerId });
    expect(await browse(home)).toEqual([offerId]);
  });
});

describe('what a family finds', () => {
  let family: TestRequest;
  let host: TestHome;
  const open: Record<string, string> = {};
  const names = (ids: readonly string[]) => Object.keys(open).filter((name) => ids.includes(open[name] ?? ''));
  const asOwner = (name: string, text: string, values: unknown[]) =>
    world.instance.owner.database.query(name, text, values);

  beforeAll(async () => {
    host = await aVouchedHome(world, { name: 'Elm House', phone: '+1 212 555 0199' });
    family = await aRide(world);
    open['ride'] = (await aRideOffer(world, host)).offerId;
    open['groceries'] = (await aGroceryOffer(world, host)).offerId;
    open['time'] = (await aTimeOffer(world, host)).offerId;
    open['money'] = (await aMoneyOffer(world, host)).offerId;
    open['unvouched'] = (await aRideOffer(world, await aHome(world))).offerId;
  });

  it('offers of vouched homes, but no money, and of the home its card alone', async () => {
    expect(names(await browse(family))).toEqual(['ride', 'groceries', 'time']);
    expect(await see(open['money'] ?? '', family)).toBe('NOT_FOUND');
    expect(await see(open['unvouched'] ?? '', family)).toBe('NOT_FOUND');
    const { offer } = await world.ask(
      'query ($id: ID!) { offer(id: $id) { reachKm periods { from } home { shortName circle tier } } }',
      { id: open['ride'] },
      family,
    );
    expect(offer).toEqual({
      reachKm: null,
      periods: null,
      home: { shortName: 'Elm House', circle: expect.any(String), tier: 'VOUCHED' },
    });
  });

  it('also while it asks for money', async () => {
    expect(names(await browse(await aMoneyRequest(world)))).toEqual(['ride', 'groceries', 'time']);
  });

  it('none that is paused, whose home is paused, or that nobody vouches for any more', async () => {
    const id = open['time'] ?? '';
    expect(await change('pause', id, host)).toBe('PAUSED');
    expect(await see(id, family)).toBe('NOT_FOUND');
    expect(await change('resume', id, host)).toBe('OPEN');
    for (const [stop, goOn] of [
      ['pauseHome', 'unpauseHome'],
      ['withdrawVouch', 'vouchForHome'],
    ] as const) {
      await stand(stop, host);
      expect(await see(id, family)).toBe('NOT_FOUND');
      expect(names(await browse(family))).toEqual([]);
      expect(await see(id, host)).toMatchObject({ id });
      await stand(goOn, host);
      expect(await see(id, family)).toMatchObject({ id });
    }
  });

  it('none of a home from which it hides, in any of its requests', async () => {
    const hiding = await aRide(world, { hideFromHomes: [{ phone: '212-555-0199' }] });
    expect(names(await browse(hiding))).toEqual([]);
    expect(await see(open['ride'] ?? '', hiding)).toBe('NOT_FOUND');
    await aRide(world, {}, { family: hiding });
    expect(names(await browse(hiding))).toEqual([]);
    expect(names(await browse(await aRide(world, { hideFromHomes: [{ email: host.email.toUpperCase() }] })))).toEqual(
      [],
    );
    expect(names(await browse(await aRide(world, { hideFromHomes: [{ email: giver.email }] })))).toContain('ride');
  });

  it('none of a home that it blocked', async () => {
    const blocking = await aRide(world);
    const secret = keptAwaySecret(world.instance.secrets);
    await asOwner('block-a-home', 'INSERT INTO request_block (request_id, digest) VALUES ($1, $2)', [
      blocking.requestId,
      keptAwayDigest(secret, bytesOf(host.homeId), blocking.requestId),
    ]);
    expect(names(await browse(blocking))).toEqual([]);
    expect(await see(open['ride'] ?? '', blocking)).toBe('NOT_FOUND');
    expect(await see(open['ride'] ?? '', family)).toMatchObject({ id: open['ride'] });
  });

  it('nothing once it asks for nothing any more', async () => {
    const finished = await aRide(world);
    expect(names(await browse(finished))).toContain('ride');
    await asOwner(
      'end-a-request',
      `UPDATE request SET ending = 'WITHDRAWN', ended_at = $2, listed = false WHERE id = $1`,
      [finished.requestId, world.clock.now()],
    );
    expect(await browse(finished)).toEqual([]);
    expect(await see(open['ride'] ?? '', finished)).toBe('NOT_FOUND');
  });
});

async function stand(mutation: string, { homeId }: TestHome): Promise<void> {
  const Mutation = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const answer = await world.ask<Record<string, { code?: string }>>(
    `mutation ($input: ${Mutation}Input!) { ${mutation}(input: $input) { ... on Refusal { code } } }`,
    { input: { homeId } },
    coordinator,
  );
  expect(answer[mutation]?.code).toBeUndefined();
}

describe('setting aside', () => {
  it('pauses, resumes and withdraws, each once', async () => {
    const { offerId } = await aRideOffer(world, giver);
    expect(await change('resume', offerId)).toBe('WRONG_STATE');
    expect(await change('pause', offerId)).toBe('PAUSED');
    expect(await browse(coordinator)).not.toContain(offerId);
    expect(await change('pause', offerId)).toBe('WRONG_STATE');
    expect(await change('resume', offerId)).toBe('OPEN');
    expect(await browse(coordinator)).toContain(offerId);
    expect(await change('withdraw', offerId)).toBe('WITHDRAWN');
    const before = await everythingStored(world);
    for (const what of ['pause', 'resume', 'withdraw'] as const)
      expect(await change(what, offerId)).toBe('WRONG_STATE');
    expect(await everythingStored(world)).toEqual(before);
    expect(await see(offerId, giver)).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('is not for a home to do twice at once', async () => {
    const { offerId } = await aRideOffer(world, giver);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => change('pause', offerId)));
    expect(outcomes.sort()).toEqual(['PAUSED', 'WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE']);
  });
});

describe('browsing', () => {
  let home: TestHome;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    home = await aHome(world);
    const tomorrow = wholeDays(dateIn(world, 1));
    const nextMonth = wholeDays(dateIn(world, 30));
    ids['near'] = (
      await aRideOffer(world, home, { windows: [tomorrow], reachKm: 0, features: ['VEHICLE_WITH_RAMP'] })
    ).offerId;
    ids['later'] = (await aGroceryOffer(world, home, { windows: [nextMonth], languages: ['es-GT'] })).offerId;
    ids['far'] = (
      await aRideOffer(world, home, {
        place: { postalCode: { country: 'US', code: '90012' } },
        windows: [tomorrow],
        reachKm: 20,
      })
    ).offerId;
    ids['remote'] = (
      await aTimeOffer(world, home, {
        place: { postalCode: { country: 'US', code: '60601' } },
        windows: [tomorrow],
        modes: ['REMOTE'],
        skills: ['TUTORING'],
      })
    ).offerId;
    ids['money'] = (await aMoneyOffer(world, home)).offerId;
  });
  const manhattan = { place: { postalCode: { country: 'US', code: '10001' } } };

  it.each<[string, Record<string, unknown>, string[]]>([
    ['everything', {}, ['near', 'later', 'far', 'remote', 'money']],
    ['a kind', { kind: 'RIDE' }, ['near', 'far']],
    ['where it is', { near: { place: BROOKLYN } }, ['near', 'later', 'remote', 'money']],
    ['as far as it reaches', { near: manhattan }, ['later', 'remote', 'money']],
    ['and no farther away', { near: { place: BROOKLYN, withinKm: 5 } }, ['near', 'later', 'money']],
    ['around a coarse cell', { near: { place: { cell: '832a10fffffffff' } } }, ['near', 'later', 'remote', 'money']],
    [
      'a window, where a place says whose half-days they are',
      { near: { place: BROOKLYN }, window: wholeDays('2026-06-11') },
      ['near', 'remote', 'money'],
    ],
    [
      'a window with its zone',
      { window: { ...wholeDays('2026-07-10'), timeZone: 'America/New_York' } },
      ['later', 'money'],
    ],
    ['a language, whatever its region', { language: 'es' }, ['later']],
    ['a feature', { feature: 'VEHICLE_WITH_RAMP' }, ['near']],
    ['a skill', { skill: 'TUTORING' }, ['remote']],
    ['all of it', { kind: 'RIDE', near: { place: BROOKLYN }, feature: 'VEHICLE_WITH_RAMP', language: 'fr' }, []],
  ])('by %s', async (_, filter, expected) => {
    expect(new Set(await browse(home, filter))).toEqual(new Set(expected.map((name) => ids[name])));
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a window of nowhere', { window: wholeDays('2026-06-11') }, 'INVALID_INPUT'],
    ['a window that is over', { near: manhattan, window: wholeDays('2026-06-01') }, 'WINDOW_PAST'],
    [
      'a place that is none',
      { near: { place: { postalCode: { country: 'US', code: '00000' } } } },
      'POSTAL_CODE_UNKNOWN',
    ],
    ['a place too fine', { near: { place: { cell: '892a1072803ffff' } } }, 'CELL_TOO_FINE'],
    ['too far around', { near: { place: BROOKLYN, withinKm: 101 } }, 'QUANTITY_OUT_OF_RANGE'],
    ['a language that is none', { language: 'x' }, 'LANGUAGE_UNKNOWN'],
  ])('refuses %s', async (_, filter, code) => {
    const answer = await world.call(
      'query ($filter: OfferFilter) { offers(filter: $filter) { edges { cursor } } }',
      { filter },
      home,
    );
    expect(answer.errors[0]?.extensions.code).toBe(code);
  });

  it('goes forward page by page, with cursors that serve this list alone', async () => {
    interface Page {
      offers: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    }
    const document = `query ($after: String, $filter: OfferFilter) {
      offers(first: 2, after: $after, filter: $filter) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const seen: string[] = [];
    const cursors: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { offers }: Page = await world.ask<Page>(document, { after }, home);
      seen.push(...offers.edges.map(({ node }) => node.id));
      after = offers.pageInfo.endCursor;
      if (after !== null) cursors.push(after);
      more = offers.pageInfo.hasNextPage;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(new Set(Object.values(ids)));
    for (const [caller, filter] of [
      [home, { kind: 'RIDE' }],
      [coordinator, null],
    ] as const) {
      const foreign = await world.call(document, { after: cursors[0], filter }, { token: caller.token });
      expect(foreign.errors[0]?.extensions.code).toBe('INVALID_INPUT');
    }
    const tooMany = await world.call('{ offers(first: 51) { edges { cursor } } }', {}, home);
    expect(tooMany.errors[0]?.extensions.code).toBe('QUANTITY_OUT_OF_RANGE');
  });
});

describe('bad input', () => {
  const rule = (its: object) => ({
    recurrence: { rule: 'FREQ=DAILY', from: '2026-06-11', halves: ['MORNING'], ...its },
  });
  const ride = (its: object) => ['Ride', { seats: 2, reachKm: 5, windows: [wholeDays('2026-06-12')], ...its }] as const;
  const time = (its: object) =>
    ['Time', { minutes: 60, skills: ['REPAIR'], modes: ['IN_PERSON'], reachKm: 5, ...rule({}), ...its }] as const;
  const money = (its: object) => ['Money', { amount: { minor: 5_000, currency: 'USD' }, ...its }] as const;
  const grocery = (its: object) => ['Grocery', { runs: 1, reachKm: 5, ...rule({}), ...its }] as const;

  it.each<[string, readonly ['Grocery' | 'Ride' | 'Money' | 'Time', object], string, string]>([
    ['no seat', ride({ seats: 0 }), 'QUANTITY_OUT_OF_RANGE', 'seats'],
    ['fewer than none', ride({ seats: -1 }), 'QUANTITY_OUT_OF_RANGE', 'seats'],
    ['a bus', ride({ seats: 2_000_000_000 }), 'QUANTITY_OUT_OF_RANGE', 'seats'],
    ['many child seats', ride({ childSeats: { infant: 9 } }), 'QUANTITY_OUT_OF_RANGE', 'childSeats.infant'],
    ['too far', ride({ reachKm: 101 }), 'QUANTITY_OUT_OF_RANGE', 'reachKm'],
    [
      'no place at all',
      ride({ place: { postalCode: { country: 'US', code: '99999' } } }),
      'POSTAL_CODE_UNKNOWN',
      'place.postalCode.code',
    ],
    [
      'a country without codes',
      ride({ place: { postalCode: { country: 'CA', code: 'H2X' } } }),
      'COUNTRY_NOT_COVERED',
      'place.postalCode.country',
    ],
    ['a coordinate', ride({ place: { cell: '892a1072803ffff' } }), 'CELL_TOO_FINE', 'place.cell'],
    ['no cell', ride({ place: { cell: 'Brooklyn' } }), 'CELL_INVALID', 'place.cell'],
    ['no time', ride({ windows: [] }), 'INVALID_INPUT', 'windows'],
    ['a time that is over', ride({ windows: [wholeDays('2026-06-09')] }), 'WINDOW_PAST', 'windows.0.until'],
    [
      'a time that runs backwards',
      ride({ windows: [wholeDays('2026-06-12', '2026-06-11')] }),
      'WINDOW_REVERSED',
      'windows.0.until',
    ],
    ['next year', ride({ windows: [wholeDays('2027-06-12')] }), 'WINDOW_TOO_FAR', 'windows.0.from'],
    [
      'twice the same',
      ride({ windows: [wholeDays('2026-06-12'), wholeDays('2026-06-12')] }),
      'INVALID_INPUT',
      'windows',
    ],
    ['windows and a rule', ride(rule({})), 'INVALID_INPUT', 'windows'],
    [
      'a zone that is none',
      ride({ windows: [{ ...wholeDays('2026-06-12'), timeZone: 'Mars/Base' }] }),
      'TIME_ZONE_UNKNOWN',
      'windows.0.timeZone',
    ],
    ['a rule that is none', time(rule({ rule: 'whenever' })), 'RULE_INVALID', 'recurrence.rule'],
    ['a rule by the second', time(rule({ rule: 'FREQ=SECONDLY' })), 'RULE_INVALID', 'recurrence.rule'],
    [
      'a long rule',
      time(rule({ rule: `FREQ=DAILY;BYMONTH=${'1,'.repeat(400)}1` })),
      'TEXT_TOO_LONG',
      'recurrence.rule',
    ],
    ['a rule from yesterday', time(rule({ from: '2026-06-09' })), 'WINDOW_PAST', 'recurrence.from'],
    ['a rule on no half-day', time(rule({ halves: [] })), 'INVALID_INPUT', 'recurrence.halves'],
    ['nothing one can do', time({ skills: [] }), 'INVALID_INPUT', 'skills'],
    ['neither here nor there', time({ modes: [] }), 'INVALID_INPUT', 'modes'],
    ['in person, but how far', time({ reachKm: null }), 'INVALID_INPUT', 'reachKm'],
    ['a minute', time({ minutes: 1 }), 'QUANTITY_OUT_OF_RANGE', 'minutes'],
    ['minutes that refill with each window', time({ refill: 'PER_OCCURRENCE' }), 'INVALID_INPUT', 'refill'],
    [
      'a currency that is none',
      money({ amount: { minor: 5_000, currency: 'ZZZ' } }),
      'CURRENCY_UNKNOWN',
      'amount.currency',
    ],
    ['no money', money({ amount: { minor: 0, currency: 'USD' } }), 'QUANTITY_OUT_OF_RANGE', 'amount.minor'],
    [
      'a fortune',
      money({ amount: { minor: 2_147_483_647, currency: 'USD' } }),
      'QUANTITY_OUT_OF_RANGE',
      'amount.minor',
    ],
    ['a cap of nothing', grocery({ costCap: { minor: 0, currency: 'USD' } }), 'QUANTITY_OUT_OF_RANGE', 'costCap.minor'],
    ['a language that is none', grocery({ languages: ['en', 'klingon!'] }), 'LANGUAGE_UNKNOWN', 'languages.1'],
    ['many languages', grocery({ languages: Array.from({ length: 13 }, () => 'en') }), 'INVALID_INPUT', 'languages'],
    ['a novel', grocery({ note: 'x'.repeat(201) }), 'TEXT_TOO_LONG', 'note'],
    ['an override', grocery({ note: 'a\u202eb' }), 'TEXT_NOT_PLAIN', 'note'],
    ['a control', grocery({ note: 'a\u0007b' }), 'TEXT_NOT_PLAIN', 'note'],
  ])('%s', async (_, [kind, input], code, path) => {
    const before = await everythingStored(world);
    const { outcome, errors } = await post(kind, { ...input });
    expect(errors).toEqual([]);
    expect(outcome).toEqual({ code, path: path.split('.'), message: expect.any(String) });
    expect(await everythingStored(world)).toEqual(before);
  });

  it.each<[string, Record<string, unknown>]>([
    ['words for numbers', { seats: 'three' }],
    ['half a seat', { seats: 1.5 }],
    ['more than a number holds', { seats: 1e12 }],
    ['both kinds of place', { place: { ...BROOKLYN, cell: '862a1072fffffff' } }],
    ['a field that is none', { wheels: 4 }],
    ['a feature that is none', { features: ['WINGS'] }],
    ['a date that is none', { windows: [wholeDays('2026-02-30')] }],
  ])('what the schema does not take: %s', async (_, its) => {
    const [kind, input] = ride(its);
    const answer = await post(kind, { ...input });
    expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(answer.errors)).not.toMatch(/three|wheels|WINGS|02-30/);
  });

  it('a paused home posts nothing, but may offer less', async () => {
    const home = await aVouchedHome(world);
    const { offerId } = await aRideOffer(world, home);
    await stand('pauseHome', home);
    const [kind, input] = ride({});
    expect((await post(kind, { ...input }, home)).outcome).toMatchObject({ code: 'HOME_PAUSED' });
    expect(await change('withdraw', offerId, home)).toBe('WITHDRAWN');
  });

  it('more offers than anybody keeps', async () => {
    const home = await aHome(world);
    for (let at = 0; at < 49; at += 1) await aMoneyOffer(world, home);
    const answers = await Promise.all(
      [1, 2, 3].map(() => post('Money', { amount: { minor: 5_000, currency: 'USD' } }, home)),
    );
    const refused = answers.filter(({ outcome }) => outcome['code'] === 'TOO_MANY_OFFERS');
    expect(refused).toHaveLength(2);
    expect(await browse(home)).toHaveLength(50);
  });

  it('the same key twice is one offer', async () => {
    const home = await aHome(world);
    const idempotencyKey = '3d0f0a4e-5d3c-4c39-8f0a-0f6f2b7f5a11';
    const send = () =>
      world.ask<{ postMoneyOffer: { offer: { id: string } } }>(
        'mutation ($input: PostMoneyOfferInput!) { postMoneyOffer(input: $input) { ... on OfferPosted { offer { id } } } }',
        { input: { place: BROOKLYN, amount: { minor: 5_000, currency: 'USD' } } },
        { token: home.token, idempotencyKey },
      );
    const [first, second] = [await send(), await send()];
    expect(second).toEqual(first);
    expect(await browse(home)).toEqual([first.postMoneyOffer.offer.id]);
  });
});

it('nothing of it is ever in the log', () => {
  expect(world.logLines.join('')).not.toMatch(/Halal butcher|11226|Oak House/);
});

it('its sweeps are on the schedule', () => {
  const names = world.get(RunSweeps).schedule.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['make-offers-ahead', 'expire-offers']));
});
