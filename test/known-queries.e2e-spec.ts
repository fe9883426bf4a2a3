/** A query that is known is answered without Apollo, and exactly as Apollo answers it: status, headers, data, errors. */
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLField, isAbstractType, isObjectType } from 'graphql';
import request from 'supertest';
import { KnownQueries } from '../src/platform/graphql/known-queries.js';
import { BrowseRequests } from '../src/request/browse-requests.js';
import { EveryField } from './world/every-field.js';
import type { ViewerName } from './world/privacy-cast.js';
import { aPrivacyStory, callersOf, type Story } from './world/privacy-story.js';
import { questions } from './world/read-everything.js';
import { type Caller, World } from './world/world.js';

/** One of each sort that is told different things. */
const SOME: readonly ViewerName[] = [
  'public',
  'secret key',
  'another home',
  'claimant accepted',
  'hidden home',
  'unvouched home',
  'coordinator of origin',
  'family',
];

/** Means the same as saying nothing, but not in words that a known query is looked up for. */
const THROUGH_APOLLO = 'application/json, */*';

let world: World;
let story: Story;
let callers: Record<ViewerName, Caller>;
beforeAll(async () => {
  world = await World.open({ QUERY_COST: '10000000' });
  story = await aPrivacyStory(world);
  callers = await callersOf(world, story);
}, 60_000);
afterAll(async () => {
  await world.close();
});
afterEach(() => {
  jest.restoreAllMocks();
});

interface Asked {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string;
}

async function sent(asked: Asked, caller: Caller, accept?: string) {
  const http = request(world.app.getHttpServer()).post('/graphql').set('content-type', 'application/json');
  if (caller.token !== undefined) http.set('authorization', `Bearer ${caller.token}`);
  if (caller.partnerKey !== undefined) http.set('x-partner-key', caller.partnerKey);
  if (accept !== undefined) http.set('accept', accept);
  const { status, text, headers } = await http.send(asked);
  const { date: _, ...others } = headers;
  // A cursor is sealed anew each time, and a correlation id is another one.
  const comparable = text.replace(/("(?:\w*[cC]ursor|correlationId)":)"[^"]+"/g, '$1"…"');
  return { status, text: comparable, headers: others };
}

/** Asks by way of Apollo, which learns of it, then directly. `direct`: whether it was answered without Apollo. */
async function bothWays(asked: Asked, caller: Caller) {
  const apollo = await sent(asked, caller, THROUGH_APOLLO);
  const door = jest.spyOn(world.get(KnownQueries), 'answer');
  const known = await sent(asked, caller);
  const direct = await door.mock.results[0]?.value;
  door.mockRestore();
  return { apollo, known, direct: direct === true };
}

/** No resolver of its own fills it in. */
function isPlain(field: GraphQLField<unknown, unknown> | undefined): boolean {
  return field !== undefined && field.args.length === 0 && field.resolve?.length === 1;
}

it.each(SOME)('answers %s with every field of every query', async (viewer) => {
  const { schema } = world.get(GraphQLSchemaHost);
  const every = new EveryField(schema, ({ name }, type) => {
    const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    return objects.every((its) => isObjectType(its) && isPlain(its.getFields()[name]));
  });
  let direct = 0;
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const query = every.document(field);
    for (const variables of questions[field.name]?.(story) ?? []) {
      const both = await bothWays({ query, variables }, callers[viewer]);
      expect({ query, variables, ...both.known }).toEqual({ query, variables, ...both.apollo });
      if (both.direct) direct += 1;
      // Whatever has an error in it is told by Apollo.
      expect({ query, direct: both.direct }).toEqual({ query, direct: !both.apollo.text.includes('"errors"') });
    }
  }
  expect(direct).toBeGreaterThan(0);
});

const PAGE = 'query ($first: Int, $after: String) { requests(first: $first, after: $after) { edges { node { id } } } }';
const FRAGMENTS = `
  query { ...A ... on Query { viewer { kind } } page: requests(first: 2) { edges { node { ...B __typename ... on RideRequest { passengers } } } } }
  fragment A on Query { requests { pageInfo { hasNextPage } edges { node { id } } } }
  fragment B on HelpRequest { alias area { cell } more: area { label } ... on GroceryRequest { dropOff lines { id } } ... on TimeRequest { language } }`;

