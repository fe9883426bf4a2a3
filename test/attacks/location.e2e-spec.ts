/** Nobody learns where a family is by what is published, however it moves; and a ring of false homes learns the doors that were opened to it, and no others. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { cellsWithin, resolutionOf } from '../../src/place/cell.js';
import { RunSweeps } from '../../src/platform/jobs/run-sweeps.js';
import { tomorrow } from '../world/claims.js';
import { FLATBUSH, inputFor, postedKinds } from '../world/families.js';
import { documentOf, valuePlaces, variablesWith } from '../world/id-places.js';
import { aHome } from '../world/people.js';
import { World } from '../world/world.js';
import { Informants } from './location/informants.js';
import { type Chance, liesIn, Town } from './location/town.js';
import { report, tries } from './scale.js';

const K = 5;
const FAMILIES = tries({ short: 50, full: 1_000 });
const DAYS = tries({ short: 24, full: 120 });
const POSTS_A_DAY = tries({ short: 6, full: 40 });
const HOMES = tries({ short: 5, full: 20 });
const DAYS_OF_INFORMANTS = tries({ short: 3, full: 30 });
const FAMILIES_A_DAY = tries({ short: 4, full: 12 });

jest.setTimeout(tries({ short: 120_000, full: 3_600_000 }));

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

async function night(): Promise<void> {
  const sweeps = world.get(RunSweeps);
  for (const name of ['end-due-requests', 'publish-cells', 'publish-needs', 'reshuffle-presence']) {
    expect((await sweeps.one(name, world.clock.now())).rows).not.toBeNull();
  }
}

async function publishable(): Promise<string[]> {
  const { rows } = await world.instance.owner.database.query<{ cell: string }>(
    'cells that are published',
    'SELECT cell FROM publishable_cell ORDER BY cell',
  );
  return rows.map(({ cell }) => cell);
}

async function lastSettled(): Promise<string> {
  const { rows } = await world.instance.owner.database.query<{ on: string }>(
    'when cells were settled',
    `SELECT taken_on::text AS "on" FROM snapshot WHERE name = 'CELLS'`,
  );
  return rows[0]?.on ?? '';
}

async function needs(): Promise<{ cell: string; kind: string; count: number }[]> {
  const ask = async (within: string | null) =>
    (
      await world.ask<{ needsByArea: { area: { cell: string }; kind: string; openRequests: number }[] }>(
        'query ($within: H3Cell) { needsByArea(within: $within) { area { cell } kind openRequests } }',
        { within },
      )
    ).needsByArea.map(({ area, kind, openRequests }) => ({ cell: area.cell, kind, count: openRequests }));
  const regions = await ask(null);
  return (await Promise.all([...new Set(regions.map(({ cell }) => cell))].map(ask))).flat();
}

describe('a town in which families move', () => {
  it('is never shown more closely than where five families asked, and nobody sees the fifth arrive', async () => {
    const town = new Town(world, FAMILIES, seeded(7));
    let settled: { readonly on: string; readonly cells: readonly string[]; readonly day: number } = {
      on: '',
      cells: [],
      day: -7,
    };
    let last = new Map<string, number>();
    let least = Number.POSITIVE_INFINITY;
    let counts = 0;
    for (let day = 0; day < DAYS; day += 1) {
      const cells = await publishable();
      const before = town.posts.length;
      await town.live(day, POSTS_A_DAY);
      for (const post of town.posts.slice(before)) {
        const shown = town.shownBefore(post);
        // Near where it asked before, nothing new is told of it; where it fled to, nothing of where it was.
        if (shown.size > 0) expect([...shown]).toEqual([post.published]);
        if (shown.size > 0) continue;
        expect(liesIn(post.from, post.published)).toBe(true);
        // Coarser than what is counted only where nothing finer is known well enough.
        if (resolutionOf(post.published) >= 4) expect(cells).toContain(post.published);
        else expect(cells.filter((cell) => resolutionOf(cell) >= 4 && liesIn(post.from, cell))).toEqual([]);
      }
      world.clock.advance({ days: 1 });
      await night();

      const now = await publishable();
      const takenOn = await lastSettled();
      if (takenOn === settled.on) {
        expect(now).toEqual(settled.cells);
      } else {
        expect(day - settled.day).toBeGreaterThanOrEqual(7);
        settled = { on: takenOn, cells: now, day };
        for (const cell of now) {
          least = Math.min(least, town.familiesIn(cell, day));
          expect(town.familiesIn(cell, day)).toBeGreaterThanOrEqual(K);
        }
      }

      const shown = await needs();
      counts += shown.length;
      for (const { cell, kind, count } of shown) {
        expect(count).toBeGreaterThanOrEqual(K);
        expect(now).toContain(cell);
        const change = Math.abs(count - (last.get(`${cell} ${kind}`) ?? count));
        expect(change === 0 || change >= K).toBe(true);
        if (resolutionOf(cell) === 4) continue;
        const parts = cellsWithin(cell, resolutionOf(cell) + 1);
        const rest = shown
          .filter((part) => part.kind === kind && parts.includes(part.cell))
          .reduce((left, part) => left - part.count, count);
        expect(rest === 0 || rest >= K).toBe(true);
      }
      last = new Map(shown.map(({ cell, kind, count }) => [`${cell} ${kind}`, count]));
    }
    const fine = town.posts.filter(({ published }) => resolutionOf(published) >= 4).length;
    report('location: a town', {
      families: FAMILIES,
      posts: town.posts.length,
      days: DAYS,
      'published by cells that are counted': fine,
      'fewest families in one of them': least,
      'public counts': counts,
    });
    // Where everything is coarse nothing was tried.
    expect(fine).toBeGreaterThan(0);
    expect(counts).toBeGreaterThan(0);
  });
});

describe('a ring of false homes', () => {
  it('learns the doors that were opened to it and no others, and does not come to be trusted', async () => {
    const informants = new Informants(world, seeded(11));
    await informants.settle(HOMES);
    for (let day = 0; day < DAYS_OF_INFORMANTS; day += 1) {
      await informants.spend(FAMILIES_A_DAY);
      world.clock.advance({ days: 1 });
      await world.get(RunSweeps).all(world.clock.now());
    }
    const heard = informants.heard.join('\n');
    const learned = informants.doors.filter((door) => heard.includes(door));
    expect(learned.toSorted()).toEqual([...informants.accepted].toSorted());

    const { rows } = await world.instance.owner.database.query<{ cell: string }>(
      'cells of requests',
      'SELECT DISTINCT published_cell AS cell FROM request',
    );
    const known = new Set([...rows.map(({ cell }) => cell), ...informants.ownCells]);
    const cells = new Set(heard.match(/\b8[2-9a-f][0-9a-f]{13}\b/g) ?? []);
    expect([...cells].filter((cell) => !known.has(cell))).toEqual([]);

    const [home] = informants.homes;
    const calls = await everyMutation({ homeId: home?.homeId ?? '', token: home?.token ?? '' });
    const newcomer = await aHome(world);
    const more = await everyMutation(newcomer);
    const tiers = await world.instance.owner.database.query<{ id: string; tier: string; vouched: boolean }>(
      'tiers of informants',
      'SELECT id, tier, vouched_by IS NOT NULL AS vouched FROM home WHERE id = ANY ($1::uuid[])',
      [[...informants.homes, newcomer].map(({ homeId }) => homeId)],
    );
    expect(tiers.rows.filter(({ tier }) => tier === 'TRUSTED')).toEqual([]);
    expect(tiers.rows.find(({ id }) => id === newcomer.homeId)).toEqual({
      id: newcomer.homeId,
      tier: 'NEW',
      vouched: false,
    });
    report('location: false homes', {
      homes: HOMES,
      days: DAYS_OF_INFORMANTS,
      'families that asked': informants.doors.length,
      'doors learned': learned.length,
      'doors opened to them': informants.accepted.size,
      'mutations tried': calls + more,
    });
    expect(informants.accepted.size).toBeGreaterThan(0);
  });
});

/** Every mutation there is, with the home's own id wherever an id fits, by itself and by nobody. */
async function everyMutation({ homeId, token }: { readonly homeId: string; readonly token: string }): Promise<number> {
  const { schema } = world.get(GraphQLSchemaHost);
  const values = {
    HalfDayOfInput: tomorrow(world),
    HandoffInput: { contactMethod: 'IN_APP' },
    HiddenHomeInput: { email: 'nobody@example.org' },
    PlaceInput: FLATBUSH,
    ...Object.fromEntries(postedKinds.map((kind) => [`Post${kind}RequestInput`, inputFor(world, kind)])),
  };
  const own = {
    request: homeId,
    occurrence: homeId,
    requestLine: homeId,
    offer: homeId,
    claim: homeId,
    home: homeId,
    report: homeId,
    notice: homeId,
  };
  // Whoever signs out tries nothing any more.
  const places = valuePlaces(schema).filter(({ isMutation, root }) => isMutation && root !== 'signOut');
  const byRoot = Map.groupBy(places, ({ root }) => root);
  let calls = 0;
  for (const its of byRoot.values()) {
    const place = its.find(({ type }) => type === 'ID') ?? its[0];
    if (!place) continue;
    const sent = place.type === 'ID' ? homeId : undefined;
    for (const caller of [{ token }, {}]) {
      await world.call(documentOf(schema, place), variablesWith(schema, place, sent, { own, values }), caller);
      calls += 1;
    }
  }
  return calls;
}

/** The same every time. */
function seeded(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
