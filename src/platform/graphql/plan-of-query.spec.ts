/** A plan gives what graphql-js gives, or leaves it to graphql-js: it never has an answer of its own. */
import { describe, expect, it } from '@jest/globals';
import {
  execute,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  getOperationAST,
  parse,
} from 'graphql';
import { planOf } from './plan-of-query.js';

const Named = new GraphQLInterfaceType({
  name: 'Named',
  fields: { name: { type: new GraphQLNonNull(GraphQLString) } },
  resolveType: (value: { kind: string }) => value.kind,
});
/** As Nest writes them: a resolver that takes its parent alone. */
const plain = (name: string) => (parent: Record<string, unknown>) => parent[name];
const Cat: GraphQLObjectType = new GraphQLObjectType({
  name: 'Cat',
  interfaces: [Named],
  fields: () => ({
    name: { type: new GraphQLNonNull(GraphQLString), resolve: plain('name') },
    lives: { type: GraphQLInt, resolve: plain('lives') },
    kittens: { type: new GraphQLList(new GraphQLNonNull(Cat)), resolve: plain('kittens') },
    asked: { type: GraphQLString, resolve: (_parent, _args, context: string) => context },
  }),
});
const Dog = new GraphQLObjectType({
  name: 'Dog',
  interfaces: [Named],
  fields: { name: { type: new GraphQLNonNull(GraphQLString), resolve: plain('name') } },
});

function schemaOf(value: () => unknown): GraphQLSchema {
  return new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: {
        cat: { type: Cat, resolve: value },
        pets: { type: new GraphQLList(Named), args: { first: { type: GraphQLInt } }, resolve: value },
      },
    }),
    types: [Cat, Dog],
  });
}

/** `planned`: what the plan gives, or null where it leaves the answer, or all of the query, to graphql-js. */
async function bothOf(query: string, value: () => unknown) {
  const schema = schemaOf(value);
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const plan = planOf(schema, document, operation);
  const planned = plan && (await plan.complete(plan.begin('context', {}), 'context').catch(() => null));
  return {
    planned: planned && JSON.stringify({ data: planned }),
    told: await execute({ schema, document, contextValue: 'context' }),
  };
}

const tom = { kind: 'Cat', name: 'Tom', lives: 9, kittens: [{ name: 'Kit', lives: null }] };

describe('gives what graphql-js gives', () => {
  it.each<[string, string, () => unknown]>([
    ['of a value', '{ cat { name lives } }', () => tom],
    ['of nothing', '{ cat { name } }', () => null],
    ['of a promise', '{ cat { lives name } }', async () => tom],
    [
      'of promises within, in the order of the query',
      '{ cat { kittens { name } lives name } }',
      () => ({ ...tom, kittens: Promise.resolve([Promise.resolve({ name: 'Kit' })]), name: Promise.resolve('Tom') }),
    ],
    [
      'of an interface',
      '{ pets { __typename name ... on Cat { lives } ...D } } fragment D on Dog { called: name }',
      () => [tom, { kind: 'Dog', name: 'Rex' }, null],
    ],
    ['of the same field asked twice', '{ cat { kittens { name } kittens { lives } } cat { lives } }', () => tom],
    ['of numbers that are text', '{ cat { name lives } }', () => ({ name: 4, lives: '9' })],
  ])('%s', async (_, query, value) => {
    const { planned, told } = await bothOf(query, value);
    expect(planned).toBe(JSON.stringify(told));
  });
});

describe('leaves to graphql-js', () => {
  const failing = () => {
    throw new Error('broken');
  };
  it.each<[string, string, () => unknown]>([
    ['a resolver that throws', '{ cat { name } }', failing],
    ['a promise that fails', '{ cat { name } }', async () => failing()],
    [
      'a promise within that fails, among others that do',
      '{ cat { lives name } }',
      () => ({ name: Promise.reject(new Error('a')), lives: Promise.reject(new Error('b')) }),
    ],
    [
      'a property that throws',
      '{ cat { kittens { name } name } }',
      () => ({
        kittens: Promise.reject(new Error('a')),
        get name() {
          return failing();
        },
      }),
    ],
    ['an error for a value', '{ cat { lives name } }', () => ({ ...tom, lives: new Error('broken') })],
    ['null where nothing may be null', '{ cat { name } }', () => ({ name: null })],
    ['what is no number', '{ cat { lives } }', () => ({ lives: 'many' })],
    ['what is no list', '{ pets { name } }', () => 7],
    ['a type that there is not', '{ pets { name } }', () => [{ kind: 'Fish', name: 'Nemo' }]],
  ])('%s', async (_, query, value) => {
    const { planned, told } = await bothOf(query, value);
    expect(planned).toBeNull();
    expect(told.errors?.length).toBeGreaterThan(0);
  });

  it.each([
    ['a directive', '{ cat { name @skip(if: true) lives } }'],
    ['a directive on a fragment', '{ ... @include(if: true) { cat { name } } }'],
    ['a field that another resolver fills in', '{ cat { asked } }'],
    ['a name that is none of an object', '{ cat { __proto__: name } }'],
    ['a name that is none of an answer', '{ __proto__: cat { name } }'],
    ['questions about the schema', '{ __schema { queryType { name } } }'],
  ])('%s', async (_, query) => {
    const { planned, told } = await bothOf(query, () => tom);
    expect(planned).toBeNull();
    expect(told.errors).toBeUndefined();
  });
});
