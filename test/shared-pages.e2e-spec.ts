/** Homes that the database tells the very same are shown what was written once for all of them; whom it tells anything else, is not. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { PageMeters } from '../src/metering/page-meters.js';
import { BRIEFLY } from '../src/request/browse-requests.js';
import { BrowseRequestsStore, type ToldTitles } from '../src/request/browse-requests.store.js';
import { bytesOf, keptAwayDigest, keptAwaySecret } from '../src/request/kept-away.js';
import { ReadRequests } from '../src/request/read-requests.js';
import { InstanceSecrets } from '../src/sealing/instance-secrets.js';
import { theHost } from './world/people.js';
import { aWrittenHome, aWrittenRequest, type WrittenHome } from './world/rows.js';
import { aCircleLink, aWrittenCircle, ownCircleOf } from './world/widened.js';
import { World } from './world/world.js';

/** Means the same as saying nothing, but not in words that a known query is looked up for. */
const THROUGH_APOLLO = 'application/json, */*';
const TITLES = 'id alias kind urgency status minimumTier postedOn area { cell label resolution } __typename';
const PAGE = `query ($first: Int, $after: String) {
  requests(first: $first, after: $after) { edges { cursor node { ${TITLES} } } pageInfo { hasNextPage startCursor endCursor } }
}`;

let world: World;
const sql = (text: string, values: readonly unknown[] = []) =>
  world.instance.owner.database.query(text.slice(0, 60), text, values);

beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  await sql('DELETE FROM request');
});
afterEach(() => {
  jest.restoreAllMocks();
});

interface Sent {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly language?: string;
  readonly accept?: string;
}

interface Answer {
  readonly data: { readonly requests: Page } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

interface Page {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly alias: string };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly startCursor: string; readonly endCursor: string };
}

async function ask({ token }: WrittenHome, { query = PAGE, variables, language, accept }: Sent = {}) {
  const http = request(world.app.getHttpServer()).post('/graphql').set('authorization', `Bearer ${token}`);
  if (language !== undefined) http.set('accept-language', language);
  if (accept !== undefined) http.set('accept', accept);
  const { status, text } = await http.send({ query, variables });
  const { data, errors } = JSON.parse(text) as Answer;
  const page = data?.requests;
  return {
    status,
    page,
    ids: (page?.edges ?? []).map(({ node }) => node?.id),
    code: errors?.[0]?.extensions.code,
    // A cursor is sealed anew each time.
    text: text.replace(/("\w*[cC]ursor":)"[^"]+"/g, '$1"…"'),
  };
}

/** Of pages whose rows are read off what was told. */
function watchMaking() {
  return jest.spyOn(ReadRequests.prototype, 'fromListed');
}

/** Apollo learns of the query, and the home's session is looked up. */
async function known(home: WrittenHome, its: Sent = {}) {
  await ask(home, { ...its, accept: THROUGH_APOLLO });
}

const secret = () => keptAwaySecret(world.app.get(InstanceSecrets, { strict: false }));

