/** Values come to what graphql-js makes of them, and where it says that something is amiss nothing is made of them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getArgumentValues, getOperationAST, getVariableValues, Kind, parse } from 'graphql';
import { argumentsOf, variablesOf } from './values-of-query.js';

const schema = buildSchema(`
  enum Kind { RIDE GROCERY }
  input Filter { kind: Kind = RIDE  cells: [String!] }
  type Query {
    things(first: Int! = 20, after: String, kind: Kind, isNew: Boolean! = false, share: Float, id: ID): Int
    some(id: ID!, filter: Filter, kinds: [Kind!] = [RIDE]): Int
  }
`);

/** Of the first field of a document: what ours come to, and what those of graphql-js do; null where something is amiss. */
function bothOf(document: string, given: Record<string, unknown>) {
  const operation = getOperationAST(parse(document));
  const [node] = operation?.selectionSet.selections ?? [];
  const field = node?.kind === Kind.FIELD ? schema.getQueryType()?.getFields()[node.name.value] : undefined;
  if (!operation || node?.kind !== Kind.FIELD || !field) throw new Error('the document asks for no field');
  const { coerced: theirs = null } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  const ours = variablesOf(schema, operation)(given);
  const orWhy = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return String(error);
    }
  };
  return {
    ours: { variables: ours, values: ours && orWhy(() => argumentsOf(field, node)(ours)) },
    theirs: { variables: theirs, values: theirs && orWhy(() => ({ ...getArgumentValues(field, node, theirs) })) },
  };
}

const DOCUMENTS = [
  'query ($a: Int! = 20, $b: String) { things(first: $a, after: $b) }',
  'query ($a: Int!, $b: String!) { things(first: $a, after: $b) }',
  'query ($a: Int, $b: Kind = GROCERY) { things(first: $a, kind: $b) }',
  'query ($a: Boolean = true, $b: Float = null) { things(isNew: $a, share: $b, first: 3, after: "x") }',
  'query ($a: ID, $b: Kind!) { things(id: $a, kind: $b, after: null) }',
  'query ($a: ID, $b: Filter) { some(id: $a, filter: $b) }',
  'query ($a: ID!, $b: Kind) { some(id: $a, filter: { kind: $b, cells: ["8"] }) }',
  'query ($a: ID! = 4, $b: [Kind!]) { some(id: $a, kinds: $b) }',
  'query ($a: ID!, $b: Kind! = RIDE) { some(id: $a, kinds: [RIDE, $b]) }',
  '{ things }',
  '{ things(first: 7, kind: RIDE) }',
  '{ some }',
];
const values = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, 'RIDE', 'TRAM', '', 0, -1, 2 ** 31, 0.5, '7', [], ['RIDE'], ['TRAM']),
  fc.constantFrom<unknown>({}, { kind: 'RIDE' }, { kind: 'TRAM' }, { cells: 'x' }, { cells: [null] }, { more: 1 }),
  fc.jsonValue(),
);

describe('values of a query', () => {
  it.each(DOCUMENTS)('come to what graphql-js says: %s', (document) => {
    let amiss = 0;
    fc.assert(
      fc.property(fc.record({ a: values, b: values, c: values }, { requiredKeys: [] }), (given) => {
        const { ours, theirs } = bothOf(document, given);
        expect(ours).toEqual(theirs);
        if (theirs.variables === null) amiss += 1;
      }),
      { numRuns: 400 },
    );
    if (document.includes('$')) expect(amiss).toBeGreaterThan(0);
  });

  it('are not taken from what every object has', () => {
    const { ours, theirs } = bothOf('query ($toString: String) { things(after: $toString) }', {});
    expect(ours).toEqual(theirs);
    expect(ours.values).toEqual({ first: 20, isNew: false });
  });

  it.each([
    ['left out', {}, 2],
    ['given', JSON.parse('{ "__proto__": 3 }'), 3],
  ])('have whatever name a document gives them: %s', (_, given, first) => {
    const { ours, theirs } = bothOf('query ($__proto__: Int = 2) { things(first: $__proto__) }', given);
    expect(ours).toEqual(theirs);
    expect(ours.values).toEqual({ first, isNew: false });
  });
});
