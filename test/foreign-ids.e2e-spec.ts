/** Somebody else's id and an id of nothing are one answer, wherever the schema takes an id; and nonsense is refused, never a failure. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import type { ViewerKind } from '../src/kernel/viewer.js';
import { everythingStored } from './world/everything-stored.js';
import type { Json } from './world/families.js';
import { type Stranger, strangersIn } from './world/foreign-ids.js';
import { allowedBy, documentOf, type IdPlace, idPlaces, variablesWith } from './world/id-places.js';
import { World } from './world/world.js';

/** What it is told as, where it is not NOT_FOUND. A query has other ways of saying that there is nothing. */
const otherwise: Readonly<Record<string, string>> = {
  'claim id': 'null',
  'request id': 'null',
  'disclosures requestId': '[]',
  // A line of another request is no line of this one, as one of nothing is not.
  'claimRequest input.lines.requestLineId': 'INVALID_INPUT',
  'claimOffer input.lines.requestLineId': 'INVALID_INPUT',
  'markDelivered input.lines.requestLineId': 'INVALID_INPUT',
};

/** All that nonsense may be told as. */
const REFUSED_AS = new Set(['NOT_FOUND', 'INVALID_INPUT', 'TEXT_TOO_LONG', 'null', '[]']);

let world: World;
let schema: GraphQLSchema;
let allowed: ReadonlyMap<string, readonly ViewerKind[]>;
let strangers: readonly Stranger[];
beforeAll(async () => {
  world = await World.open();
  ({ schema } = world.get(GraphQLSchemaHost));
  allowed = allowedBy(world);
  strangers = await strangersIn(world);
  // The day of a key's first use is written down.
  for (const { caller } of strangers) await world.ask('{ viewer { kind } }', {}, caller);
}, 60_000);
afterAll(async () => {
  await world.close();
});

interface Told {
  /** All of it, but what is different in every answer. */
  readonly whole: string;
  readonly short: string;
}

async function tell(place: IdPlace, its: Stranger, id: string): Promise<Told> {
  const variables = variablesWith(schema, place, id, its.fillingFor(place.root));
  const { status, data, errors } = await world.call<{ answer: Json | null } | null>(
    documentOf(schema, place),
    variables,
    its.caller,
  );
  const [error] = errors;
  const answer = data?.answer;
  const code = error?.extensions.code ?? answer?.['code'];
  return {
    whole: JSON.stringify({
      status,
      data,
      errors: errors.map(({ extensions: { correlationId: _, ...rest }, ...error }) => ({ ...error, ...rest })),
    }),
    short: String(code ?? JSON.stringify(answer)),
  };
}

interface Call {
  readonly place: IdPlace;
  readonly its: Stranger;
}

/** Every place for everybody whose kind gets past the guard. */
function calls(): Call[] {
  return idPlaces(schema).flatMap((place) => {
    const found = strangers.filter(({ kind }) => allowed.get(place.root)?.includes(kind));
    if (found.length === 0) throw new Error(`nobody may use ${place.root}`);
    return found.map((its) => ({ place, its }));
  });
}

it('is found wherever the schema takes one', () => {
  const places = idPlaces(schema).map(({ root, path }) => `${root} ${path}`);
  expect(places).toEqual(
    expect.arrayContaining(['claim id', 'rewordText input.items.lineId', 'markNoticesRead input.ids']),
  );
  expect(places.length).toBeGreaterThan(60);
});

it('of somebody else is told as one of nothing, and changes nothing', async () => {
  const before = await everythingStored(world);
  const told: string[] = [];
  for (const { place, its } of calls()) {
    const none = await tell(place, its, randomUUID());
    const name = `${place.root} ${place.path}`;
    // A home that is not in service has nothing that it could name a part of.
    const expected = [otherwise[name] ?? 'NOT_FOUND', ...(its.alsoTold ? ['NOT_FOUND', its.alsoTold] : [])];
    const foreign = its.foreign(place);
    const others = await Promise.all(foreign.map((id) => tell(place, its, id)));
    const different = others.filter(({ whole }) => whole !== none.whole).map(({ short }) => short);
    if (!expected.includes(none.short)) told.push(`${its.name}: ${name} is told as ${none.short}`);
    if (foreign.length === 0) told.push(`${its.name}: ${name} has nothing of anybody else`);
    if (different.length > 0) told.push(`${its.name}: ${name} tells ${different.join()}`);
  }
  expect(told).toEqual([]);
  expect(await everythingStored(world)).toEqual(before);
}, 60_000);

describe('nonsense in place of an id', () => {
  const own = () => strangers.find(({ kind }) => kind === 'FAMILY')?.fillingFor('').own.request ?? '';
  it.each<[string, () => string]>([
    ['a word', () => 'nonsense'],
    ['nothing', () => ''],
    ['5,000 characters', () => 'x'.repeat(5_000)],
    ['SQL', () => "'; DROP TABLE claim; --"],
    ['a zero byte', () => 'a\u0000b'],
    ['an id of its own in capitals', () => own().toUpperCase()],
    ['an id of its own in braces', () => `{${own()}}`],
    ['an id that carries a time', () => '0197b2f0-7b1e-7c3a-9d2e-4f5a6b7c8d9e'],
  ])('is refused: %s', async (_what, make) => {
    const before = await everythingStored(world);
    const id = make();
    const odd: string[] = [];
    for (const { place, its } of calls()) {
      const { short, whole } = await tell(place, its, id);
      const name = `${its.name}: ${place.root} ${place.path}`;
      if (!REFUSED_AS.has(short) && short !== its.alsoTold) odd.push(`${name} is told as ${short}`);
      if (id.length > 2 && whole.includes(id)) odd.push(`${name} repeats it`);
    }
    expect(odd).toEqual([]);
    expect(await everythingStored(world)).toEqual(before);
  });
});
