/** Somebody else's id and an id of nothing are one answer, wherever the schema takes an id; and nonsense is refused, never a failure. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import type { ViewerKind } from '../../src/kernel/viewer.js';
import { everythingStored } from '../world/everything-stored.js';
import type { Json } from '../world/families.js';
import { type Stranger, strangersIn } from '../world/foreign-ids.js';
import { edge, guessedRight } from '../world/guesser.js';
import { allowedBy, documentOf, type IdPlace, idPlaces, variablesWith } from '../world/id-places.js';
import { sideBySide } from '../world/side-by-side.js';
import { World } from '../world/world.js';
import { report, tries } from './scale.js';

/** What it is told as, where it is not NOT_FOUND. A query has other ways of saying that there is nothing. */
const otherwise: Readonly<Record<string, string>> = {
  // Money has no circle, whoever's it is.
  'postMoneyRequest input.circleId': 'INVALID_INPUT',
  'claim id': 'null',
  'request id': 'null',
  'step id': 'null',
  'fund id': 'null',
  'disclosures requestId': '[]',
  // They narrow a list of one's own.
  'coordinatorActions coordinatorId': '{"__typename":"CoordinatorActionConnection"}',
  'coordinatorActions subjectId': '{"__typename":"CoordinatorActionConnection"}',
  // A line of another request is no line of this one, as one of nothing is not.
  'claimRequest input.lines.requestLineId': 'INVALID_INPUT',
  'claimOffer input.lines.requestLineId': 'INVALID_INPUT',
  'markDelivered input.lines.requestLineId': 'INVALID_INPUT',
  // One alone is no run, whoever's it is.
  'claimRun input.occurrenceIds': 'INVALID_INPUT',
  // A line of another plan is no line of this one.
  'applyDispatch input.leaveOut': 'INVALID_INPUT',
  'dispatchPlan id': 'null',
};

/** Whoever has the id was told it by those whose it is: that is how one partner asks another. */
const MEANT_FOR_OTHERS = 'proposeCircleLink input.otherCircleId';

/** Calls of each kind, by everybody who may make them, for each place that takes an id. */
const CALLS_EACH = tries({ short: 4, full: 400 });
/** A place that seems to tell something is measured again so many times longer: by chance, one in many seems to. */
const LONGER = tries({ short: 8, full: 4 });
/** Answers of nothing wait for a mark: others ask meanwhile. */
const AT_ONCE = 8;
const GUESSERS = tries({ short: 8, full: 2 });
/** `npm test` shares its machine, and four calls of a kind tell apart what is alike now and then: it asks what is so on the whole, and measures again what is above this. */
const MOST_EDGE = tries({ short: 90, full: 55 }) / 100;
const MOST_EDGE_ON_THE_WHOLE = tries({ short: 60, full: 52 }) / 100;
const MOST_OVER = tries({ short: 2, full: 0 });
/** One operation in so many is timed. */
const ONE_IN = tries({ short: 4, full: 1 });

/** All that nonsense may be told as. */
const REFUSED_AS = new Set(['NOT_FOUND', 'INVALID_INPUT', 'TEXT_TOO_LONG', 'null', '[]']);

