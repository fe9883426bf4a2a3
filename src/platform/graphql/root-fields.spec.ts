import { describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { rootFieldsOf } from './root-fields.js';

function rootFields(text: string, most = 8): string[] {
  const document = parse(text);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the document has no operation');
  return rootFieldsOf(operation, document, most);
}

describe('the root fields of an operation', () => {
  it.each([
    ['by their names, not their aliases', '{ a: viewer b: viewer }', ['viewer', 'viewer']],
    ['inside fragments', '{ ... { a } ... on Query { b } ...F } fragment F on Query { c }', ['a', 'b', 'c']],
    ['each time that a fragment is spread', '{ ...F ...F } fragment F on Query { a }', ['a', 'a']],
    ['of no other operation', 'query A { a } query B { b }', ['a']],
    ['without what is inside them', '{ a { b c } }', ['a']],
    ['of a fragment that spreads itself once', '{ ...F } fragment F on Query { a ...F }', ['a']],
    ['of no fragment that is not there', '{ a ...Nothing }', ['a']],
  ])('are counted %s', (_what, text, expected) => {
    expect(rootFields(text)).toEqual(expected);
  });

  it('are one more than asked for when there are more', () => {
    expect(rootFields('{ a b c d e f }', 3)).toHaveLength(4);
  });

  it('are found at once where fragments spread each other without measure', () => {
    const chain = Array.from({ length: 200 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`);
    expect(rootFields(`{ ...F0 } ${chain.join(' ')} fragment F200 on Query { ...Nothing }`)).toEqual([]);
    expect(rootFields(`{ ...F0 } ${chain.join(' ')} fragment F200 on Query { a }`, 8)).toHaveLength(9);
  });
});
