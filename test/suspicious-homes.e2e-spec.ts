/** A home that behaves as one which collects families is paused by the service, told so in neutral words, and waits for a person. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { Canaries } from '../src/sealing/canaries.js';
import { anAcceptedClaim, claimRequest, move, openHandoff, readClaim } from './world/claims.js';
import { aGrocery } from './world/families.js';
import { aGroceryOffer } from './world/offers.js';
import { aVouchedHome, type TestHome, theHostsCoordinator } from './world/people.js';
import { World } from './world/world.js';

const PAGE = 'query ($id: ID!) { request(id: $id) { id } }';

describe('a home', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ REQUEST_PAGES_PER_DAY: '3', HANDOFF_OPENINGS_PER_DAY: '2' });
  });
  afterAll(async () => {
    await world.close();
  });

  const lookAt = (home: TestHome, id: string = randomUUID()) => world.call(PAGE, { id }, { token: home.token });
  const lookAtMany = async (home: TestHome, count: number) => {
    for (let at = 0; at < count; at += 1) await lookAt(home);
  };
  const isPaused = async ({ homeId }: TestHome) => {
    const { rows } = await world.instance.owner.database.query<{ paused: boolean }>(
      'is-paused',
      'SELECT paused_at IS NOT NULL AS paused FROM home WHERE id = $1',
      [homeId],
    );
    return rows[0]?.paused ?? false;
  };
  const untilPaused = async (home: TestHome) => {
    for (let at = 0; at < 500 && !(await isPaused(home)); at += 1) await delay(10);
    return isPaused(home);
  };
  const alarms = (code: string) => world.logLines.filter((line) => line.includes(`"code":"${code}"`)).length;
  const noticesOf = async (token: string) => {
    const { notices } = await world.ask<{ notices: { edges: { node: { code: string; text: string } }[] } }>(
      '{ notices(first: 50) { edges { node { code text } } } }',
      {},
      { token },
    );
    return notices.edges.map(({ node }) => node);
  };
  const accepted = async (home: TestHome) => anAcceptedClaim(world, { home, request: await aGrocery(world) });
  const release = (home: TestHome, claimId: string, reason = 'OTHER') =>
    move(world, 'releaseClaim', home, claimId, { reason });

  it('is paused when it lets go of two claims after it had opened them, not of one', async () => {
    const home = await aVouchedHome(world);
    const [first, second] = [await accepted(home), await accepted(home)];
    await openHandoff(world, home, first.claimId);
    await openHandoff(world, home, second.claimId);
    const before = alarms('HOME_PAUSED');
    await release(home, first.claimId);
    expect(await isPaused(home)).toBe(false);
    await release(home, second.claimId);
    expect(await isPaused(home)).toBe(true);
    expect(alarms('HOME_PAUSED')).toBe(before + 1);
  });

  it('is paused when it uses up its pages three days in a row, not with a day between', async () => {
    const [keen, now] = [await aVouchedHome(world), await aVouchedHome(world)];
    await lookAtMany(keen, 4);
    await lookAtMany(now, 4);
    world.clock.advance({ days: 1 });
    await lookAtMany(keen, 4);
    world.clock.advance({ days: 1 });
    await lookAtMany(now, 4);
    expect(await isPaused(keen)).toBe(false);
    await lookAtMany(keen, 3);
    expect(await isPaused(keen)).toBe(false);
    await lookAt(keen);
    expect(await isPaused(keen)).toBe(true);
    world.clock.advance({ days: 1 });
    await lookAtMany(now, 4);
    expect(await isPaused(now)).toBe(false);
  });

  it('is paused when it wants to open more handoffs in a day than it may, and nothing of the last one is kept', async () => {
    const home = await aVouchedHome(world);
    const claims = [await accepted(home), await accepted(home), await accepted(home)];
    for (const { claimId } of claims.slice(0, 2)) await openHandoff(world, home, claimId);
    const third = claims[2]?.claimId ?? '';
    expect(await openHandoff(world, home, third)).toEqual({ code: 'METER_USED_UP' });
    expect(await isPaused(home)).toBe(true);
    const { rows } = await world.instance.owner.database.query(
      'openings-of-claim',
      'SELECT FROM disclosure WHERE claim_id = $1',
      [third],
    );
    expect(rows).toHaveLength(0);
  });

  it('is paused when it names a canary', async () => {
    const home = await aVouchedHome(world);
    const [canary] = world.get(Canaries).ofDay(Math.floor(world.clock.now().getTime() / 86_400_000) - 3, 1);
    const answer = await lookAt(home, canary?.requestId);
    expect(answer.data).toEqual({ request: null });
    expect(await untilPaused(home)).toBe(true);
  });

  it.each<[string, (id: string) => Record<string, unknown>]>([
    ['the place where a page goes on', (id) => ({ after: id })],
    ['the place to look in', (id) => ({ filter: { within: id } })],
  ])('is paused when it gives a canary for %s, though the list is one that it has just read', async (_, variables) => {
    const home = await aVouchedHome(world);
    const list =
      'query ($filter: RequestFilter, $after: String) { requests(filter: $filter, after: $after) { edges { node { id } } } }';
    const read = (its: Record<string, unknown>) => world.call(list, its, { token: home.token });
    await read({});
    await read({});
    const [canary] = world.get(Canaries).ofDay(Math.floor(world.clock.now().getTime() / 86_400_000) - 3, 1);
    expect((await read(variables(canary?.requestId ?? ''))).errors).toBeDefined();
    expect(await untilPaused(home)).toBe(true);
  });

  describe('that is paused', () => {
    let home: TestHome;
    let claim: Awaited<ReturnType<typeof accepted>>;
    let offerId: string;
    beforeAll(async () => {
      home = await aVouchedHome(world);
      claim = await accepted(home);
      ({ offerId } = await aGroceryOffer(world, home));
      const [canary] = world.get(Canaries).ofDay(Math.floor(world.clock.now().getTime() / 86_400_000), 1);
      await lookAt(home, canary?.requestId);
      await untilPaused(home);
    });

    it('sees nothing of requests, and claims none', async () => {
      const request = await aGrocery(world);
      await world.get(RunSweeps).one('publish-requests', world.clock.now());
      const told = await world.ask<{
        requests: { edges: unknown[] };
        request: unknown;
        suggestedRequests: unknown[];
        viewer: { waitingFor: string };
      }>(
        `query ($id: ID!, $offer: ID!) { requests(first: 50) { edges { node { id } } } request(id: $id) { id }
          suggestedRequests(offerId: $offer) { rank } viewer { waitingFor } }`,
        { id: request.requestId, offer: offerId },
        { token: home.token },
      );
      expect(told).toMatchObject({ requests: { edges: [] }, request: null, suggestedRequests: [] });
      expect(await claimRequest(world, home, request.requestId)).toMatchObject({ code: 'HOME_PAUSED' });
    });

    it('opens nothing any more, while what it has promised goes on', async () => {
      expect(await openHandoff(world, home, claim.claimId)).toEqual({ code: 'HOME_PAUSED' });
      expect(await readClaim(world, claim.family, claim.claimId)).toMatchObject({ status: 'ACCEPTED' });
    });

    it('is told so in words that say nothing of why, and its coordinators that it waits for them', async () => {
      const told = (await noticesOf(home.token)).filter(({ code }) => code === 'HOME_PAUSED');
      expect(told.map(({ text }) => text)).toEqual(['Your home is paused for review.']);
      const coordinator = await theHostsCoordinator(world);
      expect((await noticesOf(coordinator.token)).map(({ code }) => code)).toContain('HOME_TO_REVIEW');
    });

    it('goes on when a coordinator has looked', async () => {
      const coordinator = await theHostsCoordinator(world);
      await world.ask(
        `mutation ($input: UnpauseHomeInput!) { unpauseHome(input: $input) { __typename ... on Refusal { code } } }`,
        { input: { homeId: home.homeId } },
        { token: coordinator.token },
      );
      expect(await isPaused(home)).toBe(false);
      expect(await openHandoff(world, home, claim.claimId)).toHaveProperty('handoff');
    });
  });
});
