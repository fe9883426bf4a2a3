/** What a field is asked for is told of each operation by itself, also where two of one document share a part. */
import { expect, it } from '@jest/globals';
import { buildSchema, execute, parse } from 'graphql';
import { asksOnlyFor } from './asked-fields.js';

const schema = buildSchema('type Query { cat: Cat } type Cat { name: String lives: Int friend: Cat }');

it.each([
  ['Short', true],
  ['Long', false],
  ['Longer', false],
])('after others of the same document: %s', (operationName, expected) => {
  const document = parse(`
    query Short { ...Brief }
    query Long { ...Brief cat { lives } }
    query Longer { ...Brief ...More }
    fragment Brief on Query { cat { name ...Friend } }
    fragment Friend on Cat { friend { name } }
    fragment More on Query { cat { friend { lives } } }`);
  const isBrief = asksOnlyFor(['name', 'friend']);
  const told: boolean[] = [];
  const rootValue = {
    cat: (_args: unknown, _context: unknown, info: Parameters<typeof isBrief>[0]) => {
      told.push(isBrief(info));
      return { name: 'Tom', lives: 9, friend: null };
    },
  };
  for (const name of ['Short', operationName, 'Short', operationName]) {
    execute({ schema, document, rootValue, operationName: name });
  }
  expect(told).toEqual([true, expected, true, expected]);
});
