/** Who collects families: a home with a stolen list of ids, and one that goes through everything that it is shown. Neither gets far, and both are noticed. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { RunSweeps } from '../../src/platform/jobs/run-sweeps.js';
import { Canaries } from '../../src/sealing/canaries.js';
import { anAcceptedClaim, openHandoff } from '../world/claims.js';
import { aGrocery, type Json } from '../world/families.js';
import { type Stranger, strangersIn } from '../world/foreign-ids.js';
import { documentOf, type IdPlace, idPlaces, variablesWith } from '../world/id-places.js';
import { aVouchedHome } from '../world/people.js';
import { aPrivacyStory } from '../world/privacy-story.js';
import { type Caller, World } from '../world/world.js';
import { areaUnderCurve } from './linkage/classifier.js';
import { report, tries } from './scale.js';

const DAY = 86_400_000;
const PAGES = 50;
const LIST_PAGES = 100;
const OPENINGS = 4;
const PAGE = 'query ($id: ID!) { request(id: $id) { id } }';
const LIST = `query ($after: String) { requests(first: 50, after: $after) {
  edges { node { id alias } } pageInfo { hasNextPage endCursor } } }`;

let world: World;
let strangers: readonly Stranger[];
let canaries: readonly string[];
beforeAll(async () => {
  world = await World.open({
    CANARIES_PER_DAY: '3',
    REQUEST_PAGES_PER_DAY: String(PAGES),
    LIST_PAGES_PER_DAY: String(LIST_PAGES),
    HANDOFF_OPENINGS_PER_DAY: String(OPENINGS),
  });
  const story = await aPrivacyStory(world);
  await sweep('publish-requests');
  const today = Math.floor(world.clock.now().getTime() / DAY);
  world.clock.set(new Date((today + 1) * DAY - 1_000));
  await sweep('plant-canaries');
  await sweep('publish-requests');
  canaries = world
    .get(Canaries)
    .ofDay(today, 3)
    .map(({ requestId }) => requestId);
  // After that: whoever is signed in is so now.
  strangers = await strangersIn(world, story);
}, 60_000);
afterAll(async () => {
  await world.close();
});

const sweep = (name: string) => world.get(RunSweeps).one(name, world.clock.now());
const alarms = () => world.logLines.filter((line) => line.includes('"code":"CANARY_REACHED"')).length;
const sql = async <T extends object>(name: string, text: string, values: unknown[] = []) =>
  (await world.instance.owner.database.query<T>(name, text, values)).rows;
const codeOf = async (document: string, variables: Json, caller: Caller) =>
  (await world.call(document, variables, caller)).errors[0]?.extensions.code ?? 'OK';

/** The whole answer, but what is different in every one. */
async function told(place: IdPlace, its: Stranger, id: string): Promise<string> {
  const { schema } = world.get(GraphQLSchemaHost);
  const variables = variablesWith(schema, place, id, its.fillingFor(place.root));
  const { status, data, errors } = await world.call<Json>(documentOf(schema, place), variables, its.caller);
  return JSON.stringify({
    status,
    data,
    errors: errors.map(({ extensions: { correlationId: _, ...rest }, ...error }) => ({ ...error, ...rest })),
  });
}

/** Alarms are raised when the answer is out. */
async function isNoticed(expected: number): Promise<boolean> {
  for (let at = 0; at < 1_000 && alarms() < expected; at += 1) await delay(5);
  return alarms() === expected;
}

/** Lets every home that was paused look on, once it was. */
async function unpause(its: Stranger): Promise<boolean> {
  if (its.kind !== 'HOME' || its.alsoTold === 'HOME_PAUSED') return true;
  for (let at = 0; at < 200; at += 1) {
    const paused = await sql<{ id: string }>(
      'unpause-all',
      `UPDATE home SET paused_at = NULL WHERE paused_at = $1 RETURNING id`,
      [world.clock.now()],
    );
    if (paused.length > 0) return true;
    await delay(5);
  }
  return false;
}

it('a canary is named in every place that takes an id, by everybody: nothing is told, and each time it is noticed', async () => {
  const { schema } = world.get(GraphQLSchemaHost);
  const places = idPlaces(schema);
  const wrong: string[] = [];
  let named = 0;
  for (const [at, place] of places.entries()) {
    // Shortly, each place by three of them in turn.
    const turn = strangers.map((_, of) => strangers[(at + of) % strangers.length]).filter((its) => its !== undefined);
    for (const its of turn.slice(0, tries({ short: 3, full: turn.length }))) {
      const none = await told(place, its, randomUUID());
      // Whoever has nothing of its own for another place of the call cannot make it.
      if (none.includes('BAD_USER_INPUT')) continue;
      const before = alarms();
      const answer = await told(place, its, canaries[named % canaries.length] ?? '');
      named += 1;
      const name = `${its.name}: ${place.root} ${place.path}`;
      if (answer !== none) wrong.push(`${name} tells ${answer} and not ${none}`);
      if (!(await isNoticed(before + 1))) wrong.push(`${name} is not noticed`);
      if (!(await unpause(its))) wrong.push(`${name} does not pause the home`);
    }
  }
  report('collecting homes, canaries', { places: places.length, named, 'told or not noticed': wrong.length });
  expect(wrong.slice(0, 10)).toEqual([]);
  expect(named).toBeGreaterThan(tries({ short: 150, full: 500 }));
}, 120_000);

