/** The sample neighbourhood holds something of everything, and whoever tries the service can act as anyone in it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApplication } from '../src/application.js';
import { readSampleTokens } from '../src/explorer/sample-access.js';
import { tellStories } from '../src/explorer/stories.js';
import { NAMES } from '../src/explorer/story.js';
import { VerifyLedger } from '../src/ledger/verify-ledger.js';
import { markLoading } from '../src/sample/loading-mark.js';
import { isInhabited, loadSample } from '../src/sample/sample.js';
import { cellOf } from './world/cells.js';
import { World } from './world/world.js';

describe('the sample neighbourhood', () => {
  let world: World;
  let access: {
    coordinatorToken: string;
    publishableKey: string;
    homes: { name: string; tier: string; token: string; offerIds: string[] }[];
    returnCodes: string[];
  };

  beforeAll(async () => {
    world = await World.open();
    const path = await loadSample(world.instance, createApplication, () => undefined);
    access = JSON.parse(await readFile(path, 'utf8'));
  }, 180_000);
  afterAll(async () => {
    await world.close();
  });

  const wordsIn = async (text: string) => {
    const { rows } = await world.instance.owner.database.query<{ word: string }>(
      `words ${createHash('sha256').update(text).digest('hex').slice(0, 40)}`,
      text,
    );
    return rows.map(({ word }) => word).sort();
  };

  it('has every kind of request and offer', async () => {
    const kinds = ['GROCERY', 'MONEY', 'RIDE', 'TIME'];
    expect(await wordsIn('SELECT DISTINCT kind::text AS word FROM request')).toEqual(kinds);
    expect(await wordsIn('SELECT DISTINCT kind::text AS word FROM offer')).toEqual(kinds);
  });

  it('has claims and offers in every state', async () => {
    expect(
      await wordsIn(
        'SELECT unnest(enum_range(NULL::claim_status))::text AS word EXCEPT SELECT DISTINCT status::text FROM claim',
      ),
    ).toEqual([]);
    expect(
      await wordsIn(
        'SELECT unnest(enum_range(NULL::offer_status))::text AS word EXCEPT SELECT DISTINCT status::text FROM offer',
      ),
    ).toEqual([]);
  });

  it('has a home that has done two steps of its commitment, among many that have declared themselves', async () => {
    expect((await wordsIn('SELECT home_id::text AS word FROM sanctuary_declaration')).length).toBeGreaterThan(10);
    expect(await wordsIn('SELECT mark AS word FROM step_mark NATURAL JOIN sanctuary_declaration')).toEqual([
      'DONE',
      'DONE',
    ]);
  });

  it('has circles that are linked, a link that waits, and homes in them', async () => {
    const { circles } = await world.ask<{
      circles: { name: string; isOwn: boolean; homes: number; links: { state: string }[] }[];
    }>('{ circles { name isOwn homes links { state } } }', {}, { token: access.coordinatorToken });
    expect(
      circles
        .filter(({ isOwn }) => !isOwn)
        .map(({ homes }) => homes)
        .sort(),
    ).toEqual([1, 2]);
    expect(new Set(circles.flatMap(({ links }) => links.map(({ state }) => state))).size).toBeGreaterThan(1);
  });

  it('has homes that stand on the word of two others, certificates, and partners above and below', async () => {
    expect(await wordsIn('SELECT count(*)::text AS word FROM vouch WHERE withdrawn_on IS NULL')).toEqual(['2']);
    expect(await wordsIn("SELECT count(*)::text AS word FROM home WHERE tier = 'TRUSTED'")).toEqual(['2']);
    expect(await wordsIn('SELECT topic AS word FROM certificate')).toEqual(['KNOW_YOUR_RIGHTS', 'KNOW_YOUR_RIGHTS']);
    expect(await wordsIn('SELECT name AS word FROM program')).toEqual(['Rides to court', 'The full table']);
    expect(await wordsIn('SELECT level AS word FROM partner WHERE parent_id IS NOT NULL')).toEqual(['AFFILIATE']);
  });

  it('has money on its way: a fund and a drive, pledges once and monthly, a rent that was paid and confirmed, groceries paid back', async () => {
    const { funds } = await world.ask<{ funds: { kind: string; raised: { minor: number }; goal: object }[] }>(
      '{ funds { kind goal { minor } raised { minor } } }',
      {},
      { token: access.coordinatorToken },
    );
    expect(funds.map(({ kind, raised }) => [kind, raised.minor]).sort()).toEqual([
      ['DRIVE', 6_000],
      ['FUND', 35_000],
    ]);
    expect(await wordsIn('SELECT DISTINCT cadence AS word FROM pledge')).toEqual(['MONTHLY', 'ONCE']);
    expect(
      await wordsIn(`SELECT c.status::text AS word FROM claim_money m JOIN ledger_account a ON a.id = m.source_id
        JOIN claim c ON c.id = m.claim_id WHERE a.fund_id IS NOT NULL`),
    ).toEqual(['CONFIRMED']);
    expect(await wordsIn('SELECT state AS word FROM reimbursement')).toEqual(['PAID']);
    expect((await world.get(VerifyLedger).execute()).faults).toEqual([]);
  });

  it('shows the movement: past months of everything, homes of today, and streets on the map', async () => {
    const { movement, deliveries, visibleHomes } = await world.ask<{
      movement: { what: string }[];
      deliveries: { month: string; amount: number }[];
      visibleHomes: { homes: number }[];
    }>(`{ movement { what } deliveries: movementSeries(what: DELIVERIES) { month amount }
      visibleHomes(within: "${cellOf('11226', 7)}") { homes } }`);
    expect(new Set(movement.map(({ what }) => what)).size).toBe(8);
    expect(deliveries).toHaveLength(4);
    expect(deliveries.map(({ amount }) => amount)).toEqual(
      deliveries.map(({ amount }) => amount).toSorted((a, b) => a - b),
    );
    expect(visibleHomes.length).toBeGreaterThan(1);
    expect(Math.max(...visibleHomes.map(({ homes }) => homes))).toBeGreaterThanOrEqual(14);
  });

  it('has words that wait for its coordinator', async () => {
    const { textsToReview } = await world.ask<{
      textsToReview: { edges: { node: { review: { reasons: string[] } } }[] };
    }>('{ textsToReview { edges { node { review { reasons } } } } }', {}, { token: access.coordinatorToken });
    expect(textsToReview.edges.map(({ node }) => node.review.reasons)).toEqual([['PHONE']]);
  });

  it('has requests that end in every way that leaves them there, one held for review, one in series', async () => {
    expect(await wordsIn('SELECT DISTINCT ending::text AS word FROM request WHERE ending IS NOT NULL')).toEqual([
      'EXPIRED',
      'FULFILLED',
      'WITHDRAWN',
    ]);
    expect(await wordsIn("SELECT 'held' AS word FROM request WHERE held_for_review")).toEqual(['held']);
    expect(
      (
        await wordsIn(
          'SELECT o.id::text AS word FROM occurrence o JOIN request r ON r.id = o.request_id WHERE r.series_rule IS NOT NULL',
        )
      ).length,
    ).toBeGreaterThan(1);
  });

  it('publishes places at every level, and speaks several languages', async () => {
    expect(await wordsIn('SELECT DISTINCT substr(published_cell, 2, 1) AS word FROM request')).toEqual([
      '3',
      '4',
      '5',
      '6',
    ]);
    expect((await wordsIn('SELECT DISTINCT unnest(languages) AS word FROM request')).length).toBeGreaterThan(8);
  });

  it('shows the public where the need is, and families how their place would be published', async () => {
    const { needsByArea, area } = await world.ask<{ needsByArea: unknown[]; area: { resolution: number } }>(
      '{ needsByArea { area { cell } kind } area(place: { postalCode: { country: "US", code: "11226" } }) { resolution } }',
    );
    expect(needsByArea.length).toBeGreaterThan(0);
    expect(area.resolution).toBeGreaterThan(3);
  });

  it('lets anybody act as a home, a coordinator and a family', async () => {
    const [first] = access.homes;
    const home = await world.ask<{ requests: { edges: unknown[] } }>(
      '{ requests(first: 50) { edges { node { id summary } } } }',
      {},
      { token: first?.token ?? '' },
    );
    expect(home.requests.edges.length).toBe(50);
    expect(await world.ask('{ viewer { kind } }', {}, { token: access.coordinatorToken })).toEqual({
      viewer: { kind: 'COORDINATOR' },
    });
    const family = await world.ask<{ returnWithCode: { viewer: { kind: string } } }>(
      'mutation ($input: ReturnWithCodeInput!) { returnWithCode(input: $input) { ... on SessionOpened { viewer { kind } } ... on Refusal { code } } }',
      { input: { code: access.returnCodes[0] } },
    );
    expect(family.returnWithCode).toEqual({ viewer: { kind: 'FAMILY' } });
  });

  it('is where the explorer’s story can be told from its first tab to its last', async () => {
    const tokens = await readSampleTokens(world.instance.config.dataFolder);
    expect(tokens).not.toBeNull();
    const handed = new Map<string, string>();
    const filled = (its: unknown) =>
      JSON.parse(JSON.stringify(its).replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => handed.get(name) ?? ''));
    for (const { document, variables, headers } of tellStories(tokens, world.clock.now())) {
      const its = filled(headers);
      const caller = { token: its.Authorization?.replace('Bearer ', ''), partnerKey: its['X-Partner-Key'] };
      const answer = JSON.stringify(await world.ask(document, filled(variables), caller));
      expect(answer).not.toMatch(/"code":"\w+","message":|"(request|claim)":null/);
      for (const name of NAMES) {
        const value = new RegExp(`"${name}":"([^"]+)"`).exec(answer)?.[1];
        if (value) handed.set(name, value);
      }
    }
    expect([...handed.keys()].sort()).toEqual([...NAMES].sort());
  });

  it('says so once somebody lives there', async () => {
    expect(await isInhabited(world.instance)).toBe(true);
  });

  it('is cleared away, to be loaded anew, when its loading was broken off', async () => {
    await markLoading(world.instance);
    expect(await isInhabited(world.instance)).toBe(false);
    await loadSample(world.instance, createApplication, () => undefined);
    expect(await isInhabited(world.instance)).toBe(true);
    expect(await wordsIn("SELECT count(*)::text AS word FROM home WHERE tier = 'NEW'")).toEqual(['1']);
  }, 180_000);
});
