import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, Kind, parse } from 'graphql';
import { costOf } from './operation-cost.js';

const schema = buildSchema(`
  type Query { things(first: Int! = 20): ThingConnection!  all: [Thing!]!  suggestedOffers(first: Int! = 10): [Thing!]! }
  type ThingConnection { edges: [Edge!]! }
  type Edge { node: Thing!  cursor: String! }
  type Thing { id: ID!  name: String  parts(first: Int! = 5): [Thing!]!  others: [Thing!]! }
  type Mutation { make: Thing! }
`);

function asked(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const [operation] = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('the document has no operation');
  return costOf(schema, document, operation)(variables);
}
const cost = (text: string, variables?: Record<string, unknown>) => asked(text, variables).cost;
const page = (first: string) => `things${first} { edges { node { id name } } }`;

describe('the cost of an operation', () => {
  it.each([
    ['a page as long as it is when nothing is said', `{ ${page('')} }`, {}, 10 + 20 * 4],
    ['a page of a literal', `{ ${page('(first: 50)')} }`, {}, 10 + 50 * 4],
    ['a page of a variable', `query ($n: Int!) { ${page('(first: $n)')} }`, { n: 50 }, 10 + 50 * 4],
    ['a page of a variable’s default', `query ($n: Int! = 40) { ${page('(first: $n)')} }`, {}, 10 + 40 * 4],
    ['a page of a variable that is left out', `query ($n: Int) { ${page('(first: $n)')} }`, {}, 10 + 20 * 4],
    ['a list without pages', '{ all { id } }', {}, 10 + 10],
    ['pages inside a list', '{ all { parts(first: 50) { id } } }', {}, 10 + 10 * (1 + 50)],
    ['aliases', '{ a: all { id } b: all { id } __typename }', {}, 2 * (10 + 10) + 1],
    ['a fragment that is spread twice', '{ ...A ...A } fragment A on Query { all { id } }', {}, 2 * (10 + 10)],
    ['what ranks', '{ suggestedOffers { id } }', {}, 200 + 10],
  ])('counts %s', (_what, text, variables, expected) => {
    expect(cost(text, variables)).toBe(expected);
  });

  it('is reckoned at once for fragments that spread each other without measure', () => {
    const many = 90;
    const chain = Array.from({ length: many }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`);
    const text = `{ ...F0 } ${chain.join(' ')} fragment F${many} on Query { all { id } }`;
    expect(cost(text)).toBeGreaterThan(2 ** 80);
    expect(cost('{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }')).toBe(0);
  });

  it('never falls when more is asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const nested = `query ($n: Int!, $m: Int!) { things(first: $n) { edges { node { parts(first: $m) { id } } } } }`;
        expect(cost(nested, { n: less, m: less })).toBeLessThanOrEqual(cost(nested, { n: less, m: more }));
        expect(cost(nested, { n: less, m: more })).toBeLessThanOrEqual(cost(nested, { n: more, m: more }));
      }),
    );
  });
});

describe('a page', () => {
  const byVariable = `query ($n: Int!) { ${page('(first: $n)')} }`;
  const nested = 'query ($n: Int!) { all { parts(first: $n) { id } } }';
  it.each([
    ['of one row', byVariable, { n: 1 }, true],
    ['of fifty', byVariable, { n: 50 }, true],
    ['of fifty-one by a variable', byVariable, { n: 51 }, false],
    ['of fifty-one by a literal', `{ ${page('(first: 51)')} }`, {}, false],
    ['of fifty-one by a default', `query ($n: Int! = 51) { ${page('(first: $n)')} }`, {}, false],
    ['of none', byVariable, { n: 0 }, false],
    ['of fewer than none', byVariable, { n: -1 }, false],
    ['of too many inside a list', nested, { n: 51 }, false],
    [
      'behind a fragment',
      'query ($n: Int!) { all { ...P } } fragment P on Thing { parts(first: $n) { id } }',
      { n: 51 },
      false,
    ],
    ['of what is no number: refused where it is coerced', byVariable, { n: '51' }, true],
    ['of what only looks like one of ours', byVariable, Object.create({ n: 51 }), true],
  ])('%s', (_what, text, variables, fits) => {
    expect(asked(text, variables).pagesFit).toBe(fits);
  });
});
