/** Values that fit their type, that nearly do, and that do not: as JSON, and as literals of a document. */
import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Draw } from './draw.js';

/** Stands in every text that is sent, and in no answer that says no. */
export const MARK = 'Zanzibar4711';
const DEEPEST = 6;

const TEXTS = [
  MARK,
  `${MARK}\u0000`,
  `${MARK}\u202e\u2066`,
  `${MARK}\ud800`,
  `${MARK}'; DROP TABLE request; --`,
  `${MARK}\${7*7}{{7*7}}<script>`,
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  '👩‍👧‍👦'.repeat(20),
  MARK.repeat(500),
  '%00%0a%0d',
  '../../../../etc/passwd',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '-000001-01-01',
  '862a1072fffffff',
  '8f2830828052d25',
  'FREQ=SECONDLY;COUNT=999999999',
  'FREQ=DAILY;INTERVAL=0;COUNT=5',
  'America/New_York',
  'es-GT-x-lvariant-undef',
  'USD',
  'http://[::1]:0/\\',
  'a@b',
  '+1 917 555 0143',
  'abandon '.repeat(8),
];

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  2,
  49,
  50,
  51,
  64,
  65,
  1_000,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1e300,
  0.5,
  1e-7,
];

/** Ids of what there is; a text says more when it is one. */
export interface Known {
  readonly ids: readonly string[];
}

export function hostileJson(draw: Draw, known: Known): unknown {
  return draw.of<() => unknown>([
    () => draw.of(TEXTS),
    () => draw.of(NUMBERS),
    () => draw.of(known.ids),
    () => draw.of([null, true, false, [], {}, [null], [[]]]),
    () => draw.json(),
    () => nested(draw.number(300)),
    () => Array.from({ length: draw.number(2_000) }, () => MARK),
    () => Object.fromEntries(draw.many(20, (at) => [`${draw.of(TEXTS).slice(0, 20)}${at}`, MARK])),
    () => JSON.parse(`{"__proto__":{"${MARK}":1},"constructor":{"prototype":{}}}`) as unknown, // Any value will do.
  ])();
}

/** Mostly what the type takes: what is always refused at once tries little. */
export function jsonFor(type: GraphQLInputType, draw: Draw, known: Known, depth = 0): unknown {
  if (draw.oneIn(50)) return hostileJson(draw, known);
  if (!isNonNullType(type) && draw.oneIn(4)) return draw.oneIn(2) ? null : undefined;
  const its = getNullableType(type);
  if (isListType(its)) return draw.many(depth > 2 ? 2 : 4, () => jsonFor(its.ofType, draw, known, depth + 1));
  if (isEnumType(its)) return draw.oneIn(50) ? MARK : draw.of(its.getValues()).name;
  if (isInputObjectType(its)) {
    if (depth > DEEPEST) return {};
    const fields = Object.values(its.getFields());
    const given = its.isOneOf && !draw.oneIn(5) ? [draw.of(fields)] : fields;
    return Object.fromEntries(
      given.flatMap((field) => {
        if (draw.oneIn(60)) return [];
        const value = jsonFor(field.type, draw, known, depth + 1);
        return value === undefined && !its.isOneOf ? [] : [[field.name, its.isOneOf ? (value ?? MARK) : value]];
      }),
    );
  }
  return scalar(its.name, draw, known);
}

function scalar(name: string, draw: Draw, known: Known): unknown {
  if (draw.oneIn(20)) return draw.of<unknown>([...TEXTS, ...NUMBERS]);
  const day = `2026-06-${String(11 + draw.number(15)).padStart(2, '0')}`;
  const usual: Readonly<Record<string, () => unknown>> = {
    ID: () => draw.of(known.ids),
    Int: () => (draw.oneIn(6) ? draw.of(NUMBERS) : 1 + draw.number(49)),
    MinorUnits: () => (draw.oneIn(3) ? draw.of(NUMBERS) : 1 + draw.number(100_000)),
    Float: () => draw.of(NUMBERS),
    Boolean: () => draw.oneIn(2),
    LocalDate: () => day,
    DateTime: () => `${day}T15:00:00Z`,
    TimeZone: () => 'America/New_York',
    Locale: () => draw.of(['en', 'es', 'ht', 'zh-Hant']),
    Currency: () => draw.of(['USD', 'EUR', 'XXX']),
    H3Cell: () => draw.of(['862a1072fffffff', '842a107ffffffff', '822a17fffffffff']),
    StreetCell: () => draw.of(['892a1072b57ffff', '872a1072bffffff', '822a17fffffffff']),
    URL: () => 'https://example.org',
  };
  return (
    usual[name] ??
    (() =>
      draw.oneIn(3)
        ? draw.of(TEXTS)
        : draw.of(['11226', 'US', 'Rice', 'a@b.org', '+19175550143', 'FREQ=WEEKLY;COUNT=3']))
  )();
}

/** As somebody writes it into a document. */
export function literal(value: unknown, isEnum: (word: string) => boolean): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return isEnum(value) ? value : JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, isEnum)).join(' ')}]`;
  const fields = Object.entries(value).filter(([name]) => /^[A-Za-z_]\w*$/.test(name));
  return `{${fields.map(([name, one]) => `${name}: ${literal(one, isEnum)}`).join(' ')}}`;
}

function nested(levels: number): unknown {
  let value: unknown = MARK;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}
