/** A destroyed key makes its own record unreadable: whoever asks for that is refused in words, and everybody else notices nothing. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { DataKeys } from '../src/sealing/data-keys.js';
import { DestroyKek } from '../src/sealing/destroy-kek.js';
import { currentOf } from '../src/sealing/key-provider.js';
import {
  anAcceptedClaim,
  aProposedClaim,
  claimRequest,
  messagesFor,
  move,
  openHandoff,
  sendMessage,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aRide, type Json, post, rideInput } from './world/families.js';
import { aTrustedHome, aVouchedHome, PASSWORD, theHostsCoordinator } from './world/people.js';
import { World } from './world/world.js';

jest.setTimeout(30_000);

describe('with a key less', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ KEY_MEMORY_SECONDS: '1' });
  });
  afterAll(() => world.close());

  const keysIn = async (table: string, column: string, id: string): Promise<string[]> => {
    const text = `SELECT data_key_id AS id FROM sealed.${table} WHERE ${column} = $1`;
    const { rows } = await world.instance.owner.database.query<{ id: string }>(`keys of ${table}`, text, [id]);
    return rows.map((row) => row.id);
  };
  const destroyed = async (table: string, column: string, id: string) => {
    const keys = await keysIn(table, column, id);
    expect(keys).toHaveLength(1);
    await world.get(DataKeys).destroy(keys);
  };
  const everySweepRuns = async () => {
    const reports = await world.get(RunSweeps).all(world.clock.now());
    expect(reports.filter(({ rows }) => rows === null)).toEqual([]);
  };

  it('of a claim, its handoff is closed, its messages and every other claim are not', async () => {
    const [lost, kept] = [await anAcceptedClaim(world), await anAcceptedClaim(world)];
    await sendMessage(world, lost.family, lost.claimId, 'At nine.');
    await destroyed('claim_handoff', 'claim_id', lost.claimId);
    const before = await everythingStored(world);
    expect(await openHandoff(world, lost.home, lost.claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
    expect(await everythingStored(world)).toEqual(before);
    expect(await messagesFor(world, lost.home, lost.claimId)).toEqual(['At nine.']);
    expect(await openHandoff(world, kept.home, kept.claimId)).toHaveProperty('handoff');
    await destroyed('message_key', 'claim_id', lost.claimId);
    expect(await messagesFor(world, lost.home, lost.claimId)).toEqual([]);
    expect((await move(world, 'markDelivered', lost.home, lost.claimId)).code).toBeUndefined();
    expect((await move(world, 'confirmReceipt', lost.family, lost.claimId)).code).toBeUndefined();
  });

  it('of an unclaimed handoff, nobody is accepted for it until the family has said it again', async () => {
    const request = await aRide(world, { acceptance: 'ANY_TRUSTED_HOME' });
    const home = await aTrustedHome(world);
    await destroyed('handoff', 'request_id', request.requestId);
    const before = await everythingStored(world);
    expect((await claimRequest(world, home, request.requestId)).code).toBe('HANDOFF_CLOSED');
    expect(await everythingStored(world)).toEqual(before);
    await world.ask(
      'mutation ($input: AmendHandoffInput!) { amendHandoff(input: $input) { ... on RequestChanged { request { id } } } }',
      { input: { requestId: request.requestId, handoff: { contactMethod: 'PHONE', place: '2 Church Avenue' } } },
      { token: request.token },
    );
    const { claim } = await claimRequest(world, home, request.requestId);
    expect(await openHandoff(world, home, claim?.id ?? '')).toMatchObject({ handoff: { place: '2 Church Avenue' } });
  });

  it('of a month of lists, they answer without its words, and what is written next has words again', async () => {
    const home = await aVouchedHome(world);
    const silent = await aRide(world, { summary: 'Two of us and a stroller.' });
    const read = async (id: string) => {
      const { requests, request } = await world.ask<{
        requests: { edges: { node: Json }[] };
        request: Json;
      }>(
        'query ($id: ID!) { requests(first: 50) { edges { node { id summary } } } request(id: $id) { id summary } }',
        { id },
        { token: home.token },
      );
      return {
        listed: requests.edges.find(({ node }) => node['id'] === id)?.node['summary'],
        summary: request['summary'],
      };
    };
    const words = { listed: 'Two of us and a stroller.', summary: 'Two of us and a stroller.' };
    expect(await read(silent.requestId)).toEqual(words);
    const { rows } = await world.instance.keyStore.database.query<{ id: string }>(
      'listing keys',
      'SELECT data_key_id AS id FROM listing_key',
    );
    await world.get(DataKeys).destroy(rows.map(({ id }) => id));
    await delay(1_050);
    expect(await read(silent.requestId)).toEqual({ listed: null, summary: null });
    const next = await aRide(world, { summary: 'Only me.' });
    expect(await read(next.requestId)).toEqual({ listed: 'Only me.', summary: 'Only me.' });
    const { claim } = await claimRequest(world, home, silent.requestId);
    expect(claim?.status).toBe('PROPOSED');
    await everySweepRuns();
  });

  it('of a person, its address is gone from the list of its coordinator; it signs in, and is told, as before', async () => {
    const coordinator = await theHostsCoordinator(world);
    const [lost, kept] = [await aVouchedHome(world), await aVouchedHome(world)];
    const { rows } = await world.instance.owner.database.query<{ id: string }>(
      'member of home',
      'SELECT id FROM home_member WHERE home_id = $1',
      [lost.homeId],
    );
    await destroyed('person', 'person_id', rows[0]?.id ?? '');
    const emails = async () => {
      const { partnerHomes } = await world.ask<{
        partnerHomes: { edges: { node: { id: string; email: string | null } }[] };
      }>('{ partnerHomes(first: 50) { edges { node { id email } } } }', {}, { token: coordinator.token });
      return new Map(partnerHomes.edges.map(({ node }) => [node.id, node.email]));
    };
    const seen = await emails();
    expect(seen.get(lost.homeId)).toBeNull();
    expect(seen.get(kept.homeId)).toBe(kept.email);
    const { signIn } = await world.ask<{ signIn: Json }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { email: lost.email, password: PASSWORD } },
    );
    expect(signIn).not.toEqual({ __typename: 'Refusal' });
    await aProposedClaim(world, { home: lost });
    await everySweepRuns();
  });

  it('of those that wrap, everything that it wrapped is closed, and nothing else', async () => {
    const lost = await anAcceptedClaim(world);
    const old = currentOf(await world.instance.keyProvider.list());
    await world.instance.keyProvider.add();
    const kept = await anAcceptedClaim(world);
    await world.get(DestroyKek).execute(old);
    expect(await openHandoff(world, lost.home, lost.claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
    expect(await openHandoff(world, kept.home, kept.claimId)).toHaveProperty('handoff');
    expect((await move(world, 'cancelClaim', lost.family, lost.claimId)).code).toBeUndefined();
    await delay(1_050);
    expect(await post(world, 'Ride', rideInput(world, { summary: 'Hello' }))).toHaveProperty('request');
    await everySweepRuns();
  });
});