describe('two homes that are told the same', () => {
  let one: WrittenHome;
  let other: WrittenHome;
  const ids: string[] = [];
  beforeEach(async () => {
    [one, other] = [await aWrittenHome(world), await aWrittenHome(world)];
    ids.length = 0;
    for (let at = 0; at < 5; at += 1) ids.push((await aWrittenRequest(world, { bucket: 100 + at })).requestId);
    for (const home of [one, other]) await known(home);
  });

  it('are shown what was made once', async () => {
    const first = await ask(one);
    expect(first.ids).toEqual(ids);
    const making = watchMaking();
    const second = await ask(other);
    expect(second.text).toBe(first.text);
    expect((await ask(one)).text).toBe(first.text);
    expect(making).not.toHaveBeenCalled();
  });

  it('are counted, and asked of the database, all the same', async () => {
    await ask(one);
    const making = watchMaking();
    const looks = [
      jest.spyOn(PageMeters.prototype, 'page'),
      jest.spyOn(BrowseRequestsStore.prototype, 'titlesForHomes'),
    ];
    for (const home of [one, other]) expect((await ask(home)).ids).toEqual(ids);
    for (const look of looks) expect(look).toHaveBeenCalledTimes(2);
    expect(making).not.toHaveBeenCalled();
  });

  it('are told by the database that it is the same, and not what, once the text is here', async () => {
    await ask(one);
    const reading = jest.spyOn(BrowseRequestsStore.prototype, 'titlesForHomes');
    expect((await ask(other)).ids).toEqual(ids);
    await sql(`UPDATE request SET alias = 'Another Alias' WHERE id = $1`, [ids[0]]);
    expect((await ask(other)).text).toContain('Another Alias');
    const told = await Promise.all(reading.mock.results.map(({ value }) => value));
    expect((told as ToldTitles[][]).flat().map((its) => its.told === null)).toEqual([true, false]); // What it gave.
  });

  it('have each their own cursors', async () => {
    const [first, second] = [
      await ask(one, { variables: { first: 2 } }),
      await ask(other, { variables: { first: 2 } }),
    ];
    const cursors = [first, second].map(({ page }) => page?.pageInfo.endCursor);
    expect(cursors[0]).not.toBe(cursors[1]);
    for (const [home, its, others] of [
      [one, cursors[0], cursors[1]],
      [other, cursors[1], cursors[0]],
    ] as const) {
      expect((await ask(home, { variables: { first: 2, after: its } })).ids).toEqual(ids.slice(2, 4));
      expect(await ask(home, { variables: { first: 2, after: others } })).toMatchObject({
        ids: [],
        code: 'INVALID_INPUT',
      });
    }
    // Those of its rows, too.
    const third = second.page?.edges[1]?.cursor;
    expect((await ask(other, { variables: { first: 2, after: third } })).ids).toEqual(ids.slice(2, 4));
  });

  it('lose a request that is erased, ended or taken with the very next page', async () => {
    for (const home of [one, other]) await ask(home);
    await sql('DELETE FROM request WHERE id = $1', [ids[0]]);
    for (const home of [one, other]) expect((await ask(home)).ids).toEqual(ids.slice(1));
    await sql(`UPDATE request SET ending = 'WITHDRAWN', ended_at = now() WHERE id = $1`, [ids[1]]);
    for (const home of [one, other]) expect((await ask(home)).ids).toEqual(ids.slice(2));
    await sql('UPDATE occurrence_line SET fulfilled = quantity WHERE request_id = $1', [ids[2]]);
    for (const home of [one, other]) expect((await ask(home)).ids).toEqual(ids.slice(3));
  });

  it('see at once what of a request changes', async () => {
    for (const home of [one, other]) await ask(home);
    await sql(`UPDATE request SET alias = 'Another Alias' WHERE id = $1`, [ids[0]]);
    for (const home of [one, other]) expect((await ask(home)).page?.edges[0]?.node.alias).toBe('Another Alias');
    await sql('UPDATE occurrence_line SET held = 1 WHERE request_id = $1', [ids[0]]);
    for (const home of [one, other]) expect((await ask(home)).text).toContain('PARTIALLY_CLAIMED');
  });

  it('are told no more of the same once one of them is blocked', async () => {
    for (const home of [one, other]) await ask(home);
    const [id = ''] = ids;
    await sql('INSERT INTO request_block (request_id, digest) VALUES ($1, $2)', [
      id,
      keptAwayDigest(secret(), bytesOf(one.homeId), id),
    ]);
    expect((await ask(one)).ids).toEqual(ids.slice(1));
    expect((await ask(other)).ids).toEqual(ids);
    expect((await ask(one)).ids).toEqual(ids.slice(1));
  });

  it('are shut out with their session, whatever is kept', async () => {
    for (const home of [one, other]) await ask(home);
    await sql('DELETE FROM person_session WHERE member_id IN (SELECT id FROM home_member WHERE home_id = $1)', [
      one.homeId,
    ]);
    expect(await ask(one)).toMatchObject({ status: 401, ids: [] });
    expect((await ask(other)).ids).toEqual(ids);
  });

  it('read each in their own language', async () => {
    const english = await ask(one);
    const spanish = await ask(other, { language: 'es' });
    expect(spanish.ids).toEqual(english.ids);
    expect(spanish.text).not.toBe(english.text);
    expect((await ask(other)).text).toBe(english.text);
    expect((await ask(one, { language: 'es-MX' })).text).toBe(spanish.text);
  });

  it('ask for other fields, or fewer rows, and are shown those', async () => {
    await ask(one);
    const query = '{ page: requests(first: 2) { edges { node { id } } pageInfo { hasNextPage } } }';
    await known(other, { query });
    const few = await ask(other, { query });
    expect(JSON.parse(few.text)).toEqual({
      data: { page: { edges: ids.slice(0, 2).map((id) => ({ node: { id } })), pageInfo: { hasNextPage: true } } },
    });
    expect((await ask(one)).ids).toEqual(ids);
  });
});

