/** Whatever is sent wrongly gets a code that a frontend can show, is not repeated to anybody, changes nothing, and takes nothing down. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everythingStored } from './world/everything-stored.js';
import { aRide, dateIn, inputFor, type Json, type PostedKind, postedKinds, windowIn } from './world/families.js';
import { aCoordinator, aVouchedHome, theHost } from './world/people.js';
import type { Answer, Caller } from './world/world.js';
import { World } from './world/world.js';

/** Stands in what is sent and must stand in no answer, and in no log. */
const MARK = 'xyzzy';

type Change = (world: World) => Json;
type Case = readonly [what: string, change: Change | Json, code: string, kinds?: readonly PostedKind[]];

const window = (its: Json) => (world: World) => ({ window: { ...windowIn(world, 1), ...its } });
const rule = (text: string) => (world: World) => ({ window: windowIn(world, 1), series: { rule: text } });
const handoff = (its: Json) => ({ handoff: { contactMethod: 'SIGNAL', ...its } });

const everyKind: readonly Case[] = [
  // Places
  ['no place at all', { place: undefined }, 'BAD_USER_INPUT'],
  ['an empty place', { place: {} }, 'BAD_USER_INPUT'],
  ['a ZIP that does not exist', { place: { postalCode: { country: 'US', code: '00000' } } }, 'POSTAL_CODE_UNKNOWN'],
  ['a ZIP that is none', { place: { postalCode: { country: 'US', code: MARK } } }, 'POSTAL_CODE_UNKNOWN'],
  ['a ZIP that is endless', { place: { postalCode: { country: 'US', code: '1'.repeat(500) } } }, 'POSTAL_CODE_UNKNOWN'],
  [
    'a postal code of another country',
    { place: { postalCode: { country: 'MX', code: '06700' } } },
    'COUNTRY_NOT_COVERED',
  ],
  ['a country that is none', { place: { postalCode: { country: MARK, code: '11226' } } }, 'COUNTRY_NOT_COVERED'],
  [
    'two places',
    { place: { cell: '862a1072fffffff', postalCode: { country: 'US', code: '11226' } } },
    'BAD_USER_INPUT',
  ],
  ['a cell that is nearly an address', { place: { cell: '8a2a1072b59ffff' } }, 'CELL_TOO_FINE'],
  ['a cell of half a continent', { place: { cell: '812a3ffffffffff' } }, 'CELL_INVALID'],
  ['a cell that is none', { place: { cell: MARK } }, 'CELL_INVALID'],
  ['a cell of digits', { place: { cell: 862 } }, 'BAD_USER_INPUT'],
  // Windows
  ['a window that is over', (world) => ({ window: windowIn(world, -2) }), 'WINDOW_PAST'],
  ['a window that ends before it begins', window({ until: '2026-06-09' }), 'WINDOW_REVERSED'],
  ['a reversed half-day', window({ fromHalf: 'AFTERNOON', untilHalf: 'MORNING' }), 'WINDOW_REVERSED'],
  ['a window next year', (world) => ({ window: windowIn(world, 365) }), 'WINDOW_TOO_FAR'],
  [
    'a window of two months',
    (world) => ({ window: { ...windowIn(world, 1), until: dateIn(world, 60) } }),
    'WINDOW_TOO_FAR',
  ],
  ['a day that does not exist', window({ from: '2026-02-30' }), 'BAD_USER_INPUT'],
  ['a date that is none', window({ from: MARK }), 'BAD_USER_INPUT'],
  ['a half that is none', window({ fromHalf: 'NOON' }), 'BAD_USER_INPUT'],
  ['a time zone that is none', window({ timeZone: MARK }), 'TIME_ZONE_UNKNOWN'],
  // Series
  ['a rule that is none', rule(MARK), 'RULE_INVALID'],
  ['a rule without an end', rule('FREQ=WEEKLY'), 'RULE_ENDLESS'],
  ['a rule that ends in a hundred years', rule('FREQ=WEEKLY;UNTIL=21260101'), 'RULE_ENDLESS'],
  ['a rule of millions', rule('FREQ=DAILY;COUNT=999999999'), 'RULE_ENDLESS'],
  ['a rule by the second', rule('FREQ=SECONDLY;COUNT=5'), 'RULE_INVALID'],
  ['a rule with another property in it', rule(`FREQ=DAILY;COUNT=2\nDTSTART:${MARK}`), 'RULE_INVALID'],
  ['a rule that never comes', rule('FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=2'), 'RULE_INVALID'],
  ['an endless rule text', rule('FREQ=DAILY;'.repeat(100)), 'TEXT_TOO_LONG'],
  ['a series without a window', { window: null, series: { rule: 'FREQ=DAILY;COUNT=2' } }, 'INVALID_INPUT'],
  // Words
  ['a summary that is too long', { summary: MARK.repeat(50) }, 'TEXT_TOO_LONG'],
  ['a summary without end', { summary: MARK.repeat(1_000) }, 'TEXT_TOO_LONG'],
  ['control characters', { summary: `${MARK}\u0000` }, 'TEXT_NOT_PLAIN'],
  ['an escape sequence', { summary: `${MARK}\u001b[2J` }, 'TEXT_NOT_PLAIN'],
  ['an override of direction', { summary: `${MARK}\u202e` }, 'TEXT_NOT_PLAIN'],
  ['an isolate of direction', { summary: `${MARK}\u2066` }, 'TEXT_NOT_PLAIN'],
  ['invisible characters', { summary: `${MARK}\u200b` }, 'TEXT_NOT_PLAIN'],
  ['a pile of accents', { summary: `e${'\u0301'.repeat(20)}${MARK}` }, 'TEXT_NOT_PLAIN'],
  ['half a character', { summary: `${MARK}\ud800` }, 'TEXT_NOT_PLAIN'],
  ['a number for a text', { summary: 7 }, 'BAD_USER_INPUT'],
  ['a language that is none', { languages: [`${MARK}-${MARK}`] }, 'LANGUAGE_UNKNOWN'],
  ['an emoji for a language', { languages: ['🥛'] }, 'LANGUAGE_UNKNOWN'],
  [
    'twenty languages',
    { languages: Array.from({ length: 20 }, (_, at) => `x${String.fromCharCode(97 + at)}`) },
    'INVALID_INPUT',
  ],
  ['a need that is none', { accessNeeds: [MARK] }, 'BAD_USER_INPUT'],
  ['an urgency that is none', { urgency: MARK }, 'BAD_USER_INPUT'],
  ['an unknown field', { [MARK]: 1 }, 'BAD_USER_INPUT'],
  // What is sealed
  ['no handoff', { handoff: undefined }, 'BAD_USER_INPUT'],
  ['no way of contact', { handoff: { contact: MARK } }, 'BAD_USER_INPUT'],
  ['a contact on two lines', handoff({ contact: `${MARK}\n${MARK}` }), 'TEXT_NOT_PLAIN'],
  ['a place that is too long', handoff({ place: MARK.repeat(100) }), 'TEXT_TOO_LONG'],
  ['instructions with an override', handoff({ instructions: `${MARK}\u202e` }), 'TEXT_NOT_PLAIN'],
  ['a time that is none', handoff({ exactWindow: { from: MARK, until: MARK } }), 'BAD_USER_INPUT'],
  [
    'an exact window that is reversed',
    (world) => ({
      window: windowIn(world, 1),
      ...handoff({ exactWindow: { from: `${dateIn(world, 1)}T20:00:00Z`, until: `${dateIn(world, 1)}T19:00:00Z` } }),
    }),
    'WINDOW_REVERSED',
  ],
  [
    'an exact window on another day',
    (world) => ({
      window: windowIn(world, 1),
      ...handoff({ exactWindow: { from: `${dateIn(world, 3)}T19:00:00Z`, until: `${dateIn(world, 3)}T20:00:00Z` } }),
    }),
    'INVALID_INPUT',
  ],
  // Who and whose
  ['an e-mail that is none', { hideFromHomes: [{ email: MARK }] }, 'EMAIL_INVALID'],
  ['a phone that is none', { hideFromHomes: [{ phone: MARK }] }, 'PHONE_INVALID'],
  ['a home by both', { hideFromHomes: [{ phone: '+19175550143', email: 'a@b.org' }] }, 'BAD_USER_INPUT'],
  ['too many homes', { hideFromHomes: Array(11).fill({ email: 'a@b.org' }) }, 'INVALID_INPUT'],
  ['a return code that is none', { returnCode: MARK }, 'CODE_TYPO'],
  ['a return code of emoji', { returnCode: '🥛 '.repeat(8) }, 'CODE_TYPO'],
  ['somebody else’s request', { repeats: '5b7e42f0-7a8d-4a7b-9a53-06a45a1c1d11' }, 'NOT_FOUND'],
  ['a request that is none', { repeats: MARK }, 'NOT_FOUND'],
  ['a tier that is none', { minimumTier: MARK }, 'BAD_USER_INPUT'],
];

