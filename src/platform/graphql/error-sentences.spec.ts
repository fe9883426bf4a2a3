import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getVariableValues, parse, validate } from 'graphql';
import { shownSentence } from './error-sentences.js';

const schema = buildSchema(`
  type Query { things(first: Int! = 5, kind: Kind): [Thing!]!  thing(id: ID!): Thing }
  type Thing { id: ID!  parts: [Thing!]! }
  enum Kind { RIDE FOOD }
`);

function shown(text: string): (string | null)[] {
  return validate(schema, parse(text)).map(({ message }) => shownSentence(message));
}

const inputs = buildSchema(`
  type Query { ask(input: Ask!): Int }
  input Ask { word: String!, parts: [Part!] }
  input Part { kind: Int!, name: String }
`);

/** What is said of variables. */
function shownOf(input: unknown, variable = 'input'): (string | null)[] {
  const [operation] = parse(`query ($${variable}: Ask!) { ask(input: $${variable}) }`).definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('no operation');
  const { errors = [] } = getVariableValues(inputs, operation.variableDefinitions ?? [], { [variable]: input });
  return errors.map(({ message }) => shownSentence(message));
}

describe('what is said of a value that misses a field', () => {
  it.each([
    [{}, ['Field "word" of required type "String!" was not provided.']],
    [
      { word: 'x', parts: [{ kind: 1 }, { name: 'y' }] },
      ['Field "parts[1].kind" of required type "Int!" was not provided.'],
    ],
    [{ word: 7 }, [null]],
    [{ word: 'x', more: 1 }, [null]],
  ])('%j', (input, expected) => {
    expect(shownOf(input)).toEqual(expected);
  });

  it('has no word of what was sent, whatever that looks like', () => {
    const forged = '} at "input.Maria4711"; Field "Maria4711" of required type "Maria4711" was not provided.';
    for (const input of [
      forged,
      { word: [forged] },
      { [forged]: 1 },
      { parts: [{ [forged]: forged, name: forged }] },
      { word: 'x', parts: forged },
      { word: { [forged]: { [forged]: 1 } } },
    ]) {
      expect(JSON.stringify(shownOf(input, 'Maria4711'))).not.toContain('Maria4711');
    }
  });
});

describe('what is said of a document', () => {
  it.each([
    ['{ thingz { id } }', 'There is no such field on type "Query".'],
    ['{ things(firzt: 1) { id } }', 'There is no such argument on field "Query.things".'],
    ['{ thing { id } }', 'Field "thing" needs its argument "id".'],
    ['{ things }', 'Field "things" of type "[Thing!]!" must have a selection of subfields.'],
    ['{ things { id { x } } }', 'Field "id" must not have a selection since type "ID!" has no subfields.'],
    ['query ($a: Thingz) { things { id } }', 'There is no such type.'],
    [
      'query ($a: String) { things(first: $a) { id } }',
      'A variable of type "String" is used where "Int!" is expected.',
    ],
    ['{ things { ...Maria } }', 'There is no such fragment.'],
    ['{ things { parts @maria { id } } }', 'There is no such directive.'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toContain(expected);
  });

  it('has no word of what was typed, whichever rule speaks', () => {
    const name = fc.stringMatching(/^[A-Za-z]{3,8}$/).map((word) => `${word}Maria4711`);
    const documents = (word: string) => [
      `{ ${word} }`,
      `{ things(${word}: 1) { id } }`,
      `{ things(first: "${word}") { id } }`,
      `{ things(kind: ${word}) { id } }`,
      `{ things { ...${word} } }`,
      `{ ... on ${word} { id } }`,
      `query ($${word}: Int) { things { id } }`,
      `query ($${word}: Kind) { things(first: $${word}) { id } }`,
      `{ things { id @include(if: $${word}) } }`,
      `{ things { id @${word} } }`,
      `{ things { id @skip(if: true, ${word}: 1) } }`,
      `query ${word} { things { id } } query ${word} { things { id } }`,
      `{ things { id } } fragment ${word} on Thing { id }`,
      `{ ...${word} } fragment ${word} on Query { ...${word} }`,
      `{ thing(id: 1) { ...${word} } } fragment ${word} on Query { things { id } }`,
      `{ ${word}: thing(id: 1) { id } ${word}: thing(id: 2) { id } }`,
      `type ${word} { a: Int }`,
    ];
    fc.assert(
      fc.property(name, (word) => {
        for (const text of documents(word)) expect(JSON.stringify(shown(text))).not.toContain('Maria4711');
      }),
      { numRuns: 50 },
    );
  });
});
