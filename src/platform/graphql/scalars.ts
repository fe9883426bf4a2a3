/** The scalars of the API, from graphql-scalars; the one of our own is a cell of the H3 grid. */
import { GraphQLScalarType, Kind } from 'graphql';
import {
  GraphQLCurrency,
  GraphQLDateTime,
  GraphQLJSONObject,
  GraphQLLocalDate,
  GraphQLLocale,
  GraphQLTimeZone,
  GraphQLURL,
} from 'graphql-scalars';
import { LRUCache } from 'lru-cache';

/** A cell of any shape that is text: whether it is one, and not too fine, is decided with a refusal and not a syntax error. */
export const GraphQLH3Cell = new GraphQLScalarType<string, string>({
  name: 'H3Cell',
  description:
    'A cell of the H3 grid as 15 hexadecimal digits, of resolution 2 to 7 ("862a1072fffffff"). Finer ones are refused: they are nearly an address.',
  specifiedByURL: 'https://h3geo.org/docs/core-library/h3Indexing/',
  serialize: (value) => String(value),
  parseValue: (value) => textOf(value),
  parseLiteral: (node) => textOf(node.kind === Kind.STRING ? node.value : null),
});

/** Of streets: they are sent in by homes alone, and come out as counts alone. */
export const GraphQLStreetCell = new GraphQLScalarType<string, string>({
  ...GraphQLH3Cell.toConfig(),
  name: 'StreetCell',
  description:
    'A cell of the H3 grid as 15 hexadecimal digits, of resolution 2 to 9, in which homes are counted ("892a1072b57ffff"). One of resolution 9 is about 0.1 km².',
});

/** The same dates come again and again; those that were found to be dates need not be looked at anew. */
const dates = new LRUCache<string, true>({ max: 5_000 });

export const LocalDateScalar = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  serialize(value) {
    if (typeof value === 'string' && dates.has(value)) return value;
    const date = String(GraphQLLocalDate.serialize(value));
    dates.set(date, true);
    return date;
  },
});

/** Nearly every answer has one or a few of some hundred; to look one up in the tables of the system takes as long as a small query. */
const timeZones = new LRUCache<string, true>({ max: 1_000 });

export const TimeZoneScalar = new GraphQLScalarType<string, string>({
  ...GraphQLTimeZone.toConfig(),
  serialize(value) {
    if (typeof value === 'string' && timeZones.has(value)) return value;
    const timeZone = String(GraphQLTimeZone.serialize(value));
    timeZones.set(timeZone, true);
    return timeZone;
  },
});

/** An amount of money of any size that is a number: whether it is whole, above zero and not too large is decided with a refusal. */
export const MinorUnitsScalar = new GraphQLScalarType<number, number>({
  name: 'MinorUnits',
  description:
    'An amount of money in minor units: cents of a dollar, yen, fils of a dinar. A whole number; it may be larger than an Int, and is exact up to 9,007,199,254,740,991.',
  serialize: (value) => Number(value),
  parseValue: (value) => numberOf(value),
  parseLiteral: (node) => numberOf(node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : null),
});

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('MinorUnits are a number.');
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('An H3Cell is text.');
  return value;
}

export {
  GraphQLCurrency as CurrencyScalar,
  GraphQLDateTime as DateTimeScalar,
  GraphQLJSONObject as JsonObjectScalar,
  GraphQLLocale as LocaleScalar,
  GraphQLURL as UrlScalar,
};