describe('a home', () => {
  it.each<[string, boolean, Asked]>([
    ['leaves out what has a default', true, { query: PAGE, variables: {} }],
    ['sends no variables', true, { query: PAGE }],
    ['sends null for variables', true, { query: PAGE, variables: null }],
    ['sends variables that there are not', true, { query: PAGE, variables: { other: [1] } }],
    ['sends null where nothing may stand', false, { query: PAGE, variables: { first: null } }],
    ['asks for too many rows', false, { query: PAGE, variables: { first: 51 } }],
    [
      'sends null for what has a default',
      false,
      {
        query: 'query ($first: Int = 2) { requests(first: $first) { edges { node { id } } } }',
        variables: { first: null },
      },
    ],
    [
      'names a variable as no object may name anything',
      true,
      { query: 'query ($__proto__: Int = 2) { requests(first: $__proto__) { edges { node { id } } } }' },
    ],
    ['sends a word for a number', false, { query: PAGE, variables: { first: 'many' } }],
    ['sends a cursor that is none', false, { query: PAGE, variables: { after: 'x' } }],
    ['asks through fragments and under other names', true, { query: FRAGMENTS }],
    [
      'asks the same twice in different words',
      true,
      { query: '{ viewer { kind } viewer { kind __typename again: kind } }' },
    ],
    ['asks what the answer is of', true, { query: '{ requests(first: 1) { __typename edges { __typename } } }' }],
    ['leaves out by a directive', false, { query: '{ viewer { kind ... @skip(if: true) { kind } } }' }],
    ['leaves out a field by a directive', false, { query: '{ viewer { kind @include(if: false) __typename } }' }],
    [
      'names one of two operations',
      true,
      { query: 'query A { viewer { kind } } query B { viewer { __typename } }', operationName: 'B' },
    ],
    ['names none of two operations', false, { query: 'query A { viewer { kind } } query B { viewer { __typename } }' }],
    ['names an operation that is not there', false, { query: 'query A { viewer { kind } }', operationName: 'B' }],
    ['names an operation by nothing', false, { query: PAGE, operationName: '' }],
    [
      'has half of what is asked in the name',
      false,
      { query: '__typename } }', operationName: 'B query A { viewer { kind } } query B { viewer {' },
    ],
    [
      'asks for what is not there',
      true,
      { query: `{ request(id: "${'0'.repeat(8)}-0000-4000-8000-000000000000") { id } }` },
    ],
    [
      'asks for what is none of its business',
      false,
      { query: '{ reports { edges { node { id } } } viewer { kind } }' },
    ],
    ['asks for what another resolver fills in', false, { query: '{ viewer { unreadNotices } }' }],
    [
      'narrows the list',
      true,
      {
        query: 'query ($filter: RequestFilter) { requests(filter: $filter) { edges { node { id kind } } } }',
        variables: { filter: { kinds: ['RIDE'] } },
      },
    ],
    [
      'narrows it by a kind that there is not',
      false,
      {
        query: 'query ($filter: RequestFilter) { requests(filter: $filter) { edges { node { id kind } } } }',
        variables: { filter: { kinds: ['FLIGHT'] } },
      },
    ],
    [
      'names two places where one is meant',
      false,
      {
        query: 'query ($place: PlaceInput!) { area(place: $place) { area { cell } } }',
        variables: { place: { cell: '862a1072fffffff', postalCode: { country: 'US', code: '11226' } } },
      },
    ],
    ['asks about the schema', false, { query: '{ __schema { queryType { name } } }' }],
    ['sends what is no document', false, { query: '{ viewer { kind }' }],
    ['asks for a field that there is not', false, { query: '{ viewer { kindness } }' }],
  ])('%s', async (_, direct, asked) => {
    const both = await bothWays(asked, callers['another home']);
    expect(both.known).toEqual(both.apollo);
    expect(both.direct).toBe(direct);
  });
});

it.each(['query A { viewer { kind } }', ' query A { viewer { kind } }'])(
  'knows a query by the name of its operation, and by nothing that reads the same: %s',
  async (query) => {
    const caller = callers['another home'];
    const known = await bothWays({ query }, caller);
    expect(known.direct).toBe(true);
    // Together the same letters as a known query.
    for (const asked of [
      { query, operationName: '' },
      { query: query.trim().slice('query'.length), operationName: query.startsWith(' ') ? ' query' : 'query' },
    ]) {
      const apollo = await sent(asked, caller, THROUGH_APOLLO);
      expect(apollo.status).toBe(400);
      expect(await sent(asked, caller)).toEqual(apollo);
    }
  },
);

it('runs nothing twice when an answer turns out to have an error in it', async () => {
  const asked = { query: '{ viewer { kind } requests(after: "x") { edges { node { id } } } }' };
  const caller = callers['another home'];
  const apollo = await sent(asked, caller, THROUGH_APOLLO);
  const page = jest.spyOn(world.get(BrowseRequests), 'execute');
  expect(await sent(asked, caller)).toEqual(apollo);
  expect(page).toHaveBeenCalledTimes(1);
});

it('looks at the token each time', async () => {
  const asked = { query: '{ viewer { kind } }' };
  const token = 'shh_nobody-has-this-token-nor-will-anybody-ever';
  const both = await bothWays(asked, { token });
  expect(both.known).toEqual(both.apollo);
  expect(both.known.status).toBe(401);
});