let world: World;
let schema: GraphQLSchema;
let allowed: ReadonlyMap<string, readonly ViewerKind[]>;
let strangers: readonly Stranger[];
beforeAll(async () => {
  world = await World.open({ SUGGESTIONS_PER_DAY: '1000000', PARTNER_PAGES_PER_DAY: '1000000' });
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
  const places = idPlaces(schema).filter(({ root, path }) => `${root} ${path}` !== MEANT_FOR_OTHERS);
  return places.flatMap((place) => {
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
  let asked = 0;
  for (const { place, its } of calls()) {
    const none = await tell(place, its, randomUUID());
    const name = `${place.root} ${place.path}`;
    // A home that is not in service has nothing that it could name a part of.
    const expected = [otherwise[name] ?? 'NOT_FOUND', ...(its.alsoTold ? ['NOT_FOUND', its.alsoTold] : [])];
    const foreign = its.foreign(place);
    const others = await Promise.all(foreign.map((id) => tell(place, its, id)));
    const different = others.filter(({ whole }) => whole !== none.whole).map(({ short }) => short);
    asked += foreign.length;
    if (!expected.includes(none.short)) told.push(`${its.name}: ${name} is told as ${none.short}`);
    if (foreign.length === 0) told.push(`${its.name}: ${name} has nothing of anybody else`);
    if (different.length > 0) told.push(`${its.name}: ${name} tells ${different.join()}`);
  }
  expect(told).toEqual([]);
  expect(await everythingStored(world)).toEqual(before);
  report('foreign-ids', { partners: 3, viewers: strangers.length, 'ids of others tried': asked, leaks: told.length });
}, 60_000);

describe('in the time that the answer takes', () => {
  it('a guesser tells times that differ from times that do not', () => {
    expect(guessedRight([1, 2, 3], [4, 5, 6])).toBe(1);
    expect(guessedRight([4, 5, 6], [1, 2, 3])).toBe(0);
    expect(guessedRight([1, 2, 2, 3], [1, 2, 2, 3])).toBe(0.5);
    expect(edge(0.2)).toBeCloseTo(0.8);
  });

  it(
    'one of somebody else is not told from one of nothing',
    async () => {
      const url = `${await world.app.getUrl()}/graphql`;
      const all = calls();
      const groups = [...Map.groupBy(all, ({ place, its }) => `${its.name}: ${place.root}`)];
      const timed = groups.filter((_, at) => at % ONE_IN === 0);
      const found = await sideBySide(timed, GUESSERS, (group) => guessAt(url, ...group));
      const worst = found.toSorted((one, other) => edge(other.right) - edge(one.right));
      const mean = found.reduce((sum, { right }) => sum + right, 0) / found.length;
      report('foreign-ids', {
        operations: found.length,
        'timed calls': found.reduce((sum, its) => sum + its.calls, 0),
        'AUC, mean': mean.toFixed(3),
        'AUC, worst': worst[0] ? `${edge(worst[0].right).toFixed(3)} (${worst[0].name})` : 'none',
      });
      expect(edge(mean)).toBeLessThan(MOST_EDGE_ON_THE_WHOLE);
      expect(worst.filter(({ right }) => edge(right) >= MOST_EDGE).slice(MOST_OVER)).toEqual([]);
    },
    tries({ short: 120_000, full: 7_200_000 }),
  );

  async function guessAt(url: string, name: string, group: readonly Call[]) {
    const first = await guess(url, group, CALLS_EACH);
    const its = edge(first.right) < MOST_EDGE ? first : await guess(url, group, CALLS_EACH * LONGER);
    return { name, ...its };
  }

  /** Places of one operation differ in what they do: times are compared within each. */
  async function guess(url: string, group: readonly Call[], each: number): Promise<{ right: number; calls: number }> {
    const compared: number[] = [];
    let made = 0;
    for (const call of group) {
      const { none, foreign } = await measure(url, call, Math.ceil((each * 3) / (group.length + 2)));
      compared.push(guessedRight(none, foreign));
      made += none.length + foreign.length;
    }
    return { right: compared.reduce((sum, right) => sum + right, 0) / compared.length, calls: made };
  }

  /** One of each in turn, in random order: whatever else slows the machine slows both. */
  async function measure(url: string, { place, its }: Call, times: number) {
    const foreign = its.foreign(place);
    // As many: what is asked for again and again may be quicker.
    const ofNothing = foreign.map(() => randomUUID());
    const timed: { none: number[]; foreign: number[] } = { none: [], foreign: [] };
    // Whoever looks at a request for the first time that day is counted, and what is asked for the first time is compiled and planned.
    for (const id of place.root === 'request' ? ofNothing : ofNothing.slice(0, 1)) await timeOf(url, place, its, id);
    for (let time = 0; time < times; time += 1) {
      const kinds = ['none', 'foreign'] as const;
      for (const kind of Math.random() < 0.5 ? kinds : kinds.toReversed()) {
        const ids = { none: ofNothing, foreign }[kind];
        const id = ids[Math.floor(Math.random() * ids.length)];
        if (id !== undefined) timed[kind].push(await timeOf(url, place, its, id));
      }
    }
    return timed;
  }

  async function timeOf(url: string, place: IdPlace, its: Stranger, id: string): Promise<number> {
    const { token, partnerKey } = its.caller;
    const headers = {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(partnerKey !== undefined && { 'x-partner-key': partnerKey }),
    };
    const variables = variablesWith(schema, place, id, its.fillingFor(place.root));
    const body = JSON.stringify({ query: documentOf(schema, place), variables });
    const startedAt = performance.now();
    const answer = await fetch(url, { method: 'POST', headers, body });
    const text = await answer.text();
    const took = performance.now() - startedAt;
    if (answer.status !== 200 || text.includes('METER_USED_UP')) throw new Error(`${place.root} was not let in`);
    return took;
  }
});

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
    await sideBySide(calls(), AT_ONCE, async ({ place, its }) => {
      const { short, whole } = await tell(place, its, id);
      const name = `${its.name}: ${place.root} ${place.path}`;
      if (!REFUSED_AS.has(short) && short !== its.alsoTold) odd.push(`${name} is told as ${short}`);
      if (id.length > 2 && whole.includes(id)) odd.push(`${name} repeats it`);
    });
    expect(odd).toEqual([]);
    expect(await everythingStored(world)).toEqual(before);
  });
});