const item = (its: Json) => ({ items: [{ name: 'Rice', quantity: 1, unit: 'BAG', ...its }] });

const ofOneKind: readonly Case[] = [
  ...[0, -1, 1_000, 2_147_483_647].map(
    (quantity): Case => [`${quantity} bags`, item({ quantity }), 'QUANTITY_OUT_OF_RANGE', ['Grocery']],
  ),
  ['more bags than a number holds', item({ quantity: 2_147_483_648 }), 'BAD_USER_INPUT', ['Grocery']],
  ['half a bag', item({ quantity: 0.5 }), 'BAD_USER_INPUT', ['Grocery']],
  ['a bag in words', item({ quantity: MARK }), 'BAD_USER_INPUT', ['Grocery']],
  ['a unit that is none', item({ unit: MARK }), 'BAD_USER_INPUT', ['Grocery']],
  ['an item without a name', item({ name: ' ' }), 'INVALID_INPUT', ['Grocery']],
  ['an item with too long a name', item({ name: MARK.repeat(20) }), 'TEXT_TOO_LONG', ['Grocery']],
  ['an item with an override', item({ name: `${MARK}\u202e` }), 'TEXT_NOT_PLAIN', ['Grocery']],
  ['a note with a control character', item({ note: `${MARK}\u0007` }), 'TEXT_NOT_PLAIN', ['Grocery']],
  ['no items', { items: [] }, 'INVALID_INPUT', ['Grocery']],
  [
    'a hundred items',
    { items: Array(100).fill({ name: MARK, quantity: 1, unit: 'BAG' }) },
    'INVALID_INPUT',
    ['Grocery'],
  ],
  [
    'a budget in a currency that is none',
    { budgetCeiling: { minor: 100, currency: 'XYZ' } },
    'CURRENCY_UNKNOWN',
    ['Grocery'],
  ],
  ['a negative budget', { budgetCeiling: { minor: -100, currency: 'USD' } }, 'QUANTITY_OUT_OF_RANGE', ['Grocery']],
  ...[0, -3, 9, 100_000].map(
    (passengers): Case => [`${passengers} passengers`, { passengers }, 'QUANTITY_OUT_OF_RANGE', ['Ride']],
  ),
  ['more child seats than passengers', { childSeats: { infant: 2, toddler: 2 } }, 'QUANTITY_OUT_OF_RANGE', ['Ride']],
  ['fewer child seats than none', { childSeats: { infant: -1 } }, 'QUANTITY_OUT_OF_RANGE', ['Ride']],
  ...[0, -100, 1_000_001, 2_147_483_647].map(
    (minor): Case => [`${minor} cents`, { amount: { minor, currency: 'USD' } }, 'QUANTITY_OUT_OF_RANGE', ['Money']],
  ),
  ...['XYZ', '🥛', 'dollars', ''].map(
    (currency): Case => [
      `an amount in "${currency}"`,
      { amount: { minor: 500, currency } },
      'CURRENCY_UNKNOWN',
      ['Money'],
    ],
  ),
  ['no way of paying', { payableAs: [] }, 'INVALID_INPUT', ['Money']],
  ['a purpose that is none', { purpose: MARK }, 'BAD_USER_INPUT', ['Money']],
  ...[0, -30, 17, 100_000].map(
    (minutes): Case => [`${minutes} minutes`, { minutes }, 'QUANTITY_OUT_OF_RANGE', ['Time']],
  ),
  ['an interpreter of nothing', { skill: 'INTERPRETATION' }, 'INVALID_INPUT', ['Time']],
  ['an interpreter of what is no language', { skill: 'INTERPRETATION', language: MARK }, 'LANGUAGE_UNKNOWN', ['Time']],
];

