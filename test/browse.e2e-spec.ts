/** The list of requests: who sees which, filters, pages, and the public's counts. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { latLngToCell } from 'h3-js';
import { PublishCells } from '../src/request/sweeps/publish-cells.js';
import { PublishNeeds } from '../src/request/sweeps/publish-needs.js';
import { aGrocery, aMoneyRequest } from './world/families.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aSecretKey,
  type TestCoordinator,
  theHostsCoordinator,
} from './world/people.js';
import { aWrittenHome, aWrittenRequest, type RequestFields, type WrittenHome } from './world/rows.js';
import { type Caller, World } from './world/world.js';

const PAGE = `query ($filter: RequestFilter, $first: Int! = 20, $after: String) {
  requests(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id kind status urgency alias area { cell } languages otherLanguages accessNeeds otherNeeds } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Page {
  readonly requests: {
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: { readonly id: string; readonly status: string };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly startCursor: string; readonly endCursor: string };
  };
}

let world: World;
let coordinator: TestCoordinator;
let home: WrittenHome;

beforeAll(async () => {
  world = await World.open();
  coordinator = await theHostsCoordinator(world);
  home = await aWrittenHome(world, { languages: ['en', 'es-MX'], features: ['KEEPS_QUIET'] });
});
afterAll(async () => {
  await world.close();
});

const pageFor = (caller: Caller, variables: Record<string, unknown> = {}) => world.call<Page>(PAGE, variables, caller);

/** What of `candidates` the caller is shown, in order. */
async function shown(caller: Caller, variables: Record<string, unknown> = {}): Promise<string[]> {
  const { data, errors } = await pageFor(caller, { first: 50, ...variables });
  expect(errors).toEqual([]);
  return data.requests.edges.map(({ node }) => node.id);
}

/** A cell of its own for each story, so that none sees another's requests. */
function aCell(latitude: number, resolution = 6): string {
  return latLngToCell(latitude, -100, resolution);
}

const write = async (its: RequestFields) => (await aWrittenRequest(world, its)).requestId;

describe('a home', () => {
  it('is told all that it asks for, where a variable says what that is', async () => {
    const cell = aCell(12);
    const id = await write({ cell, languages: ['en'] });
    const asked = `query ($within: H3Cell, $more: Boolean!) {
      requests(filter: { within: $within }) { edges { node { id } } }
      requests(filter: { within: $within }) @include(if: $more) { edges { node { languages lines { quantity } } } }
    }`;
    for (const more of [false, true, false, true]) {
      const answer = await world.call(asked, { within: cell, more }, { token: home.token });
      const node = { id, ...(more && { languages: ['en'], lines: [{ quantity: 2 }] }) };
      expect({ data: answer.data, errors: answer.errors }).toEqual({
        data: { requests: { edges: [{ node }] } },
        errors: [],
      });
    }
  });

  it('sees what it may claim and nothing else', async () => {
    const cell = aCell(40);
    const other = await aWrittenHome(world);
    const soon = new Date(world.clock.now().getTime() + 3_600_000);
    const past = { fromHalf: 40_000, untilHalf: 40_001, timeZone: 'America/Chicago' };
    const seen = [
      await write({ cell }),
      await write({ cell, kind: 'RIDE', lines: [{ unit: 'OUTBOUND_SEAT', quantity: 2 }] }),
      await write({ cell, occurrences: [{ held: [1] }] }),
      await write({ cell, occurrences: [{ firstRefusal: { homeId: home.homeId, until: soon } }] }),
      await write({ cell, occurrences: [{ firstRefusal: { homeId: other.homeId, until: world.clock.now() } }] }),
    ];
    await write({ cell, kind: 'MONEY', lines: [{ unit: 'USD', quantity: 500 }] });
    await write({ cell, heldForReview: true });
    await write({ cell, ended: true });
    await write({ cell, expiresAt: world.clock.now() });
    await write({ cell, minimumTier: 'TRUSTED' });
    await write({ cell, occurrences: [{ held: [2] }] });
    await write({ cell, occurrences: [{ over: true }] });
    await write({ cell, occurrences: [{ window: past }] });
    await write({ cell, occurrences: [{ firstRefusal: { homeId: other.homeId, until: soon } }] });
    await write({ cell, blocks: [home.homeId] });
    await write({ cell, hiddenFrom: [home.emailDigest] });
    expect((await shown(home, { filter: { within: cell } })).sort()).toEqual([...seen].sort());
    const { data } = await pageFor(home, { filter: { within: cell } });
    expect(data.requests.edges.map(({ node }) => node.status).sort()).toEqual([
      ...['OPEN', 'OPEN', 'OPEN', 'OPEN', 'PARTIALLY_CLAIMED'],
    ]);
  });

  it('sees none, and is told why, before somebody vouched for it or while it is paused', async () => {
    await write({});
    const fresh = await aHome(world);
    expect(await shown(fresh)).toEqual([]);
    const { viewer } = await world.ask<{ viewer: { waitingFor: string[] } }>('{ viewer { waitingFor } }', {}, fresh);
    expect(viewer.waitingFor).toEqual(['VOUCH']);
    expect(await shown(await aWrittenHome(world, { paused: true }))).toEqual([]);
  });

  it('reads of languages and needs only those that it has itself', async () => {
    const cell = aCell(41);
    await write({ cell, languages: ['es', 'mam'], needs: ['QUIET', 'WHEELCHAIR_RAMP'] });
    const { data } = await pageFor(home, { filter: { within: cell } });
    expect(data.requests.edges[0]?.node).toMatchObject({
      languages: ['es'],
      otherLanguages: true,
      accessNeeds: ['QUIET'],
      otherNeeds: true,
    });
  });
});

