/** What a document may ask for at once, reckoned by the values that come with it; and that an error repeats nobody's words. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everythingStored } from './world/everything-stored.js';
import { aRide } from './world/families.js';
import { aCoordinator, aHome, aPublishableKey, aSecretKey, aVouchedHome } from './world/people.js';
import { type Caller, World } from './world/world.js';

/** Stands in what is sent, and must stand in no answer and in no log. */
const MARK = 'Zanzibar4711';
const SIGN_IN = `signIn(input: { email: "a@example.org", password: "${MARK} ${MARK}" }) { __typename }`;

describe('a document at the door', () => {
  let world: World;
  let callers: readonly (readonly [string, Caller])[];
  beforeAll(async () => {
    // Off, as in production.
    world = await World.open({ EXPLORER: 'off' });
    const secret = await aSecretKey(world);
    const publishable = await aPublishableKey(world);
    callers = [
      ['nobody', {}],
      ['a publishable key', { partnerKey: publishable.key }],
      ['a secret key', { partnerKey: secret.key }],
      ['a home', { token: (await aVouchedHome(world)).token }],
      ['a coordinator', { token: (await aCoordinator(world)).token }],
      ['a family', { token: (await aRide(world)).token }],
    ];
    // A key says on which day it was last used.
    for (const [, caller] of callers) await world.ask('{ viewer { kind } }', {}, caller);
  });
  afterAll(async () => {
    await world.close();
  });

  /** For every kind of caller alike: which code, and nothing done. */
  async function refused(code: string, document: string, variables: Record<string, unknown> = {}): Promise<string[]> {
    const before = await everythingStored(world);
    const messages: string[] = [];
    for (const [who, caller] of callers) {
      const answer = await world.call(document, variables, caller);
      expect({ who, code: answer.errors[0]?.extensions.code, data: answer.data ?? null }).toEqual({
        who,
        code,
        data: null,
      });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${MARK}|Did you mean`));
      messages.push(answer.errors[0]?.message ?? '');
    }
    expect(await everythingStored(world)).toEqual(before);
    return messages;
  }

  const INVALID = 'GRAPHQL_VALIDATION_FAILED';
  const fields = (many: number, one: (at: number) => string) =>
    Array.from({ length: many }, (_, at) => one(at)).join(' ');
  const deep = (levels: number) =>
    `{ request(id: "x") { ${'claims { request { '.repeat(levels)} id ${'} }'.repeat(levels)} } }`;

  it.each([
    ['is deeper than 8 fields', deep(4)],
    [
      'is deeper than 8 fields behind fragments',
      `{ ...A } fragment A on Query { request(id: "x") { ...B } } fragment B on HelpRequest { claims { request { claims { request { claims { request { area { __typename } } } } } } } }`,
    ],
    ['holds more than 15 aliases', `{ ${fields(4, (at) => `a${at}: viewer { b: kind c: kind d: kind e: kind }`)} }`],
    ['holds more than 15 aliases of __typename', `{ viewer { ${fields(16, (at) => `a${at}: __typename`)} } }`],
    [
      'hides its aliases in a fragment',
      `{ a: viewer { ...A } b: viewer { ...A } } fragment A on Viewer { ${fields(8, (at) => `a${at}: kind`)} }`,
    ],
    ['holds more than 30 directives', `{ viewer { kind ${'@include(if: true) '.repeat(31)} } }`],
    ['asks for nine things at once', `{ ${fields(9, (at) => `a${at}: viewer { kind }`)} }`],
    ['signs in twice by aliases', `mutation { a: ${SIGN_IN} b: ${SIGN_IN} }`],
    ['signs in twice by inline fragments', `mutation { ... { a: ${SIGN_IN} } ... on Mutation { b: ${SIGN_IN} } }`],
    ['signs in twice by one fragment', `mutation { ...A ...A } fragment A on Mutation { a: ${SIGN_IN} b: ${SIGN_IN} }`],
    ['signs in beside a skipped field', `mutation { a: ${SIGN_IN} ... @skip(if: true) { b: ${SIGN_IN} } }`],
    [
      'spreads a fragment in itself',
      'query { ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { kind } }',
    ],
    ['describes the schema', '{ __schema { types { name } } }'],
    ['asks for a type of the schema', '{ __type(name: "Viewer") { name } }'],
  ])('is refused that %s', async (_what, document) => {
    await refused(INVALID, document);
  });

  it('is refused that spreads fragments in each other without measure, at once', async () => {
    const chain = fields(80, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`);
    const startedAt = performance.now();
    await refused(INVALID, `{ ...F0 } ${chain} fragment F80 on Query { ...Nothing ...Nothing }`);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('may sign in once beside __typename, and in each of its operations: one of them is run', async () => {
    const both = `mutation A { __typename ${SIGN_IN} } mutation B { ${SIGN_IN} }`;
    for (const [who, caller] of callers.slice(0, 3)) {
      const answer = await world.call(both, {}, caller);
      expect({ who, code: answer.errors[0]?.extensions.code }).toEqual({ who, code: 'OPERATION_RESOLUTION_FAILURE' });
    }
  });

  it('of more than 1,000 tokens is refused, of fewer read', async () => {
    await refused('GRAPHQL_PARSE_FAILED', `{ ${fields(400, () => 'viewer { kind }')} }`);
  });

  const page = (first: string) => `edges { node { ${first} } }`;
  it.each([
    ['by a literal', '{ requests(first: 51) { pageInfo { hasNextPage } } }', {}],
    ['by a variable', 'query ($n: Int!) { requests(first: $n) { pageInfo { hasNextPage } } }', { n: 51 }],
    ['by a default', 'query ($n: Int! = 1000) { offers(first: $n) { pageInfo { hasNextPage } } }', {}],
    [
      'by a variable in a fragment',
      'query ($n: Int!) { ...A } fragment A on Query { notices(first: $n) { pageInfo { hasNextPage } } }',
      { n: 51 },
    ],
    ['inside a list', 'query ($n: Int!) { myClaims { messages(first: $n) { edges { cursor } } } }', { n: 51 }],
    ['inside a page', `query ($n: Int!) { offers(first: 1) { ${page('windows(first: $n) { from }')} } }`, { n: 65 }],
    ['of none', 'query ($n: Int!) { requests(first: $n) { pageInfo { hasNextPage } } }', { n: 0 }],
    ['where it ranks', 'query ($n: Int!) { suggestedOffers(requestId: "x", first: $n) { __typename } }', { n: 51 }],
  ])('asks for at most 50 rows, also %s', async (_what, document, variables) => {
    await refused('QUANTITY_OUT_OF_RANGE', document, variables);
  });

  it('is refused that costs too much, by its values: the same document for fewer rows is answered', async () => {
    const document = `query ($n: Int!) { requests(first: $n) { ${page('claims { messages(first: $n) { edges { node { text } } } }')} } }`;
    const home: Caller = callers[3]?.[1] ?? {};
    expect((await world.call(document, { n: 2 }, home)).errors).toEqual([]);
    expect((await refused(INVALID, document, { n: 50 }))[0]).toContain('too much at once');
  });

  it('never meets more than one operation of a request', async () => {
    const url = `${await world.app.getUrl()}/graphql`;
    const one = { query: '{ viewer { kind } }' };
    for (const body of [[one, one], [one], []]) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toContain('"kind"');
    }
  });

  it.each([
    ['a field', `{ ${MARK} }`],
    ['a field that is nearly one of ours', '{ viewerr { kind } }'],
    ['a field of a type', `{ viewer { ${MARK} } }`],
    ['an argument', `{ viewer(${MARK}: 1) { kind } }`],
    ['a type', `query ($x: ${MARK}) { viewer { kind } }`],
    ['a fragment', `{ ...${MARK} }`],
    ['a fragment’s type', `{ ... on ${MARK} { kind } }`],
    ['a fragment that is not used', `{ viewer { kind } } fragment ${MARK} on Viewer { kind }`],
    [
      'a fragment that is there twice',
      `{ ...${MARK} } fragment ${MARK} on Query { viewer { kind } } fragment ${MARK} on Query { viewer { kind } }`,
    ],
    ['a fragment that spreads itself', `{ ...${MARK} } fragment ${MARK} on Query { ...${MARK} }`],
    ['a fragment in the wrong place', `{ viewer { ...${MARK} } } fragment ${MARK} on PageInfo { hasNextPage }`],
    ['a directive', `{ viewer @${MARK} { kind } }`],
    ['a directive’s argument', `{ viewer @include(if: true, ${MARK}: 1) { kind } }`],
    ['a variable that is not declared', `{ viewer @include(if: $${MARK}) { kind } }`],
    ['a variable that is not used', `query ($${MARK}: Int) { viewer { kind } }`],
    ['a variable of the wrong type', `query ($${MARK}: String) { viewer @include(if: $${MARK}) { kind } }`],
    ['two operations', `query ${MARK} { viewer { kind } } query ${MARK} { viewer { kind } }`],
    ['two answers of one name', `{ ${MARK}: viewer { kind } ${MARK}: area(place: { cell: "x" }) { __typename } }`],
    ['a text for a number', `{ requests(first: "${MARK}") { pageInfo { hasNextPage } } }`],
    ['a number with digits after it', '{ requests(first: 4711.25) { pageInfo { hasNextPage } } }'],
    ['a word of an enumeration', `{ needsByArea(kind: ${MARK}) { __typename } }`],
    ['a text for a word', `{ needsByArea(kind: "${MARK}") { __typename } }`],
    ['a field of an input', `{ area(place: { ${MARK}: "x" }) { __typename } }`],
    [
      'two of exactly one',
      `{ area(place: { cell: "${MARK}", postalCode: { country: "US", code: "11226" } }) { __typename } }`,
    ],
    ['a list for an object', `{ area(place: ["${MARK}"]) { __typename } }`],
  ])('is not repeated: %s', async (_what, document) => {
    await refused(INVALID, document);
  });

  it.each([
    ['a text for a number', 'query ($x: Int!) { requests(first: $x) { pageInfo { hasNextPage } } }', MARK],
    [
      'an object for a number',
      'query ($x: Int!) { requests(first: $x) { pageInfo { hasNextPage } } }',
      { [MARK]: MARK },
    ],
    ['a word of an enumeration', 'query ($x: HelpKind) { needsByArea(kind: $x) { __typename } }', MARK],
    ['a field of an input', 'query ($x: PlaceInput!) { area(place: $x) { __typename } }', { [MARK]: 1 }],
    [
      'a value inside an input',
      'query ($x: PlaceInput!) { area(place: $x) { __typename } }',
      { cell: { [MARK]: MARK } },
    ],
    [
      'two of exactly one',
      'query ($x: PlaceInput!) { area(place: $x) { __typename } }',
      { cell: MARK, postalCode: { country: 'US', code: MARK } },
    ],
    ['none of exactly one', 'query ($x: PlaceInput!) { area(place: $x) { __typename } }', {}],
    ['a variable that is missing', 'query ($x: PlaceInput!) { area(place: $x) { __typename } }', undefined],
    [
      'a date that is none',
      'mutation ($x: PostRideRequestInput!) { postRideRequest(input: $x) { __typename } }',
      { window: { from: MARK } },
    ],
  ])('is not repeated of a variable: %s', async (_what, document, x) => {
    await refused('BAD_USER_INPUT', document, { x });
  });

  it.each([
    ['for an argument', 'query ($x: Int = 4711) { actions(first: $x) { edges { node { id } } } }'],
    ['in a list', 'query ($x: HelpKind = RIDE) { requests(filter: { kinds: [$x] }) { edges { node { id } } } }'],
    ['in an input', `mutation ($x: String = "${MARK}") { signIn(input: { email: $x, password: "x" }) { __typename } }`],
    ['for a directive', 'query ($x: Boolean = true) { viewer { kind @skip(if: $x) } }'],
  ])('is told of null where none may stand and a default would: %s', async (_what, document) => {
    const before = await everythingStored(world);
    for (const [who, caller] of callers) {
      const { data, errors } = await world.call(document, { x: null }, caller);
      expect({ who, data, codes: errors.map(({ extensions }) => extensions) }).toEqual({
        who,
        data: null,
        codes: [{ code: 'BAD_USER_INPUT' }],
      });
      expect(JSON.stringify(errors)).not.toMatch(new RegExp(`${MARK}|4711`));
    }
    expect(await everythingStored(world)).toEqual(before);
  });

  it('that is no document is not repeated, and neither is the name of an operation', async () => {
    for (const text of [`{ viewer { kind } ${MARK} }}`, `"${MARK}`, `{ a(b: "${MARK} }`, `query { ☃${MARK} }`, MARK]) {
      await refused('GRAPHQL_PARSE_FAILED', text);
    }
    const url = `${await world.app.getUrl()}/graphql`;
    const sent = { query: 'query A { viewer { kind } }', operationName: MARK };
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain(MARK);
  });

  it('says what of the schema was meant', async () => {
    const said = async (document: string) => (await world.call(document)).errors.map(({ message }) => message);
    expect(await said(`{ viewer { ${MARK} } }`)).toEqual(['There is no such field on type "Viewer".']);
    expect(await said('{ viewer }')).toEqual(['Field "viewer" of type "Viewer!" must have a selection of subfields.']);
    expect(await said('{ area { __typename } }')).toEqual(['Field "area" needs its argument "place".']);
    expect(await said(`query ($${MARK}: Int) { viewer { kind } }`)).toEqual(['A variable is declared and never used.']);
    expect(await said(deep(4))).toEqual(['A document is at most 8 fields deep.']);
  });

  it('leaves nothing of all this in the log, and nothing broken', async () => {
    await aHome(world);
    expect(world.logLines.join('')).not.toContain(MARK);
    expect(world.logLines.filter((line) => line.includes('broke'))).toEqual([]);
  });
});
