/** The same call with its values written into the document, as a frontend does that never heard of variables. */
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { Json } from './families.js';
import type { ValuePlace } from './id-places.js';

export function inlineDocument(schema: GraphQLSchema, place: ValuePlace, variables: Json): string {
  const type = place.isMutation ? schema.getMutationType() : schema.getQueryType();
  const args = type?.getFields()[place.root]?.args.filter(({ name }) => name in variables) ?? [];
  const given = args.map((its) => `${its.name}: ${literal(variables[its.name], its.type)}`).join(', ');
  const refused = place.isMutation ? '... on Refusal { code message path }' : '';
  return `${place.isMutation ? 'mutation' : 'query'} { answer: ${place.root}(${given}) { __typename ${refused} } }`;
}

function literal(value: unknown, type: GraphQLInputType): string {
  const its = getNullableType(type);
  if (Array.isArray(value))
    return `[${value.map((each) => literal(each, isListType(its) ? its.ofType : its)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(its) ? its.getFields() : {};
    const written = Object.entries(value).map(([name, each]) => `${name}: ${literal(each, fields[name]?.type ?? its)}`);
    return `{${written.join(', ')}}`;
  }
  // A word where a word of a list belongs: as one of the list, though it may be none.
  if (isEnumType(its) && typeof value === 'string' && /^\w+$/.test(value)) return value;
  return JSON.stringify(value) ?? 'null';
}
