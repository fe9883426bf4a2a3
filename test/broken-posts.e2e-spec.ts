/** A post that breaks off is there with its code, or not at all; and what its family did meanwhile counts for it. */
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isRefused } from '../src/kernel/decision.js';
import { CountFamily } from '../src/request/count-family.js';
import { FamilyRings } from '../src/requester/family-rings.js';
import { FamilySessions } from '../src/requester/family-sessions.js';
import { PosterRings } from '../src/requester/poster-rings.js';
import { everythingStored } from './world/everything-stored.js';
import { aRide, comeBack, inputFor, type Json, post } from './world/families.js';
import { aCoordinator, aVouchedHome, theHost } from './world/people.js';
import { World } from './world/world.js';

const POST = 'mutation ($input: PostRideRequestInput!) { postRideRequest(input: $input) { __typename } }';
const LOST = new Error('the connection was lost');

describe('a post', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await theHost(world);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await world.close();
  });

  // With a data key of its own, not only one in the ring.
  const input = (its: Json = {}) => inputFor(world, 'Ride', { acceptance: 'ANY_TRUSTED_HOME', ...its });
  const statusOf = async (its: Json = {}) => (await world.call(POST, { input: input(its) })).errors[0]?.extensions.code;
  const myRequests = async (token: string) =>
    (await world.ask<{ myRequests: Json[] }>('{ myRequests { id } }', {}, { token })).myRequests;
  const inKeyStore = async () => {
    const { rows } = await world.instance.keyStore.database.query<Json>(
      'count-keys-and-rings',
      `SELECT (SELECT count(*)::int FROM ring) AS rings, (SELECT count(*)::int FROM data_key WHERE purpose = 'HANDOFF') AS keys`,
    );
    return rows[0];
  };

  it('that was committed though nobody could say so is answered with its code, and opens', async () => {
    const { database } = world.instance;
    const transaction = database.transaction.bind(database);
    jest.spyOn(database, 'transaction').mockImplementationOnce(async (work) => {
      await transaction(work);
      throw LOST;
    });
    const posted = await post(world, 'Ride', input());
    expect(posted).toMatchObject({ request: { id: expect.any(String) }, returnCode: expect.any(String) });
    expect(await myRequests(await comeBack(world, posted.returnCode ?? null))).toEqual([{ id: posted.request?.id }]);
    expect(await myRequests(posted.session?.token ?? '')).toEqual([{ id: posted.request?.id }]);
  });

  it('that was not committed leaves neither request nor code nor key', async () => {
    const [stored, kept] = [await everythingStored(world), await inKeyStore()];
    const { database } = world.instance;
    jest.spyOn(database, 'transaction').mockRejectedValueOnce(LOST);
    expect(await statusOf()).toBe('INTERNAL_SERVER_ERROR');
    expect(await inKeyStore()).toEqual(kept);
    expect((await everythingStored(world))['request']).toEqual(stored['request']);
  });

  it('of which nobody can find out what became keeps its code and its key', async () => {
    const first = await aRide(world);
    const { database } = world.instance;
    const transaction = database.transaction.bind(database);
    const query = database.query.bind(database);
    jest.spyOn(database, 'transaction').mockImplementationOnce(async (work) => {
      await transaction(work);
      throw LOST;
    });
    jest
      .spyOn(database, 'query')
      .mockImplementation((name, ...more) => (name === 'request-exists' ? Promise.reject(LOST) : query(name, ...more)));
    const kept = await inKeyStore();
    expect(await statusOf({ returnCode: first.returnCode })).toBe('INTERNAL_SERVER_ERROR');
    expect(await inKeyStore()).toEqual({ ...kept, keys: Number(kept?.['keys']) + 1 });
    jest.restoreAllMocks();
    expect(await myRequests(first.token)).toHaveLength(2);
  });

  it('for which no session could be opened is not made', async () => {
    const [stored, kept] = [await everythingStored(world), await inKeyStore()];
    jest.spyOn(world.get(FamilySessions), 'start').mockRejectedValueOnce(LOST);
    expect(await statusOf()).toBe('INTERNAL_SERVER_ERROR');
    expect((await everythingStored(world))['request']).toEqual(stored['request']);
    expect(await inKeyStore()).toEqual(kept);
  });

  it.each(['before', 'after'])('keeps away a home that is blocked just %s it gets into the ring', async (when) => {
    const first = await aRide(world);
    const home = await aVouchedHome(world);
    const block = async () => {
      const opened = await world.get(FamilySessions).open(first.token, world.clock.now());
      const blocked = opened && (await world.get(FamilyRings).block(opened, home.homeId, world.clock.now()));
      if (!blocked || isRefused(blocked)) throw new Error('the home was not blocked');
    };
    const rings = world.get(PosterRings);
    const add = rings.add.bind(rings);
    jest.spyOn(rings, 'add').mockImplementationOnce(async (...its) => {
      if (when === 'before') await block();
      const added = await add(...its);
      if (when === 'after') await block();
      return added;
    });
    const second = await post(world, 'Ride', input(), { token: first.token });
    expect(second.request).toBeDefined();
    const read = 'query ($id: ID!) { request(id: $id) { id } }';
    const seen = await world.ask(read, { id: second.request?.id }, { token: home.token });
    expect(seen).toEqual({ request: null });
  });

  it('is there though what follows from it fails', async () => {
    const coordinator = await aCoordinator(world);
    jest.spyOn(world.get(CountFamily), 'execute').mockRejectedValueOnce(LOST);
    const posted = await post(world, 'Ride', input(), { token: coordinator.token });
    expect(posted).toMatchObject({ request: { id: expect.any(String) }, returnCode: expect.any(String) });
  });
});
