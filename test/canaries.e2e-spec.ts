/** Canaries live among the requests as one of them, for whoever reads the tables; over the API there are none, and who names one is noticed. */
import { createSecretKey, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isInputObjectType } from 'graphql';
import { createApplication } from '../src/application.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { Canaries } from '../src/sealing/canaries.js';
import { DataKeys } from '../src/sealing/data-keys.js';
import { tomorrow } from './world/claims.js';
import { EveryField } from './world/every-field.js';
import { aGrocery, aRide, aTimeRequest } from './world/families.js';
import { aGroceryOffer, aRideOffer, aTimeOffer } from './world/offers.js';
import { aCoordinator, aHome, anEmail, aSecretKey, aVouchedHome, PASSWORD, type TestHome } from './world/people.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { type Caller, World } from './world/world.js';

const DAY = 86_400_000;
const PAGE = 'query ($id: ID!) { request(id: $id) { id } }';

describe('canaries', () => {
  let world: World;
  let home: TestHome;
  let planted: string[];
  const real: string[] = [];
  const stored = async <T extends object>(name: string, text: string, values: unknown[] = []) =>
    (await world.instance.owner.database.query<T>(name, text, values)).rows;
  const sweep = async (name: string) => (await world.get(RunSweeps).one(name, world.clock.now())).rows;
  const today = () => Math.floor(world.clock.now().getTime() / DAY);
  const ofDay = (day: number) => world.get(Canaries).ofDay(day, 3);
  const raised = () => world.logLines.filter((line) => line.includes('"code":"CANARY_REACHED"')).length;
  /** It is raised when the answer is out. */
  const alarms = async () => {
    await delay(30);
    return raised();
  };
  /** Until as many were raised as must be, and a while longer for those that must not be. */
  const alarmsOnceThereAre = async (many: number) => {
    const until = Date.now() + 5_000;
    while (raised() < many && Date.now() < until) await delay(5);
    return alarms();
  };

  beforeAll(async () => {
    // Just after midnight in UTC: the day is still to come.
    world = await World.open({ CANARIES_PER_DAY: '3', QUERY_COST: '10000000' });
    world.clock.set('2026-06-11T00:00:00Z');
    home = await aVouchedHome(world);
    for (let at = 0; at < 3; at += 1) {
      const acceptance = at === 0 ? 'ME' : 'ANY_TRUSTED_HOME';
      real.push((await aGrocery(world, { acceptance, window: null })).requestId);
      real.push((await aRide(world, { acceptance })).requestId);
      real.push((await aTimeRequest(world, { acceptance, window: null, languages: ['es'] })).requestId);
    }
    await sweep('publish-requests');
    for (let days = 0; days < 3; days += 1) {
      world.clock.set(new Date((today() + 1) * DAY - 1_000));
      await sweep('plant-canaries');
      await sweep('publish-requests');
      world.clock.advance({ seconds: 1 });
    }
    planted = [3, 2, 1].flatMap((ago) => ofDay(today() - ago).map(({ requestId }) => requestId));
  }, 30_000);
  afterAll(async () => {
    await world.close();
  });

  it('are made three a day at moments of their own, and once', async () => {
    const rows = await stored('planted', 'SELECT FROM request WHERE id = ANY ($1::uuid[])', [planted]);
    expect(rows).toHaveLength(9);
    world.clock.set(new Date((today() + 1) * DAY - 1_000));
    expect(await sweep('plant-canaries')).toBe(3);
    expect(await sweep('plant-canaries')).toBe(0);
    planted.push(...ofDay(today()).map(({ requestId }) => requestId));
    const moments = ofDay(today()).map(({ draws }) => draws[7]);
    expect(new Set(moments).size).toBe(3);
  });

  it('are in all tables that a request is in, with everything that one has', async () => {
    await sweep('publish-requests');
    const shape = `SELECT r.id, r.listed, r.ended_at IS NULL AS live, r.intake_coordinator_id IS NULL AS posted_by_family,
        (SELECT count(*)::int FROM request_line l WHERE l.request_id = r.id) > 0 AS lines,
        (SELECT count(*)::int FROM occurrence o WHERE o.request_id = r.id) AS occurrences,
        (SELECT count(*)::int FROM occurrence_line o WHERE o.request_id = r.id) > 0 AS occurrence_lines,
        (SELECT count(*)::int FROM grocery_request k WHERE k.request_id = r.id) + (SELECT count(*)::int FROM ride_request k WHERE k.request_id = r.id)
          + (SELECT count(*)::int FROM time_request k WHERE k.request_id = r.id) AS kinds,
        (SELECT (h.scheme = 'KEY') = (r.acceptance <> 'ME') AND (h.data_key_id IS NOT NULL) = (h.scheme = 'KEY')
          AND octet_length(h.box) BETWEEN 256 AND 2048 FROM sealed.handoff h WHERE h.request_id = r.id) AS handoff
      FROM request r WHERE r.id = ANY ($1::uuid[])`;
    const of = async (ids: string[]) =>
      new Set((await stored<{ id: string }>('shape', shape, [ids])).map(({ id: _, ...row }) => JSON.stringify(row)));
    expect(await of(planted.slice(-3))).toEqual(await of(real.slice(0, 1)));
  });

  it('have the places, languages and partners of their neighbours, and keys that are there', async () => {
    const words = `SELECT DISTINCT published_cell, time_zone, partner_id, languages::text FROM request WHERE id = ANY ($1::uuid[])`;
    const [theirs, ours] = [
      await stored<object>('words', words, [planted]),
      await stored<object>('words', words, [real]),
    ];
    for (const row of theirs) expect(ours).toContainEqual(row);
    const keyed = await stored<{ id: string }>(
      'keyed',
      `SELECT data_key_id AS id FROM sealed.handoff WHERE request_id = ANY ($1::uuid[]) AND data_key_id IS NOT NULL`,
      [planted],
    );
    const { rows } = await world.instance.keyStore.database.query(
      'keys-there',
      'SELECT FROM data_key WHERE id = ANY ($1::uuid[])',
      [keyed.map(({ id }) => id)],
    );
    expect(keyed.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(keyed.length);
  });

  it('are told from others by no column, table or digest: only by who has the key file', async () => {
    // Another instance with the same rows, and another key file, takes every one of them for a request.
    const { canaryOfDay } = await import('../src/sealing/canary-ids.js');
    const guessed = [4, 3, 2, 1, 0].flatMap((ago) =>
      [0, 1, 2].map((at) => canaryOfDay(createSecretKey(Buffer.alloc(32)), today() - ago, at)),
    );
    expect(guessed.some(({ requestId }) => planted.includes(requestId))).toBe(false);
    const tables = await stored<{ name: string }>(
      'tables',
      `SELECT table_name AS name FROM information_schema.tables WHERE table_name LIKE '%canar%'`,
    );
    expect(tables).toEqual([]);
  });

  it('are in no answer to anybody, whatever is asked without naming them', async () => {
    const { schema } = world.get(GraphQLSchemaHost);
    const every = new EveryField(schema);
    const coordinator = await aCoordinator(world);
    const key = await aSecretKey(world);
    const family = await aGrocery(world);
    const offers = [
      await aGroceryOffer(world, home),
      await aRideOffer(world, home),
      await aTimeOffer(world, home, { skills: ['INTERPRETATION', 'PAPERWORK', 'TUTORING', 'ACCOMPANIMENT', 'REPAIR'] }),
    ];
    const callers: Caller[] = [
      {},
      { token: home.token },
      { token: coordinator.token },
      { token: family.token },
      { partnerKey: key.key },
    ];
    const filters = [
      undefined,
      { kinds: ['GROCERY'] },
      { kinds: ['RIDE', 'TIME', 'GROCERY'] },
      { urgency: ['TODAY', 'THIS_WEEK', 'WHENEVER'] },
      { languages: ['es'] },
    ];
    const texts: string[] = [];
    const ask = async (document: string, variables: Record<string, unknown>, caller: Caller) => {
      texts.push(JSON.stringify(await world.call(document, variables, caller)));
    };
    for (const query of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      const needsId = query.args.some(({ name, type }) => /id$/i.test(name) && String(type).endsWith('!'));
      const needsInput = query.args.some(
        ({ type }) => String(type).endsWith('!') && isInputObjectType(getNamedType(type)),
      );
      if (needsId || needsInput) continue;
      for (const caller of callers) await ask(every.document(query), { first: 50 }, caller);
    }
    const list =
      'query ($filter: RequestFilter) { requests(first: 50, filter: $filter) { edges { node { id alias } } } }';
    for (const filter of filters) for (const caller of callers) await ask(list, { filter }, caller);
    const suggested = 'query ($id: ID!) { suggestedRequests(offerId: $id, first: 50) { request { id alias } } }';
    for (const { offerId } of offers) for (const caller of callers) await ask(suggested, { id: offerId }, caller);
    const said = texts.join('\n');
    const aliases = await stored<{ alias: string }>(
      'aliases',
      'SELECT alias FROM request WHERE id = ANY ($1::uuid[])',
      [planted],
    );
    for (const text of [...planted, ...aliases.map(({ alias }) => alias)]) expect(said).not.toContain(text);
    // It asked in earnest: what is really there was told.
    for (const id of real.slice(0, 1)) expect(said).toContain(id);
  });

  it('are counted nowhere, neither as needs nor as families', async () => {
    await stored('no-snapshots', 'DELETE FROM snapshot');
    const counting = `SELECT kind, count(*)::int AS count FROM request WHERE listed AND expires_at > $1 AND id <> ALL ($2::uuid[]) GROUP BY kind`;
    const expected = await stored<{ kind: string; count: number }>('really', counting, [world.clock.now(), planted]);
    await sweep('publish-needs');
    const published = await stored<{ kind: string; count: number }>(
      'needs',
      `SELECT kind, sum(open_requests)::int AS count FROM area_need WHERE substr(cell, 2, 1) = '2' GROUP BY kind`,
    );
    for (const { kind, count } of published) {
      expect(count).toBeLessThanOrEqual(expected.find((its) => its.kind === kind)?.count ?? 0);
    }
    expect((await stored('presence', 'SELECT FROM area_presence')).length).toBe(0);
  });

  it.each(['a home', 'a coordinator', 'a server', 'nobody'])(
    'named by %s are not there, and raise an alarm',
    async (who) => {
      const coordinator = await aCoordinator(world);
      const callers: Record<string, Caller> = {
        'a home': { token: (await aVouchedHome(world)).token },
        'a coordinator': { token: coordinator.token },
        'a server': { partnerKey: (await aSecretKey(world)).key },
        nobody: {},
      };
      const caller = callers[who] ?? {};
      const before = await alarms();
      const [none, its] = [
        await world.call(PAGE, { id: randomUUID() }, caller),
        await world.call(PAGE, { id: planted[0] }, caller),
      ];
      expect({ data: its.data, errors: its.errors }).toEqual({ data: none.data, errors: none.errors });
      expect(await alarmsOnceThereAre(before + 1)).toBe(before + 1);
      // In capitals, in the document itself, and beside others.
      await world.call(PAGE, { id: planted[0]?.toUpperCase() }, caller);
      await world.call(`{ request(id: "${planted[1]}") { id } }`, {}, caller);
      await world.call(
        `{ request(id: "\\u${planted[1]?.charCodeAt(0).toString(16).padStart(4, '0')}${planted[1]?.slice(1)}") { id } }`,
        {},
        caller,
      );
      expect(await alarmsOnceThereAre(before + 4)).toBe(before + 4);
    },
  );

  it('are on no run, and named as a stop of one they are not there, raise an alarm and pause the home', async () => {
    const shared = await stored<{ occurrence_id: string }>(
      'canaries-that-share',
      `UPDATE grocery_request g SET shares_trip = true FROM occurrence o WHERE o.request_id = g.request_id AND g.request_id = ANY ($1::uuid[])
       RETURNING o.id AS occurrence_id`,
      [planted],
    );
    const stops = shared.map(({ occurrence_id }) => occurrence_id);
    expect(stops.length).toBeGreaterThan(0);
    const baskets = [await aGrocery(world, { sharesTrip: true }), await aGrocery(world, { sharesTrip: true })];
    await widenedAsFarAsTheyGo(world);
    const thief = await aVouchedHome(world);
    const { offerId } = await aGroceryOffer(world, thief);
    const { suggestedRuns } = await world.ask<{ suggestedRuns: { stops: { occurrenceId: string }[] }[] }>(
      'query ($offerId: ID!) { suggestedRuns(offerId: $offerId, first: 20) { stops { occurrenceId } } }',
      { offerId },
      { token: thief.token },
    );
    const told = suggestedRuns.flatMap((run) => run.stops.map(({ occurrenceId }) => occurrenceId));
    expect(told).toEqual(expect.arrayContaining(baskets.map(({ occurrenceId }) => occurrenceId)));
    for (const stop of stops) expect(told).not.toContain(stop);

    const claims = (occurrenceIds: readonly string[], byOffer = offerId, home = thief) =>
      world.ask(
        `mutation ($input: ClaimRunInput!) { claimRun(input: $input) { ... on RunClaimed { claims { id } } ... on Refusal { code path message } } }`,
        { input: { offerId: byOffer, occurrenceIds, plannedFor: tomorrow(world) } },
        { token: home.token },
      );
    const isPaused = async () =>
      (
        await stored<{ paused: boolean }>('paused', 'SELECT paused_at IS NOT NULL AS paused FROM home WHERE id = $1', [
          thief.homeId,
        ])
      )[0]?.paused;
    const before = await alarms();
    const [, other] = baskets;
    const none = await claims([other?.occurrenceId ?? '', randomUUID()]);
    expect([await alarms(), await isPaused()]).toEqual([before, false]);
    expect(await claims([other?.occurrenceId ?? '', stops[0] ?? ''])).toEqual(none);
    expect(await alarmsOnceThereAre(before + 1)).toBe(before + 1);
    const until = Date.now() + 5_000;
    while (!(await isPaused()) && Date.now() < until) await delay(5);
    expect(await isPaused()).toBe(true);

    // Nor is it a way around to name an offer that is not its own, what is no id beside it, or to do so before anybody vouched.
    const [stop = ''] = stops;
    expect(await claims([stop, randomUUID()], randomUUID(), await aVouchedHome(world))).toEqual(none);
    expect(await alarmsOnceThereAre(before + 2)).toBe(before + 2);
    expect(await claims([stop, 'nothing'], randomUUID(), await aVouchedHome(world))).toEqual(none);
    expect(await alarmsOnceThereAre(before + 3)).toBe(before + 3);
    await claims([stop, randomUUID()], randomUUID(), await aHome(world));
    expect(await alarmsOnceThereAre(before + 4)).toBe(before + 4);
  });

  it('of a day long past raise an alarm still, and so do those of a process that did not make them', async () => {
    const other = await createApplication(world.instance);
    await other.listen(0, '127.0.0.1');
    const before = await alarms();
    const [old] = ofDay(today() - 300);
    await fetch(`${await other.getUrl()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: PAGE, variables: { id: old?.requestId } }),
    });
    await other.close();
    expect(await alarmsOnceThereAre(before + 1)).toBe(before + 1);
  });

  it('have keys that nobody asks for: whoever does gets none', async () => {
    const before = await alarms();
    const keys = [3, 2, 1].flatMap((ago) => ofDay(today() - ago).map(({ dataKeyId }) => dataKeyId));
    const own = await world.get(DataKeys).create('CLAIM', null, world.clock.now());
    const opened = await world.get(DataKeys).openMany([...keys, own.id], world.clock.now());
    expect([...opened.keys()]).toEqual([own.id]);
    expect(await alarmsOnceThereAre(before + 1)).toBe(before + 1);
  });

  it('may be a key or a password that was left somewhere', async () => {
    const { decoys } = world.get(Canaries);
    const before = await alarms();
    const tried = await world.call('{ viewer { kind } }', {}, { partnerKey: decoys.partnerKey });
    const none = await world.call('{ viewer { kind } }', {}, { partnerKey: `shs_${'x'.repeat(43)}` });
    expect([tried.status, tried.errors]).toEqual([none.status, none.errors]);
    expect(await alarmsOnceThereAre(before + 1)).toBe(before + 1);
    const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on Refusal { code } } }`;
    const answers = [];
    for (const email of [decoys.email, anEmail()]) {
      answers.push(await world.ask(signIn, { input: { email, password: PASSWORD } }));
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await alarmsOnceThereAre(before + 2)).toBe(before + 2);
  });

  it('end and are forgotten like requests, and leave nothing in the figures of the past', async () => {
    world.clock.advance({ days: 16 });
    await sweep('end-occurrences');
    await sweep('end-due-requests');
    const ended = await stored('ended', 'SELECT FROM request WHERE id = ANY ($1::uuid[]) AND ending = $2', [
      planted,
      'EXPIRED',
    ]);
    expect(ended).toHaveLength(planted.length);
    world.clock.advance({ days: 4 });
    await sweep('destroy-handoffs');
    expect(
      await stored('handoffs', 'SELECT FROM sealed.handoff WHERE request_id = ANY ($1::uuid[])', [planted]),
    ).toEqual([]);
    world.clock.advance({ days: 27 });
    const expired = await stored<{ count: number }>(
      'expired',
      'SELECT count(*)::int AS count FROM request WHERE ended_at IS NOT NULL AND id <> ALL ($1::uuid[])',
      [planted],
    );
    await sweep('forget-requests');
    expect(await stored('gone', 'SELECT FROM request WHERE id = ANY ($1::uuid[])', [planted])).toEqual([]);
    const past = await stored<{ count: number }>('past', 'SELECT sum(count)::int AS count FROM past_request');
    expect(past[0]?.count).toBe(expired[0]?.count);
  });
});
