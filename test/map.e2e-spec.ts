/** Homes that want to be seen: counted from five on, on their street, never by name; whoever hides is forgotten at once. */
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cellToCenterChild, cellToLatLng } from 'h3-js';
import { CountMap } from '../src/movement/map/count-map.js';
import { parentAt } from '../src/place/cell.js';
import { cellOf } from './world/cells.js';
import { everythingStored } from './world/everything-stored.js';
import type { Json } from './world/families.js';
import { aHomeOfTwo } from './world/members.js';
import { aHome, aVouchedHome, PASSWORD, type TestHome, theHostsCoordinator } from './world/people.js';
import { Person } from './world/person.js';
import { rowsStored } from './world/stored-text.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

const STREET = cellToCenterChild(cellOf('11201', 7), 9);
const [latitude, longitude] = cellToLatLng(STREET).map((its) => Math.round(its * 1_000) / 1_000) as [number, number];
const TOO_FINE = cellToCenterChild(STREET, 10);
const at = (resolution: number) => parentAt(STREET, resolution);
const CHANGED = '... on MapPlaceChanged { place { cell namedOn } }';

let world: World;
let closed: Promise<void> = Promise.resolve();
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => {
  const its = world;
  closed = closed.then(() => its.close());
});
afterAll(() => closed);

type Counts = Readonly<Record<string, number>>;
const night = async () => {
  world.clock.advance({ days: 1 });
  return world.get(CountMap).run(world.clock.now());
};
const of = ({ token }: { token: string }) => new Person(world, { token });
const show = (home: { token: string }, place: Json = { cell: STREET }) =>
  of(home).does<{ place: { cell: string | null; namedOn: string } }>('showOnMap', { place }, CHANGED);
/** Sessions end while nights pass. */
const back = async ({ email }: TestHome) =>
  (
    await new Person(world).does<{ session: { token: string } }>(
      'signIn',
      { email, password: PASSWORD },
      '... on SignedIn { session { token } }',
    )
  ).session;
const hide = (home: { token: string }) =>
  world.ask<{ hideFromMap: Json }>(`mutation { hideFromMap { ${CHANGED} ... on Refusal { code } } }`, {}, home);
/** By resolution, of the cells around the street. */
async function counts(): Promise<Counts> {
  const found: Record<string, number> = {};
  for (const within of [null, at(3), at(6), at(7)]) {
    const { visibleHomes } = await world.ask<{ visibleHomes: { cell: string; resolution: number; homes: number }[] }>(
      'query ($within: StreetCell) { visibleHomes(within: $within) { cell resolution homes takenOn } }',
      { within },
    );
    for (const { cell, resolution, homes } of visibleHomes) {
      expect(cell).toBe(at(resolution));
      found[resolution] = homes;
    }
  }
  return found;
}
const upTo = (finest: number, homes: number): Counts =>
  Object.fromEntries(Array.from({ length: finest - 1 }, (_, step) => [step + 2, homes]));
async function homesOnTheStreet(count: number): Promise<TestHome[]> {
  const homes: TestHome[] = [];
  for (let its = 0; its < count; its += 1) homes.push(await aVouchedHome(world));
  for (const home of homes) await show(home);
  return homes;
}