describe('filters', () => {
  let ids: Record<'spanish' | 'mam' | 'quiet' | 'ramp' | 'childcare' | 'urgent' | 'monday', string>;
  const area = aCell(42, 4);
  const cell = aCell(42);
  const monday = '2026-06-15';
  const window = (date: string) => ({ from: date, fromHalf: 'MORNING', until: date, untilHalf: 'AFTERNOON' });

  beforeAll(async () => {
    const half = (Date.parse(monday) / 86_400_000) * 2;
    const at = { fromHalf: half, untilHalf: half, timeZone: 'America/Chicago' };
    ids = {
      spanish: await write({ cell, languages: ['es'] }),
      mam: await write({ cell, languages: ['mam'] }),
      quiet: await write({ cell, needs: ['QUIET'] }),
      ramp: await write({ cell, needs: ['WHEELCHAIR_RAMP'] }),
      childcare: await write({ cell, kind: 'TIME', skill: 'CHILDCARE', lines: [{ unit: 'MINUTE', quantity: 60 }] }),
      urgent: await write({ cell, urgency: 'TODAY' }),
      monday: await write({ cell: area, occurrences: [{ window: at }] }),
    };
  });

  it.each<[string, Record<string, unknown>, (keyof typeof ids)[]]>([
    ['a kind', { kinds: ['TIME'] }, ['childcare']],
    ['kinds', { kinds: ['TIME', 'RIDE'] }, ['childcare']],
    ['money, which is not for homes', { kinds: ['MONEY'] }, []],
    ['an urgency', { urgency: ['TODAY'] }, ['urgent']],
    ['a language, of any region', { languages: ['es-GT'] }, ['spanish']],
    ['a language that the home does not speak', { languages: ['mam'] }, []],
    ['a need that the home meets', { needs: ['QUIET', 'WHEELCHAIR_RAMP'] }, ['quiet']],
    ['a need that it does not meet', { needs: ['WHEELCHAIR_RAMP'] }, []],
    ['a skill', { skills: ['CHILDCARE', 'REPAIR'] }, ['childcare']],
    [
      'another day, when only what has no date can be served',
      { kinds: ['GROCERY'], urgency: ['WHENEVER'], window: window('2026-06-16') },
      ['spanish', 'mam', 'quiet', 'ramp'],
    ],
    [
      'the day',
      { window: window(monday), languages: [], needs: [] },
      ['spanish', 'mam', 'quiet', 'ramp', 'childcare', 'urgent', 'monday'],
    ],
    ['everything at once', { kinds: ['GROCERY'], urgency: ['WHENEVER'], languages: ['es'], needs: ['QUIET'] }, []],
  ])('by %s', async (_what, filter, expected) => {
    const found = await shown(home, { filter: { within: area, ...filter } });
    expect(found.sort()).toEqual(expected.map((name) => ids[name]).sort());
  });

  it('by where: inside a cell, near a place, or both', async () => {
    const inside = await shown(home, { filter: { within: cell } });
    expect(inside).not.toContain(ids.monday);
    expect(inside).toContain(ids.urgent);
    // The wide area lies around it, so some of it is as near as can be.
    const near = await shown(home, { filter: { near: { place: { cell }, withinKm: 0 } } });
    expect(near).toEqual(expect.arrayContaining([ids.monday, ids.urgent]));
    const both = await shown(home, { filter: { near: { place: { cell }, withinKm: 50 }, within: cell } });
    expect(both.sort()).toEqual(inside.sort());
    expect(await shown(home, { filter: { near: { place: { cell: aCell(44) }, withinKm: 20 } } })).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string, string[]]>([
    [
      'a postal code that is none',
      { near: { place: { postalCode: { country: 'US', code: '00000' } }, withinKm: 5 } },
      'POSTAL_CODE_UNKNOWN',
      ['filter', 'near', 'place', 'postalCode', 'code'],
    ],
    [
      'a distance beyond all reach',
      { near: { place: { cell: '862a10727ffffff' }, withinKm: 101 } },
      'QUANTITY_OUT_OF_RANGE',
      ['filter', 'near', 'withinKm'],
    ],
    ['a cell that is too fine', { within: aCell(42, 7) }, 'CELL_TOO_FINE', ['filter', 'within']],
    ['a cell that is none', { within: 'nowhere' }, 'CELL_INVALID', ['filter', 'within']],
    ['a window of no zone', { window: window(monday) }, 'TIME_ZONE_UNKNOWN', ['filter', 'window', 'timeZone']],
    [
      'a window in the past',
      { window: { ...window('2020-01-01'), timeZone: 'UTC' } },
      'WINDOW_PAST',
      ['filter', 'window', 'until'],
    ],
    ['a language that is none', { languages: ['Klingon!'] }, 'BAD_USER_INPUT', []],
  ])('refuse %s', async (_what, filter, code, path) => {
    const { errors } = await pageFor(home, { filter });
    expect(errors[0]?.extensions.code).toBe(code);
    if (path.length > 0) expect(errors[0]?.extensions.path).toEqual(path);
  });
});

describe('pages', () => {
  it('follow each other without gap or repeat, the most urgent first, then the longest waiting', async () => {
    const cell = aCell(45);
    const expected: string[] = [];
    for (const urgency of ['TODAY', 'THIS_WEEK', 'WHENEVER'] as const) {
      for (const bucket of [41_000, 41_001]) {
        const ids = [];
        for (let at = 0; at < 4; at += 1) ids.push(await write({ cell, urgency, bucket }));
        expected.push(...ids.sort());
      }
    }
    const found: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 9; pages += 1) {
      const { data }: { data: Page } = await pageFor(home, { first: 5, after, filter: { within: cell } });
      const { edges, pageInfo } = data.requests;
      found.push(...edges.map(({ node }) => node.id));
      expect(pageInfo.hasNextPage).toBe(pages < 4);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(found).toEqual(expected);
  });

  it('go on only for the same viewer and the same filter', async () => {
    const cell = aCell(46);
    for (let at = 0; at < 3; at += 1) await write({ cell });
    const filter = { within: cell };
    const { data } = await pageFor(home, { first: 1, filter });
    const after = data.requests.pageInfo.endCursor;
    expect(after).not.toBe(data.requests.edges[0]?.node.id);
    const misused = [
      await pageFor(home, { after }),
      await pageFor(home, { after, filter: { within: cell, kinds: ['RIDE'] } }),
      await pageFor(await aWrittenHome(world), { after, filter }),
      await pageFor(home, { after: 'nonsense', filter }),
      await pageFor(home, { after: 'A'.repeat(5_000), filter }),
    ];
    for (const { errors } of misused) {
      expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', path: ['after'] });
    }
    expect((await pageFor(home, { after, filter })).errors).toEqual([]);
  });

  it.each([0, -5, 51, 2_147_483_647])('take no %i rows', async (first) => {
    const { errors } = await pageFor(home, { first });
    expect(errors[0]?.extensions).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE', path: ['first'] });
  });
});

describe('partners', () => {
  it('list all that they look after and that has not ended, money and held ones too', async () => {
    const partner = await aPartner(world);
    const theirs = await aCoordinator(world, partner);
    const { partnerId } = partner;
    const ours = [
      await write({ partnerId }),
      await write({ partnerId, heldForReview: true }),
      await write({ partnerId, kind: 'MONEY', lines: [{ unit: 'USD', quantity: 500 }] }),
      await write({ partnerId, occurrences: [{ held: [2] }] }),
    ];
    await write({ partnerId, ended: true });
    await write({});
    const { data } = await pageFor(theirs);
    const statuses = data.requests.edges.map(({ node }) => [node.id, node.status]);
    expect(Object.fromEntries(statuses)).toEqual({
      [ours[0] ?? '']: 'OPEN',
      [ours[1] ?? '']: 'HELD',
      [ours[2] ?? '']: 'OPEN',
      [ours[3] ?? '']: 'CLAIMED',
    });
    const key = await aSecretKey(world, { partner, scopes: ['READ_REQUESTS'] });
    expect(await shown({ partnerKey: key.key })).toEqual(await shown(theirs));
    const other = await aSecretKey(world, { partner, scopes: ['POST_REQUESTS'] });
    expect((await pageFor({ partnerKey: other.key })).errors[0]?.extensions.code).toBe('NOT_ALLOWED');
  });

  it('find by language only what they took in on the phone', async () => {
    const intake = await aGrocery(world, { languages: ['quc'] }, { coordinator });
    await aGrocery(world, { languages: ['quc'] });
    expect(await shown(coordinator, { filter: { languages: ['quc'] } })).toEqual([intake.requestId]);
  });
});

describe('others', () => {
  it('list nothing: a family has its own, the public has counts', async () => {
    const family = await aMoneyRequest(world);
    expect((await pageFor(family)).errors[0]?.extensions.code).toBe('NOT_ALLOWED');
    expect((await pageFor({})).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the snapshots', () => {
  const NEEDS = `query ($kind: HelpKind, $within: H3Cell) {
    needsByArea(kind: $kind, within: $within) { area { cell } kind openRequests takenOn }
  }`;
  interface Needs {
    readonly needsByArea: readonly { area: { cell: string }; kind: string; openRequests: number; takenOn: string }[];
  }
  const needs = async (variables: Record<string, unknown>) => (await world.ask<Needs>(NEEDS, variables)).needsByArea;

  it('count for the public what singles nobody out, once a day', async () => {
    const [many, few, region] = [aCell(30), aCell(34), aCell(30, 2)];
    for (let at = 0; at < 6; at += 1) await write({ cell: many });
    for (let at = 0; at < 4; at += 1)
      await write({ cell: few, kind: 'RIDE', lines: [{ unit: 'OUTBOUND_SEAT', quantity: 1 }] });
    const sweep = world.get(PublishNeeds);
    // However much is asked for there: by how many families is what counts.
    await sweep.run(new Date(world.clock.now().getTime() - 86_400_000));
    expect(await needs({ within: aCell(30, 4) })).toEqual([]);
    for (const resolution of [4, 3, 2]) {
      await world.instance.owner.database.query(
        'a cell where enough families asked',
        `INSERT INTO publishable_cell (cell, taken_on) VALUES ($1, '2026-06-10') ON CONFLICT DO NOTHING`,
        [aCell(30, resolution)],
      );
    }
    expect(await sweep.run(world.clock.now())).toBeGreaterThan(0);
    const takenOn = world.clock.now().toISOString().slice(0, 10);
    expect(await needs({ within: aCell(30, 4) })).toEqual([
      { area: { cell: aCell(30, 4) }, kind: 'GROCERY', openRequests: 6, takenOn },
    ]);
    expect(await needs({ within: many })).toEqual([]);
    expect(await needs({ kind: 'RIDE', within: region })).toEqual([]);
    const everywhere = await needs({});
    expect(everywhere.map(({ area }) => area.cell)).toContain(region);
    expect(everywhere.every(({ openRequests }) => openRequests >= 5)).toBe(true);

    await write({ cell: many });
    expect(await sweep.run(world.clock.now())).toBe(0);
    expect((await needs({ within: aCell(30, 4) }))[0]?.openRequests).toBe(6);
    const tomorrow = new Date(world.clock.now().getTime() + 86_400_000);
    await sweep.run(tomorrow);
    expect((await needs({ within: aCell(30, 4) }))[0]?.openRequests).toBe(6);
    for (let at = 0; at < 4; at += 1) await write({ cell: many });
    await sweep.run(new Date(tomorrow.getTime() + 86_400_000));
    expect((await needs({ within: aCell(30, 4) }))[0]?.openRequests).toBe(11);
    expect((await world.call(NEEDS, { within: '8f2a1072b59b0d6' })).errors[0]?.extensions.code).toBe('CELL_TOO_FINE');
  });

  it('publish a cell once a week, when five families asked there in the epoch that is counted', async () => {
    const { database } = world.instance.owner;
    const now = world.clock.now();
    const epoch = Math.floor(now.getTime() / 86_400_000 / 45);
    const [enough, spread, old] = [aCell(50), aCell(51), aCell(52)];
    const families = (cell: string, its: number, from: number, to: number) =>
      database.query(
        'ask in a cell',
        `INSERT INTO area_presence (cell, epoch, token)
         SELECT $1, $2, decode(lpad(to_hex(n), 32, '0'), 'hex') FROM generate_series($3::integer, $4::integer) n`,
        [cell, its, from, to],
      );
    await families(enough, epoch - 1, 1, 5);
    await families(spread, epoch - 1, 1, 4);
    await families(spread, epoch, 1, 9);
    await families(old, epoch - 2, 1, 9);
    const published = async () => {
      const { rows } = await database.query<{ cell: string }>(
        'published',
        'SELECT cell FROM publishable_cell ORDER BY cell',
      );
      return rows.map(({ cell }) => cell);
    };
    const sweep = world.get(PublishCells);
    await sweep.run(now);
    expect(await published()).toEqual([enough]);
    await families(spread, epoch - 1, 5, 5);
    const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
    expect(await sweep.run(days(6))).toBe(0);
    expect(await published()).toEqual([enough]);
    await sweep.run(days(7));
    expect(await published()).toEqual([enough, spread].sort());
    const left = await database.query('old presence', 'SELECT FROM area_presence WHERE epoch < $1', [epoch - 1]);
    expect(left.rowCount).toBe(0);
  });
});