/** Six homes of two circles and tiers, of which some are kept from some of eighteen requests. */
async function homesThatDiffer(): Promise<WrittenHome[]> {
  const { partnerId } = await theHost(world);
  const own = await ownCircleOf(world, partnerId);
  const linked = await aWrittenCircle(world, partnerId, `Linked ${randomUUID()}`);
  await aCircleLink(world, own, linked);
  const homes: WrittenHome[] = [];
  for (let at = 0; at < 6; at += 1) {
    const home = await aWrittenHome(world);
    homes.push(home);
    await sql('UPDATE home SET tier = $2::home_tier, circle_id = $3 WHERE id = $1', [
      ...[home.homeId, at % 2 === 0 ? 'VOUCHED' : 'TRUSTED', at < 3 ? own : linked],
    ]);
  }
  for (let at = 0; at < 18; at += 1) {
    const { requestId } = await aWrittenRequest(world, {
      bucket: 100 + at,
      minimumTier: at % 3 === 0 ? 'TRUSTED' : 'NEW',
      kind: at % 2 === 0 ? 'GROCERY' : 'RIDE',
    });
    const reach = (['NETWORK', 'CIRCLE', 'LINKED'] as const)[at % 3];
    await sql('UPDATE request SET reach = $2, circle_id = $3 WHERE id = $1', [
      requestId,
      reach,
      at % 2 === 0 ? own : linked,
    ]);
    const [hidden] = homes.slice(at % 6);
    if (at % 4 === 0 && hidden)
      await sql('INSERT INTO request_block (request_id, digest) VALUES ($1, $2)', [
        ...[requestId, keptAwayDigest(secret(), bytesOf(hidden.homeId), requestId)],
      ]);
  }
  return homes;
}

it('gives any home any titles exactly as Apollo gives them', async () => {
  const homes = await homesThatDiffer();
  const plain = BRIEFLY.filter((name) => TITLES.split(' ').includes(name) && name !== 'area');
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...plain.filter((name) => !['cell', 'label', 'resolution'].includes(name))), {
        minLength: 1,
      }),
      fc.subarray(['cell', 'label', 'resolution'], { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom('en', 'es'),
      async (names, area, first, language) => {
        const query = `query ($first: Int) { requests(first: $first) { edges { node { ${names.join(' ')} area { ${area.join(' ')} } } cursor }
          pageInfo { hasNextPage endCursor } } }`;
        const its = { query, variables: { first }, language };
        for (const home of homes) {
          const apollo = await ask(home, { ...its, accept: THROUGH_APOLLO });
          expect(apollo.status).toBe(200);
          // The first of these may be made, the second is what was kept.
          expect((await ask(home, its)).text).toBe(apollo.text);
          expect((await ask(home, its)).text).toBe(apollo.text);
        }
      },
    ),
    { numRuns: 12 },
  );
});

it('tells homes that ask at the same time each its own', async () => {
  const homes = await homesThatDiffer();
  const expected = new Map<WrittenHome, string>();
  for (const home of homes) expected.set(home, (await ask(home, { accept: THROUGH_APOLLO })).text);
  expect(new Set(expected.values()).size).toBeGreaterThan(3);
  const reading = jest.spyOn(BrowseRequestsStore.prototype, 'titlesForHomes');
  for (let turn = 0; turn < 5; turn += 1) {
    const asked = Array.from({ length: 30 }, (_, at) => homes[(at * 7 + turn) % homes.length] as WrittenHome); // Six, at any number.
    const answers = await Promise.all(asked.map((home) => ask(home)));
    for (const [at, { text }] of answers.entries()) expect(text).toBe(expected.get(asked[at] as WrittenHome));
  }
  // It was for several at once that they were read.
  expect(Math.max(...reading.mock.calls.map(([, , wanted]) => wanted.length))).toBeGreaterThan(1);
});

it('fails nobody but the home whose page cannot be read', async () => {
  const homes = await homesThatDiffer();
  for (const home of homes) await known(home);
  // Not the first, which is read alone.
  const broken = homes[3];
  const { titlesForHomes } = BrowseRequestsStore.prototype;
  let together = 0;
  jest.spyOn(BrowseRequestsStore.prototype, 'titlesForHomes').mockImplementation(async function (
    this: BrowseRequestsStore,
    ...args
  ) {
    if (args[2].some(({ home }) => home.homeId === broken?.homeId)) {
      together = Math.max(together, args[2].length);
      throw new Error('it broke');
    }
    // So that others come meanwhile.
    await delay(3);
    return titlesForHomes.apply(this, args);
  });
  const asked = Array.from({ length: 10 }, () => homes).flat();
  const answers = await Promise.all(asked.map((home) => ask(home)));
  for (const [at, { ids, code }] of answers.entries()) {
    if (at % homes.length === 3) expect(code).toBe('INTERNAL_SERVER_ERROR');
    else expect(ids.length).toBeGreaterThan(0);
  }
  // Some were read with it.
  expect(together).toBeGreaterThan(1);
});
