/** What nobody could serve says what is missing, to coordinators one by one and to partners in counts that single nobody out. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { latLngToCell } from 'h3-js';
import { parentAt } from '../src/place/cell.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { aRide, aTimeRequest } from './world/families.js';
import { aVouchedHome, type TestCoordinator, theHostsCoordinator } from './world/people.js';
import { aWrittenOffer, aWrittenRequest } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
let coordinator: TestCoordinator;
const NOWHERE_NEAR = latLngToCell(47.6, -122.33, 6);

beforeAll(async () => {
  world = await World.open();
  coordinator = await theHostsCoordinator(world);
});
afterAll(async () => {
  await world.close();
});

interface Item {
  readonly subjectId: string;
  readonly missingOffer: { readonly missing: string; readonly text: string } | null;
}

async function missingFor(requestId: string, language?: string): Promise<Item['missingOffer'] | undefined> {
  const { data } = await world.call<{ waitingForCoordinators: { edges: { node: Item }[] } }>(
    `{ waitingForCoordinators(first: 50, filter: { kinds: [UNMATCHED] }) { edges { node { subjectId missingOffer { missing text } } } } }`,
    {},
    { token: coordinator.token, language },
  );
  return data.waitingForCoordinators.edges.find(({ node }) => node.subjectId === requestId)?.node.missingOffer;
}

describe('on the queue', () => {
  it('it is said what no offer has, the plainest first, in the language of the coordinator', async () => {
    const SEATTLE = { place: { postalCode: { country: 'US', code: '98104' } }, window: null };
    const ride = await aRide(
      world,
      { ...SEATTLE, urgency: 'TODAY', accessNeeds: ['WHEELCHAIR_RAMP'] },
      { coordinator },
    );
    const own = await aRide(world, { ...SEATTLE, urgency: 'TODAY', accessNeeds: ['WHEELCHAIR_RAMP'] });
    const speaks = await aTimeRequest(world, {
      ...SEATTLE,
      urgency: 'TODAY',
      skill: 'INTERPRETATION',
      mode: 'REMOTE',
      language: 'ht',
    });
    world.clock.advance({ hours: 12 });
    expect(await missingFor(ride.requestId)).toEqual({ missing: 'OFFER', text: 'No offer reaches it.' });
    const { homeId } = await aVouchedHome(world);
    const ofRides = {
      homeId,
      kind: 'RIDE' as const,
      cell: NOWHERE_NEAR,
      reachRings: 10,
      lines: [{ unit: 'OUTBOUND_SEAT', quantity: 4 }],
    };
    await aWrittenOffer(world, ofRides);
    expect(await missingFor(ride.requestId)).toEqual({
      missing: 'FEATURE',
      text: 'No vehicle with a ramp is in reach.',
    });
    expect((await missingFor(ride.requestId, 'es'))?.text).toBe('No hay ningún vehículo con rampa al alcance.');
    // What a family needs that nobody took in on the phone is not told.
    expect(await missingFor(own.requestId)).toEqual({
      missing: 'FEATURE',
      text: 'Nothing in reach meets its access needs.',
    });
    await aWrittenOffer(world, { ...ofRides, features: ['VEHICLE_WITH_RAMP'] });
    expect((await missingFor(ride.requestId))?.missing).toBe('ANSWER');
    await aWrittenOffer(world, {
      ...{ homeId, kind: 'TIME', skills: ['INTERPRETATION'], modes: ['REMOTE'], languages: ['es'] },
      lines: [{ unit: 'MINUTE', quantity: 600 }],
    });
    expect(await missingFor(speaks.requestId)).toEqual({
      missing: 'LANGUAGE',
      text: 'Nobody in reach speaks Haitian Creole.',
    });
  });
});

describe('in counts', () => {
  const FAR = latLngToCell(35.08, -106.65, 6);
  const sweep = () => world.get(RunSweeps).one('publish-unmet-needs', world.clock.now());
  const unmet = async (token?: string) =>
    await world.call<{ unmetNeeds: { missing: string; openRequests: number; kind: string }[] }>(
      'query ($within: H3Cell) { unmetNeeds(within: $within, kind: GROCERY) { missing openRequests kind } }',
      { within: parentAt(FAR, 2) },
      { token },
    );

  it('appear where at least k families live and k requests miss the same, once a night, for partners alone', async () => {
    const { database } = world.instance.owner;
    const least = world.instance.config.leastFamilies;
    await database.query('crowd', 'INSERT INTO publishable_cell (cell, taken_on) VALUES ($1, $2)', [
      parentAt(FAR, 2),
      '2026-06-01',
    ]);
    for (let at = 0; at < least - 1; at += 1) await aWrittenRequest(world, { cell: FAR, urgency: 'TODAY' });
    world.clock.advance({ days: 2 });
    await sweep();
    expect((await unmet(coordinator.token)).data.unmetNeeds).toEqual([]);
    await aWrittenRequest(world, { cell: FAR, urgency: 'TODAY' });
    world.clock.advance({ days: 2 });
    await sweep();
    expect((await unmet(coordinator.token)).data.unmetNeeds).toEqual([
      { missing: 'OFFER', openRequests: least, kind: 'GROCERY' },
    ]);
    expect((await unmet()).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const home = await aVouchedHome(world);
    expect((await unmet(home.token)).errors[0]?.extensions.code).toBe('NOT_ALLOWED');
    // Another of them the same night tells nothing.
    await aWrittenRequest(world, { cell: FAR, urgency: 'TODAY' });
    await sweep();
    expect((await unmet(coordinator.token)).data.unmetNeeds).toEqual([
      { missing: 'OFFER', openRequests: least, kind: 'GROCERY' },
    ]);
  });

  it('are not asked for with a cell that there is not', async () => {
    const { errors } = await world.call(
      '{ unmetNeeds(within: "8f2a107ffffffff") { kind } }',
      {},
      { token: coordinator.token },
    );
    expect(errors.length).toBe(1);
  });
});
