/** While the vault does not answer nothing is opened, nothing is sealed and nothing is lost; lists go on, and afterwards so does everything. */
import { access } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { createApplication } from '../src/application.js';
import { whyItCannotStart } from '../src/platform/cannot-start.js';
import { type Instance, openInstance } from '../src/platform/instance.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { keyStoreRows, mainRows } from '../src/rows.js';
import { aVault, type TestVault } from './world/a-vault.js';
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
import { aRide, comeBack, type Json, post, rideInput } from './world/families.js';
import { aHome, anEmail, aTrustedHome, aVouchedHome, PASSWORD, theHostsCoordinator } from './world/people.js';
import type { VaultMood } from './world/transit-server.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

/** It is left alone for a second after it failed. */
const RESTED_MS = 1_050;
const REQUEST_TIMEOUT_MS = 5_000;

type Trouble = VaultMood | 'DOWN';
const troubles: readonly Trouble[] = ['DOWN', 'SEALED', 'SLOW', 'GARBAGE', 'CUT', 'BUSY', 'BROKEN'];

describe('a service whose vault', () => {
  let vault: TestVault;
  let world: World;
  const into = async (trouble: Trouble) => {
    if (!vault.fake) throw new Error('a real vault is in no mood');
    if (trouble === 'DOWN') await vault.fake.down();
    else vault.fake.mood = trouble;
  };
  const outOf = async (trouble: Trouble) => {
    if (!vault.fake) return;
    vault.fake.mood = 'FINE';
    if (trouble === 'DOWN') await vault.fake.up();
    await delay(RESTED_MS);
  };
  const ready = async () => {
    const { status, body } = await request(world.app.getHttpServer()).get('/health/ready');
    return { status, error: body.error };
  };

  beforeAll(async () => {
    // The outage is ours to make: never with a vault that others use.
    delete process.env['VAULT_TEST_ADDR'];
    vault = await aVault();
    world = await World.open(await vault.settings({ VAULT_TIMEOUT_MS: '500', KEY_MEMORY_SECONDS: '2' }));
  });
  afterAll(async () => {
    await world.close();
    await vault.close();
  });
  afterEach(async () => {
    expect(await ready()).toEqual({ status: 200, error: {} });
  });

  it('answers does everything with it, and makes no key file', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    await sendMessage(world, family, claimId, 'At nine.');
    expect(await openHandoff(world, home, claimId)).toHaveProperty('handoff');
    expect(await messagesFor(world, home, claimId)).toEqual(['At nine.']);
    await expect(access(world.instance.config.keyFile)).rejects.toThrow('ENOENT');
    const { rows } = await world.instance.keyStore.owner.query<{ kek: string }>(
      'keks in test',
      'SELECT DISTINCT kek_id AS kek FROM data_key UNION SELECT kek_id FROM instance_root',
    );
    expect(rows).toEqual([{ kek: `transit/${vault.mount}/${vault.key}/v1` }]);
  });

  it.each(troubles)(
    'is %s refuses in time what needs a key, changes nothing, and goes on when it is back',
    async (trouble) => {
      const open = await anAcceptedClaim(world);
      const proposed = await aProposedClaim(world);
      const consented = await aRide(world, { acceptance: 'ANY_TRUSTED_HOME', summary: 'Two of us.' });
      const home = await aTrustedHome(world);
      const coordinator = await theHostsCoordinator(world);
      const family = { token: await comeBack(world, proposed.request.returnCode) };
      await sendMessage(world, open.family, open.claimId, 'At nine.');
      const before = await everythingStored(world);
      const alarms = world.logLines.filter((line) => line.includes('KEYS_UNREACHABLE')).length;

      await into(trouble);
      const register = {
        document:
          'mutation ($input: RegisterHomeInput!) { registerHome(input: $input) { ... on Refusal { code retryAfterSeconds } } }',
        input: { name: 'Maple', email: anEmail(), password: PASSWORD, languages: ['en'] },
      };
      const attempts: readonly (() => Promise<unknown>)[] = [
        () => openHandoff(world, open.home, open.claimId),
        () => move(world, 'acceptClaim', family, proposed.claimId),
        () => claimRequest(world, home, consented.requestId),
        () => sendMessage(world, open.home, open.claimId, 'Hello'),
        async () => {
          const answer = await world.ask<{ registerHome: Json }>(register.document, { input: register.input });
          expect(answer.registerHome['retryAfterSeconds']).toBe(5);
          return answer.registerHome;
        },
      ];
      for (const attempt of attempts) {
        const startedAt = performance.now();
        expect(await attempt()).toMatchObject({ code: 'KEYS_UNREACHABLE' });
        expect(performance.now() - startedAt).toBeLessThan(REQUEST_TIMEOUT_MS);
      }
      const after = await everythingStored(world);
      expect(after).toEqual(before);
      expect(world.logLines.filter((line) => line.includes('KEYS_UNREACHABLE')).length).toBeGreaterThan(alarms);
      expect(await ready()).toEqual({ status: 503, error: { keys: { status: 'down' } } });
      const messages = 'query ($id: ID!) { claim(id: $id) { messages(first: 10) { edges { node { text } } } } }';
      const unread = await world.call(messages, { id: open.claimId }, { token: open.home.token });
      expect(unread.errors.map(({ extensions }) => extensions)).toMatchObject([
        { code: 'KEYS_UNREACHABLE', retryAfterSeconds: 5 },
      ]);
      const list = await world.call(
        '{ partnerHomes(first: 50) { edges { node { email } } } }',
        {},
        { token: coordinator.token },
      );
      expect(list.errors[0]?.extensions.code).toBe('KEYS_UNREACHABLE');

      await outOf(trouble);
      expect(await openHandoff(world, open.home, open.claimId)).toHaveProperty('handoff');
      expect((await move(world, 'acceptClaim', family, proposed.claimId)).claim?.status).toBe('ACCEPTED');
      expect((await claimRequest(world, home, consented.requestId)).claim?.status).toBe('ACCEPTED');
      expect(await sendMessage(world, open.home, open.claimId, 'Hello')).toHaveProperty('sent');
      await aHome(world);
    },
  );

  it('is gone leaves no trace of a post that needs a key, and takes one that needs none', async () => {
    await aRide(world);
    const stored = await everythingStored(world);
    await into('SEALED');
    const withKey = await post(world, 'Ride', rideInput(world, { acceptance: 'ANY_TRUSTED_HOME' }));
    expect(withKey.code).toBe('KEYS_UNREACHABLE');
    // Its ring was begun, and erased again.
    const untouched = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !/ring|family_session|erased/.test(name)));
    expect(untouched(await everythingStored(world))).toEqual(untouched(stored));
    // Sealed under the family's own ring, and its words under the month's key, which is in memory.
    await outOf('SEALED');
    await aRide(world, { summary: 'Hello' });
    await into('SEALED');
    const own = await post(world, 'Ride', rideInput(world, { summary: 'Two of us.' }));
    expect(own).toHaveProperty('request');
    await delay(2_050);
    // Nor by then: the words could not be sealed.
    const late = await post(world, 'Ride', rideInput(world, { summary: 'Two of us.' }));
    expect(late.code).toBe('KEYS_UNREACHABLE');
    await outOf('SEALED');
  });

  it('is gone keeps its lists, with the words for as long as their key is in memory', async () => {
    const home = await aVouchedHome(world, { name: 'Alder' });
    const { requestId } = await aRide(world, { summary: 'Only me.' });
    const read = async () => {
      const startedAt = performance.now();
      const { data, errors } = await world.call<{ requests: { edges: { node: Json }[] } }>(
        '{ requests(first: 50) { edges { node { id kind summary } } } }',
        {},
        { token: home.token },
      );
      expect(errors).toEqual([]);
      expect(performance.now() - startedAt).toBeLessThan(REQUEST_TIMEOUT_MS);
      return data.requests.edges.find(({ node }) => node['id'] === requestId)?.node;
    };
    expect(await read()).toMatchObject({ kind: 'RIDE', summary: 'Only me.' });
    await into('SLOW');
    expect(await read()).toMatchObject({ kind: 'RIDE', summary: 'Only me.' });
    await delay(2_050);
    expect(await read()).toMatchObject({ kind: 'RIDE', summary: null });
    await outOf('SLOW');
    expect(await read()).toMatchObject({ kind: 'RIDE', summary: 'Only me.' });
  });

  it('is gone runs its sweeps all the same: what is to be destroyed needs no vault', async () => {
    await into('SEALED');
    const reports = await world
      .get(RunSweeps)
      .all(world.clock.now())
      .catch((error: { reports: unknown }) => error.reports);
    const failed = (reports as { name: string; rows: number | null }[]).filter(({ rows }) => rows === null);
    expect(failed.map(({ name }) => name).filter((name) => /^(destroy|forget|end|lapse)/.test(name))).toEqual([]);
    await outOf('SEALED');
  });

  describe('when another process starts', () => {
    const start = async (its: Partial<Instance['config']> = {}) => {
      const { config, clock } = world.instance;
      return openInstance({ config: { ...config, ...its }, clock, rows: { main: mainRows, keyStore: keyStoreRows } });
    };
    const whyNot = (its: Partial<Instance['config']> = {}) =>
      start(its).then(
        async (instance) => {
          await instance.close();
          return 'it started';
        },
        (error: unknown) => whyItCannotStart(error),
      );

    it('gives it the same secrets, and what one sealed the other opens', async () => {
      const { claimId, home } = await anAcceptedClaim(world);
      const other = await start();
      expect(other.secrets.secret('pepper')).toEqual(world.instance.secrets.secret('pepper'));
      const app = await createApplication(other);
      await app.close();
      await other.close();
      expect(await openHandoff(world, home, claimId)).toHaveProperty('handoff');
    });

    it('is not there keeps it from starting, in words, and nothing stands in for it', async () => {
      await into('DOWN');
      expect(await whyNot()).toContain('nothing answers where VAULT_ADDR points');
      await outOf('DOWN');
      await into('SEALED');
      expect(await whyNot()).toContain('is sealed');
      expect(await whyNot({ vault: undefined })).toContain('sealed with a vault');
      await expect(access(world.instance.config.keyFile)).rejects.toThrow('ENOENT');
      await outOf('SEALED');
    });

    it('has nothing of a key store that was sealed with a key file, and says so', async () => {
      const other = await World.open();
      try {
        await aHome(other);
        const { config, clock } = other.instance;
        const opening = openInstance({
          config: { ...config, vault: world.instance.config.vault },
          clock,
          rows: { main: mainRows, keyStore: keyStoreRows },
        });
        await expect(opening).rejects.toThrow('sealed with a key file');
        const { owner } = other.instance.keyStore;
        for (const table of ['ring', 'listing_key', 'data_key', 'instance_root'])
          await owner.query(`empty ${table}`, `DELETE FROM ${table}`);
        const { config: settings } = other.instance;
        const anew = openInstance({
          config: { ...settings, vault: world.instance.config.vault },
          clock,
          rows: { main: mainRows, keyStore: keyStoreRows },
        });
        await expect(anew).rejects.toThrow('its key store is empty');
      } finally {
        await other.close();
      }
    });
  });
});