describe('a street', () => {
  it('is told from five homes on, from the next night on, and stands still', async () => {
    const [first] = await homesOnTheStreet(4);
    await night();
    expect(await counts()).toEqual({});
    const other = await aVouchedHome(world);
    await show(other, { point: { latitude, longitude } });
    expect(await counts()).toEqual({});
    await night();
    expect(await counts()).toEqual(upTo(9, 5));
    await homesOnTheStreet(4);
    await night();
    expect(await counts()).toEqual(upTo(9, 5));
    await homesOnTheStreet(1);
    await night();
    expect(await counts()).toEqual(upTo(9, 10));
    // Counted once a night, however often.
    expect(await world.get(CountMap).run(world.clock.now())).toBe(0);
    const { visibleHomes } = await world.ask<{ visibleHomes: Json[] }>(
      'query ($within: StreetCell) { visibleHomes(within: $within) { takenOn } }',
      { within: STREET },
    );
    expect(visibleHomes).toEqual([{ takenOn: world.clock.now().toISOString().slice(0, 10) }]);
    expect(
      (await of(first ?? other).reads<{ myMapPlace: Json }>('{ myMapPlace { cell namedOn } }')).myMapPlace,
    ).toEqual({
      cell: STREET,
      namedOn: expect.any(String),
    });
  });

  it('with too few is part of the next larger cell', async () => {
    await homesOnTheStreet(3);
    await show(await aVouchedHome(world), { cell: at(8) });
    await show(await aVouchedHome(world), { postalCode: { country: 'US', code: '11201' } });
    await night();
    expect(await counts()).toEqual(upTo(7, 5));
  });

  it('counts nobody who is not vouched for, is paused, has closed or is erased', async () => {
    const homes = await homesOnTheStreet(8);
    const [paused, closing, erased, hiding] = homes as [TestHome, TestHome, TestHome, TestHome];
    await show(await aHome(world));
    await night();
    expect(await counts()).toEqual(upTo(9, 8));
    const coordinator = new Person(world, await theHostsCoordinator(world));
    await coordinator.does('pauseHome', { homeId: paused.homeId }, '... on HomeStandingChanged { home { id } }');
    await of(closing).does('closeHome', { confirmation: { password: PASSWORD } }, '... on HomeClosed { closed }');
    await of(erased).does('eraseHome', { confirmation: { password: PASSWORD } }, '... on HomeErased { erased }');
    await night();
    // Five of eight are right within five.
    expect(await counts()).toEqual(upTo(9, 8));
    await hide(hiding);
    expect(await counts()).toEqual({});
    const { rows } = await world.instance.owner.database.query('left', 'SELECT FROM map_home WHERE home_id = $1', [
      erased.homeId,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('a home that hides', () => {
  it('takes what would stand for too few with it, at once, and nothing is kept of its place', async () => {
    const homes = await homesOnTheStreet(6);
    await night();
    expect(await counts()).toEqual(upTo(9, 6));
    const box = (await rowsStored(world)).get('public.map_home') ?? '';
    expect(box).not.toContain(STREET);
    const [first, second] = homes as [TestHome, TestHome];
    expect((await hide(first)).hideFromMap).toEqual({ place: { cell: null, namedOn: expect.any(String) } });
    // Six are right within five, and no new number says that somebody went.
    expect(await counts()).toEqual(upTo(9, 6));
    await hide(second);
    expect(await counts()).toEqual({});
    await night();
    expect(await counts()).toEqual({});
    const { rows } = await world.instance.owner.database.query<{ boxes: number }>(
      'boxes',
      'SELECT count(cell_box)::integer AS boxes FROM map_home',
    );
    expect(rows).toEqual([{ boxes: 4 }]);
    for (let day = 0; day < 31; day += 1) await night();
    const left = await world.instance.owner.database.query('left', 'SELECT FROM map_home WHERE cell_box IS NULL');
    expect(left.rowCount).toBe(0);
    const again = await back(first);
    expect((await of(again).reads<Json>('{ myMapPlace { cell } }'))['myMapPlace']).toBeNull();
    await show(again);
  });

  it('while the others hide as well leaves nothing behind', async () => {
    const homes = await homesOnTheStreet(9);
    await night();
    expect(await counts()).toEqual(upTo(9, 9));
    await Promise.all(homes.slice(0, 5).map(hide));
    expect(await counts()).toEqual({});
  });

  it('may be hidden by any of its members, and shown by any', async () => {
    const { home, other } = await aHomeOfTwo(world);
    await show({ token: other.token });
    expect((await of(home).reads<{ myMapPlace: Json }>('{ myMapPlace { cell } }')).myMapPlace).toEqual({
      cell: STREET,
    });
    expect((await hide(home)).hideFromMap).toMatchObject({ place: { cell: null } });
    expect((await hide(home)).hideFromMap).toEqual({ code: 'WRONG_STATE' });
  });

  it('finds its place in what it takes along', async () => {
    const home = await aVouchedHome(world);
    await show(home);
    const { data } = await of(home).does<{ data: Json }>('exportHome', null, '... on HomeExported { data }');
    expect(data['map']).toEqual({ cell: STREET, namedOn: expect.any(String) });
  });
});

describe('what is refused changes nothing', () => {
  it.each<[string, Json, string]>([
    ['CELL_TOO_FINE', { cell: TOO_FINE }, 'place.cell'],
    ['CELL_INVALID', { cell: parentAt(STREET, 6) }, 'place.cell'],
    ['CELL_INVALID', { cell: "'; --" }, 'place.cell'],
    ['POINT_TOO_EXACT', { point: { latitude: 40.69001, longitude: -73.98 } }, 'place.point'],
    ['INVALID_INPUT', { point: { latitude: 400, longitude: 0 } }, 'place.point'],
    ['POSTAL_CODE_UNKNOWN', { postalCode: { country: 'US', code: '00000' } }, 'place.postalCode.code'],
  ])('%s: %j', async (code, place, path) => {
    const home = of(await aVouchedHome(world));
    const before = await everythingStored(world);
    const refused = await home.isRefused('showOnMap', { place });
    expect([refused?.code, refused?.path?.join('.')]).toEqual([code, path]);
    expect(JSON.stringify(refused)).not.toContain('40.69');
    expect(await everythingStored(world)).toEqual(before);
  });

  it('another place before 30 days are over', async () => {
    const home = await aVouchedHome(world);
    await show(home);
    await show(home, { cell: at(8) });
    await night();
    const before = await everythingStored(world);
    expect(await of(home).isRefused('showOnMap', { place: { cell: STREET } })).toMatchObject({
      code: 'MAP_PLACE_STANDS',
    });
    expect(await everythingStored(world)).toEqual(before);
    await hide(home);
    expect(await of(home).isRefused('showOnMap', { place: { cell: STREET } })).toMatchObject({
      code: 'MAP_PLACE_STANDS',
    });
    world.clock.advance({ days: 29 });
    await show(await back(home));
  });

  it('whoever is no home, and cells that are none', async () => {
    const coordinator = new Person(world, await theHostsCoordinator(world));
    expect(await coordinator.isRefused('showOnMap', { place: { cell: STREET } })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await coordinator.cannotRead('{ myMapPlace { cell } }')).toBe('NOT_ALLOWED');
    expect(await new Person(world).cannotRead('{ myMapPlace { cell } }')).toBe('UNAUTHENTICATED');
    for (const within of [TOO_FINE, 'x']) {
      const code = await new Person(world).cannotRead(
        'query ($its: StreetCell) { visibleHomes(within: $its) { homes } }',
        {
          its: within,
        },
      );
      expect(code).toMatch(/^CELL_/);
    }
  });
});