it(
  'a canary is answered in the time of an id of nothing',
  async () => {
    const url = `${await world.app.getUrl()}/graphql`;
    const coordinator = strangers.find(({ kind }) => kind === 'COORDINATOR');
    const callers = { home: await aVouchedHome(world), coordinator: { token: coordinator?.caller.token ?? '' } };
    const edges: Record<string, number> = {};
    for (const [name, { token }] of Object.entries(callers)) {
      // One request of each kind, over and over: the home's meter knows both, so that nothing else differs.
      const nothing = randomUUID();
      const scored: { score: number; same: boolean }[] = [];
      const calls = tries({ short: 120, full: 5_000 });
      for (let at = -20; at < calls; at += 1) {
        const same = randomInt(2) === 0;
        const score = await timed(url, token, same ? (canaries[0] ?? '') : nothing);
        if (at >= 0) scored.push({ score, same });
        // What is done behind the back of a call is over before the next one.
        await delay(10);
      }
      const area = areaUnderCurve(scored);
      edges[name] = Math.max(area, 1 - area);
    }
    report('collecting homes, time', Object.fromEntries(Object.entries(edges).map(([k, v]) => [k, v.toFixed(3)])));
    for (const edge of Object.values(edges)) expect(edge).toBeLessThan(tries({ short: 70, full: 55 }) / 100);
  },
  tries({ short: 60_000, full: 3_600_000 }),
);

it('no list has a canary in it, though it stands beside what is listed', async () => {
  const rows = await sql<{ id: string; alias: string }>(
    'listed-canaries',
    'SELECT id, alias FROM request WHERE listed AND id = ANY ($1::uuid[])',
    [canaries],
  );
  expect(rows).toHaveLength(canaries.length);
  const seen: string[] = [];
  for (const { caller } of strangers) {
    let after: string | null = null;
    do {
      const answer: { data: Json } = await world.call(LIST, { after }, caller);
      const page = answer.data?.['requests'] as
        | { edges: { node: { id: string; alias: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
        | undefined; // As it was asked for, or refused.
      seen.push(...(page?.edges.flatMap(({ node }) => [node.id, node.alias]) ?? []));
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
  }
  report('collecting homes, lists', { read: seen.length / 2, canaries: rows.length });
  expect(seen.length).toBeGreaterThan(0);
  expect(rows.filter(({ id, alias }) => seen.includes(id) || seen.includes(alias))).toEqual([]);
});

it('a home goes through a list of ids, all at once: as many pages open as may in a day, and not one more', async () => {
  const home = await aVouchedHome(world);
  const count = tries({ short: 300, full: 5_000 });
  const codes = await inLots(count, 50, () => codeOf(PAGE, { id: randomUUID() }, home));
  const opened = codes.filter((code) => code === 'OK').length;
  const lists = await inLots(LIST_PAGES * 2, 20, () => codeOf(LIST, {}, home));
  const read = lists.filter((code) => code === 'OK').length;
  report('collecting homes, pages', { tried: count, opened, lists: lists.length, read });
  expect(opened).toBe(PAGES);
  expect(read).toBe(LIST_PAGES);
});

it('a home takes on as much as it can and opens it all: so many families a day, then it is paused', async () => {
  const home = await aVouchedHome(world);
  const claims: string[] = [];
  while (claims.length < OPENINGS * 2) {
    claims.push((await anAcceptedClaim(world, { home, request: await aGrocery(world) })).claimId);
  }
  const answers = await Promise.all(claims.map((claimId) => openHandoff(world, home, claimId)));
  const opened = answers.filter((answer) => 'handoff' in answer).length;
  const [row] = await sql<{ paused: boolean }>(
    'paused',
    'SELECT paused_at IS NOT NULL AS paused FROM home WHERE id = $1',
    [home.homeId],
  );
  report('collecting homes, openings', { accepted: claims.length, opened, paused: row?.paused ? 'yes' : 'no' });
  expect(opened).toBeLessThanOrEqual(OPENINGS);
  expect(row?.paused).toBe(true);
});

async function timed(url: string, token: string, id: string): Promise<number> {
  const body = JSON.stringify({ query: PAGE, variables: { id } });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const from = performance.now();
  await (await fetch(url, { method: 'POST', headers, body })).text();
  return performance.now() - from;
}

async function inLots<T>(count: number, atOnce: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) {
    const lot = Math.min(atOnce, count - all.length);
    all.push(...(await Promise.all(Array.from({ length: lot }, work))));
  }
  return all;
}