describe('what is sent wrongly', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await theHost(world);
  });
  afterAll(async () => {
    await world.close();
  });

  const send = (kind: PostedKind, input: Json, caller: Caller = {}): Promise<Answer<Record<string, Json> | null>> =>
    world.call(
      `mutation ($input: Post${kind}RequestInput!) {
        post${kind}Request(input: $input) { __typename ... on Refusal { code message path } }
      }`,
      { input },
      caller,
    );
  const codeOf = ({ data, errors }: Answer<Record<string, Json> | null>) =>
    errors[0]?.extensions.code ?? Object.values(data ?? {})[0]?.['code'];

  it.each([...everyKind, ...ofOneKind])('%s', async (_what, change, code, kinds = postedKinds) => {
    const before = await everythingStored(world);
    for (const kind of kinds) {
      const changed = typeof change === 'function' ? change(world) : change;
      const answer = await send(kind, inputFor(world, kind, changed));
      expect({ kind, code: codeOf(answer) }).toEqual({ kind, code });
      expect(JSON.stringify(answer)).not.toContain(MARK);
    }
    expect(await everythingStored(world)).toEqual(before);
  });

  it('says it in the language of who asked, and names the field', async () => {
    const input = inputFor(world, 'Ride', { place: { cell: '8a2a1072b59ffff' } });
    expect((await send('Ride', input, { language: 'es' })).data).toMatchObject({
      postRideRequest: { message: expect.stringContaining('demasiado exacto'), path: ['place', 'cell'] },
    });
  });

  it('is not what emoji and other scripts are: they are kept as they came', async () => {
    const summary = '👩‍👧‍👦 ¡Gracias! شكراً 🇬🇹';
    const { postGroceryRequest } = await world.ask<{ postGroceryRequest: { request: Json } }>(
      `mutation ($input: PostGroceryRequestInput!) {
        postGroceryRequest(input: $input) { ... on RequestPosted { request { summary lines { label } } } }
      }`,
      { input: inputFor(world, 'Grocery', { summary, ...item({ name: '🥚 huevos' }) }) },
    );
    expect(postGroceryRequest.request).toEqual({ summary, lines: [{ label: '🥚 huevos' }] });
  });

  it('is a token that is dead or of another kind of person', async () => {
    const ride = await aRide(world);
    const coordinator = await aCoordinator(world);
    const home = await aVouchedHome(world);
    const mine = async (token: string) =>
      (await world.call('{ myRequests { id } }', {}, { token })).errors[0]?.extensions.code;
    expect(await mine(ride.token)).toBeUndefined();
    expect(await mine(home.token)).toBe('NOT_ALLOWED');
    expect(await mine(`${ride.token}x`)).toBe('UNAUTHENTICATED');
    expect(await mine(coordinator.token.replace('shc_', 'shf_'))).toBe('UNAUTHENTICATED');
    world.clock.advance({ minutes: 16 });
    expect(await mine(ride.token)).toBe('UNAUTHENTICATED');
    const before = await everythingStored(world);
    expect(codeOf(await send('Ride', inputFor(world, 'Ride'), { token: ride.token }))).toBe('UNAUTHENTICATED');
    expect(await everythingStored(world)).toEqual(before);
  });

  it('twice at once under one key is done once', async () => {
    const caller = { idempotencyKey: '0d9d1cf8-58a9-4f0b-8f3c-0a4b8f6f1a55' };
    const input = inputFor(world, 'Ride');
    const counted = async () =>
      (
        await world.instance.owner.database.query<{ count: number }>(
          'count',
          'SELECT count(*)::int AS count FROM request',
        )
      ).rows[0]?.count ?? 0;
    const before = await counted();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send('Ride', input, caller)));
    expect(await counted()).toBe(before + 1);
    for (const answer of answers) expect([undefined, 'KEY_IN_PROGRESS']).toContain(codeOf(answer));
    expect(codeOf(await send('Ride', inputFor(world, 'Ride', { passengers: 3 }), caller))).toBe('KEY_REUSED');
    expect(codeOf(await send('Ride', input, { idempotencyKey: 'again' }))).toBe('INVALID_INPUT');
    expect(await counted()).toBe(before + 1);
  });

  it('finds the server up, and nothing of it in the log', async () => {
    expect(codeOf(await send('Ride', inputFor(world, 'Ride')))).toBeUndefined();
    expect(world.logLines.join('')).not.toContain(MARK);
    expect(world.logLines.filter((line) => line.includes('broke'))).toEqual([]);
  });
});
