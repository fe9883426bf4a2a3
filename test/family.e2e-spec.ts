/** A family's story: it asks without an account, is told its words, comes back with them, and nothing shows which requests are its own. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import type { Queryable } from '../src/platform/queryable.js';
import { cellOf } from './world/cells.js';
import {
  aGrocery,
  aRide,
  aTimeRequest,
  comeBack,
  dateIn,
  inputFor,
  type Json,
  post,
  windowIn,
} from './world/families.js';
import { aCoordinator, aPartner, aPublishableKey, aSecretKey, aVouchedHome, theHost } from './world/people.js';
import type { Caller } from './world/world.js';
import { World } from './world/world.js';

const COMMON_FIELDS = `__typename id alias kind status urgency area { cell resolution label } window { from fromHalf until untilHalf timeZone }
  series { rule until } summary review { state reasons } languages otherLanguages accessNeeds otherNeeds acceptance minimumTier tookIn
  renewalsLeft postedOn expiresOn lines { id label note unit quantity remaining divisible } occurrences { id window { from } lines { remaining } }`;

const KIND_FIELDS = `... on GroceryRequest { householdSize dietaryRules substitutions payer budgetCeiling { minor currency } dropOff sharesTrip }
  ... on RideRequest { passengers childSeats { infant toddler booster } wheelchair returnLeg luggage sharesTrip }
  ... on MoneyRequest { amount { minor currency } payableAs }
  ... on TimeRequest { skill minutes language mode }`;

/** Every common field that there is. */
const everyField = (world: World): Json => ({
  window: windowIn(world, 2),
  urgency: 'TODAY',
  languages: ['es-GT', 'en'],
  accessNeeds: ['STEP_FREE', 'QUIET'],
  summary: 'We would be glad of help',
  acceptance: 'ANY_TRUSTED_HOME',
  minimumTier: 'VOUCHED',
  hideFromHomes: [{ email: 'boss@example.org' }, { phone: '+1 917 555 0177' }],
  codeLanguage: 'ES',
  handoff: {
    contactMethod: 'WHATSAPP',
    contact: '+1 917 555 0199',
    place: '55 Secret Street, apartment 3',
    exactWindow: { from: `${dateIn(world, 2)}T14:00:00-04:00`, until: `${dateIn(world, 2)}T15:00:00-04:00` },
    destination: '26 Federal Plaza',
    returnWindow: { from: `${dateIn(world, 2)}T18:00:00-04:00`, until: `${dateIn(world, 2)}T19:00:00-04:00` },
    instructions: 'Ring twice\nand wait',
  },
});

const PUBLISHED = {
  status: 'OPEN',
  urgency: 'TODAY',
  languages: ['es', 'en'],
  otherLanguages: false,
  accessNeeds: ['STEP_FREE', 'QUIET'],
  otherNeeds: false,
  summary: 'We would be glad of help',
  review: { state: 'SHOWN', reasons: [] },
  acceptance: 'ANY_TRUSTED_HOME',
  minimumTier: 'VOUCHED',
  tookIn: false,
  renewalsLeft: 0,
  series: null,
};

const TABLES = `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
  WHERE table_schema IN ('public', 'sealed') AND table_type = 'BASE TABLE'`;

/** All rows of all tables, as a thief would print them: bytes in hexadecimal digits. */
async function dumpOf(database: Queryable): Promise<string> {
  const { rows: tables } = await database.query<{ name: string }>('tables-to-dump', TABLES);
  const dumps = tables.map(async ({ name }) => {
    const { rows } = await database.query<{ row: string }>(`dump-${name}`, `SELECT t::text AS row FROM ${name} t`);
    return rows.map(({ row }) => row).join('\n');
  });
  return (await Promise.all(dumps)).join('\n');
}

describe('a family', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await theHost(world);
  });
  afterAll(async () => {
    await world.close();
  });

  const requestAs = async (caller: Caller, id: string, fields = COMMON_FIELDS) =>
    (await world.ask<{ request: Json | null }>(`query ($id: ID!) { request(id: $id) { ${fields} } }`, { id }, caller))
      .request;
  const myRequests = async (token: string) =>
    (await world.ask<{ myRequests: Json[] }>('{ myRequests { id alias } }', {}, { token })).myRequests;
  const returnWith = async (code: string, language = 'en') =>
    (
      await world.ask<{
        returnWithCode: { viewer?: Json; session?: { token: string }; code?: string; retryAfterSeconds?: number };
      }>(
        `mutation ($input: ReturnWithCodeInput!) {
          returnWithCode(input: $input) {
            ... on SessionOpened { viewer { kind id } session { token expiresAt } } ... on Refusal { code message retryAfterSeconds }
          }
        }`,
        { input: { code } },
        { language },
      )
    ).returnWithCode;
  const stored = async (text: string, values: unknown[] = []) =>
    (await world.instance.owner.database.query<Json>(createHash('md5').update(text).digest('hex'), text, values)).rows;

  describe('posts', () => {
    it('groceries, with every field', async () => {
      const input = inputFor(world, 'Grocery', {
        ...everyField(world),
        items: [
          { name: 'Rice', quantity: 2, unit: 'BAG', note: 'long grain' },
          { name: 'Leche 🥛', quantity: 12, unit: 'BOTTLE' },
        ],
        householdSize: 'FIVE_TO_SIX',
        dietaryRules: ['NUT_FREE', 'HALAL'],
        showDietaryRules: true,
        substitutions: 'ASK_ME',
        payer: 'FAMILY_PAYS_BACK',
        budgetCeiling: { minor: 15_000, currency: 'usd' },
        dropOff: 'MEETING_POINT',
        sharesTrip: true,
      });
      const { request } = await post(world, 'Grocery', input, {}, `${COMMON_FIELDS} ${KIND_FIELDS}`);
      expect(request).toMatchObject({
        ...PUBLISHED,
        __typename: 'GroceryRequest',
        kind: 'GROCERY',
        alias: expect.stringMatching(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+ \d\d$/u),
        window: { from: dateIn(world, 2), fromHalf: 'MORNING', untilHalf: 'AFTERNOON', timeZone: 'America/New_York' },
        area: { resolution: 3, label: expect.stringContaining('NY') },
        lines: [
          { label: 'Rice', note: 'long grain', unit: 'BAG', quantity: 2, remaining: 2, divisible: true },
          { label: 'Leche 🥛', note: null, unit: 'BOTTLE', quantity: 12, remaining: 12, divisible: true },
        ],
        occurrences: [{ window: { from: dateIn(world, 2) }, lines: [{ remaining: 2 }, { remaining: 12 }] }],
        postedOn: dateIn(world, 0),
        // A day after the window, which ends at midnight.
        expiresOn: dateIn(world, 4),
        householdSize: 'FIVE_TO_SIX',
        dietaryRules: ['HALAL', 'NUT_FREE'],
        substitutions: 'ASK_ME',
        payer: 'FAMILY_PAYS_BACK',
        budgetCeiling: { minor: 15_000, currency: 'USD' },
        dropOff: 'MEETING_POINT',
        sharesTrip: true,
      });
    });

    it('a ride, with every field', async () => {
      const input = inputFor(world, 'Ride', {
        ...everyField(world),
        passengers: 4,
        childSeats: { infant: 1, booster: 1 },
        wheelchair: 'TRANSFER',
        returnLeg: true,
        luggage: 'BULKY',
        sharesTrip: true,
        maySplit: true,
      });
      const { request } = await post(world, 'Ride', input, {}, `${COMMON_FIELDS} ${KIND_FIELDS}`);
      expect(request).toMatchObject({
        ...PUBLISHED,
        __typename: 'RideRequest',
        accessNeeds: ['STEP_FREE', 'WHEELCHAIR_TRANSFER', 'QUIET'],
        lines: [
          { label: null, unit: 'OUTBOUND_SEAT', quantity: 4, remaining: 4, divisible: true },
          { label: null, unit: 'RETURN_SEAT', quantity: 4, remaining: 4, divisible: true },
        ],
        passengers: 4,
        childSeats: { infant: 1, toddler: 0, booster: 1 },
        wheelchair: 'TRANSFER',
        returnLeg: true,
        luggage: 'BULKY',
        sharesTrip: true,
      });
    });

    it('for money, with every field: never seen by a home', async () => {
      const input = inputFor(world, 'Money', {
        ...everyField(world),
        minimumTier: 'NEW',
        amount: { minor: 90_000, currency: 'USD' },
        purpose: 'LEGAL_AND_BOND',
        payableAs: ['BILL_PAID_BY_PARTNER', 'GIFT_CARD'],
      });
      const { request } = await post(world, 'Money', input, {}, `${COMMON_FIELDS} ${KIND_FIELDS}`);
      expect(request).toMatchObject({
        ...PUBLISHED,
        minimumTier: 'NEW',
        lines: [{ unit: 'USD', quantity: 90_000, remaining: 90_000, divisible: true }],
        amount: { minor: 90_000, currency: 'USD' },
        payableAs: ['GIFT_CARD', 'BILL_PAID_BY_PARTNER'],
      });
      const home = await aVouchedHome(world);
      expect(await requestAs({ token: home.token }, request?.id ?? '')).toBeNull();
    });

    it('for time, with every field', async () => {
      const input = inputFor(world, 'Time', {
        ...everyField(world),
        skill: 'INTERPRETATION',
        minutes: 90,
        language: 'quc-GT',
        mode: 'REMOTE',
        maySplit: false,
      });
      const { request } = await post(world, 'Time', input, {}, `${COMMON_FIELDS} ${KIND_FIELDS}`);
      expect(request).toMatchObject({
        ...PUBLISHED,
        lines: [{ unit: 'MINUTE', quantity: 90, divisible: false }],
        skill: 'INTERPRETATION',
        minutes: 90,
        language: 'quc',
        mode: 'REMOTE',
      });
    });

    it('with as little as it takes: whenever, by a cell', async () => {
      const place = { cell: '872a1072dffffff' };
      const { request } = await post(
        world,
        'Time',
        inputFor(world, 'Time', { window: null, place }),
        {},
        COMMON_FIELDS,
      );
      expect(request).toMatchObject({ window: null, renewalsLeft: 2, expiresOn: dateIn(world, 14), languages: [] });
    });

    it('and nothing of what it wrote lies open in a database', async () => {
      const input = inputFor(world, 'Grocery', {
        ...everyField(world),
        summary: 'Nothing but plantains',
        items: [{ name: 'Plantains', quantity: 5, unit: 'PIECE', note: 'very ripe' }],
        dietaryRules: ['KOSHER'],
      });
      expect((await post(world, 'Grocery', input)).request).toBeDefined();
      const secrets = [
        'Plantains',
        'plantains',
        'very ripe',
        '555 01',
        'Secret Street',
        'Federal Plaza',
        'boss@',
        'KOSHER',
      ];
      for (const database of [world.instance.owner.database, world.instance.keyStore.database]) {
        const dump = await dumpOf(database);
        const bytes = [...dump.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex]) => Buffer.from(hex ?? '', 'hex').toString());
        expect(bytes.length).toBeGreaterThan(10);
        for (const secret of secrets) expect([dump, ...bytes].filter((text) => text.includes(secret))).toEqual([]);
      }
    });

    it('twice with one key: once', async () => {
      const caller = { idempotencyKey: '5b7e42f0-7a8d-4a7b-9a53-06a45a1c1d11' };
      const input = inputFor(world, 'Ride');
      const [one, two] = [await post(world, 'Ride', input, caller), await post(world, 'Ride', input, caller)];
      expect(two).toEqual(one);
      expect(await myRequests(one.session?.token ?? '')).toHaveLength(1);
    });
  });

  describe('keeps several requests', () => {
    it('under one code, by the code and by its session, and nothing visible links them', async () => {
      const first = await aRide(world);
      const second = await post(world, 'Grocery', inputFor(world, 'Grocery', { returnCode: first.returnCode }));
      expect(second).toMatchObject({ returnCode: null, session: { token: expect.stringMatching(/^shf_/) } });
      const third = await aTimeRequest(world, {}, { family: first });
      expect(third.returnCode).toBeNull();

      const ids = [first.requestId, second.request?.id ?? '', third.requestId];
      const mine = await myRequests(await comeBack(world, first.returnCode));
      expect(mine.map(({ id }) => id)).toEqual(ids.toReversed());
      expect(new Set(mine.map(({ alias }) => alias)).size).toBe(3);

      const tables = await stored(TABLES);
      for (const { name } of tables) {
        const rows = await stored(`SELECT t::text AS row FROM ${String(name)} t`);
        const both = rows.filter(({ row }) => ids.filter((id) => String(row).includes(id)).length > 1);
        expect({ name, both }).toEqual({ name, both: [] });
      }
      const rings = await world.instance.keyStore.database.query<{ row: string }>(
        'rings',
        'SELECT r::text AS row FROM ring r',
      );
      expect(rings.rows.some(({ row }) => ids.some((id) => row.includes(id)))).toBe(false);
    });

    it('and one that repeats another, which may have ended, is heard louder by one step', async () => {
      const first = await aRide(world, { urgency: 'WHENEVER' });
      await world.ask(
        'mutation ($input: WithdrawRequestInput!) { withdrawRequest(input: $input) { ... on RequestChanged { request { id } } } }',
        { input: { requestId: first.requestId } },
        { token: first.token },
      );
      const again = inputFor(world, 'Ride', { urgency: 'WHENEVER', repeats: first.requestId });
      expect(await post(world, 'Ride', again, { token: first.token }, 'id urgency alias')).toMatchObject({
        request: { urgency: 'THIS_WEEK' },
      });
      expect(await post(world, 'Ride', again)).toMatchObject({ code: 'NOT_FOUND', path: ['repeats'] });
    });

    it('and none repeats one of another kind', async () => {
      const ride = await aRide(world);
      const before = await myRequests(ride.token);
      const groceries = inputFor(world, 'Grocery', { repeats: ride.requestId });
      expect(await post(world, 'Grocery', groceries, { token: ride.token })).toMatchObject({
        code: 'INVALID_INPUT',
        path: ['repeats'],
      });
      expect(await myRequests(ride.token)).toEqual(before);
    });

    it('not with a code of somebody beside its own session, and not with a wrong one', async () => {
      const [mine, theirs] = [await aRide(world), await aRide(world)];
      const input = inputFor(world, 'Ride', { returnCode: theirs.returnCode });
      expect(await post(world, 'Ride', input, { token: mine.token })).toMatchObject({
        code: 'INVALID_INPUT',
        path: ['returnCode'],
      });
      const typo = inputFor(world, 'Ride', { returnCode: 'abandon ability able about above absent absorb zzz' });
      expect(await post(world, 'Ride', typo)).toMatchObject({ code: 'CODE_TYPO', path: ['returnCode'] });
    });
  });

  describe('comes back', () => {
    it.each([
      ['EN', 'words as they are', (code: string) => code],
      ['ES', 'words as they are', (code: string) => code],
      ['ES', 'without accents', (code: string) => code.normalize('NFD').replaceAll(/\p{M}/gu, '')],
      ['ES', 'in capitals, with commas', (code: string) => code.toUpperCase().replaceAll(' ', ',  ')],
      [
        'EN',
        'four letters of each',
        (code: string) =>
          code
            .split(' ')
            .map((word) => word.slice(0, 4))
            .join(' '),
      ],
      [
        'ES',
        'four letters of each',
        (code: string) =>
          code
            .split(' ')
            .map((word) => word.slice(0, 4))
            .join('\n'),
      ],
    ])('with its %s words: %s', async (codeLanguage, _how, typed) => {
      const { requestId, returnCode } = await aRide(world, { codeLanguage });
      expect(returnCode?.split(' ')).toHaveLength(8);
      const back = await returnWith(typed(returnCode ?? ''));
      expect(back.viewer).toEqual({ kind: 'FAMILY', id: null });
      expect(await myRequests(back.session?.token ?? '')).toEqual([{ id: requestId, alias: expect.any(String) }]);
    });

    it('and is told of a typo as a typo, in its language, however often', async () => {
      const { returnCode } = await aRide(world);
      const wrong = (returnCode ?? '').split(' ').toReversed().join(' ');
      for (let attempt = 0; attempt < 8; attempt += 1) {
        expect(await returnWith(wrong, 'es')).toMatchObject({
          code: 'CODE_TYPO',
          message: expect.stringContaining('ortografía'),
        });
      }
      expect(await returnWith(`${returnCode} zoo`)).toMatchObject({ code: 'CODE_TYPO' });
      expect((await returnWith(returnCode ?? '')).session).toBeDefined();
    });

    it('but who guesses is stopped after five', async () => {
      const { returnCode, token } = await aRide(world);
      await world.ask(
        'mutation { eraseRequester(input: { confirm: true }) { ... on RequesterErased { requests } } }',
        {},
        { token },
      );
      for (let attempt = 0; attempt < 5; attempt += 1) {
        expect(await returnWith(returnCode ?? '')).toMatchObject({ code: 'CODE_UNKNOWN' });
      }
      const stopped = await returnWith(returnCode ?? '');
      expect(stopped.code).toBe('TOO_MANY_ATTEMPTS');
      expect(stopped.retryAfterSeconds).toBeGreaterThan(3_000);
      const asPost = inputFor(world, 'Ride', { returnCode });
      expect(await post(world, 'Ride', asPost)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', path: ['returnCode'] });
    });

    it('and sees its own alone', async () => {
      const [mine, theirs] = [await aRide(world), await aRide(world)];
      expect(await requestAs({ token: mine.token }, mine.requestId)).toMatchObject({ id: mine.requestId });
      expect(await requestAs({ token: mine.token }, theirs.requestId)).toBeNull();
      expect(await requestAs({}, mine.requestId)).toBeNull();
      expect(await requestAs({ token: mine.token }, 'nonsense')).toBeNull();
    });
  });

  describe('through others', () => {
    it('a partner’s frontend: it is the family’s own, and the partner looks after it', async () => {
      const partner = await aPartner(world);
      const { key } = await aPublishableKey(world, { partner });
      const answer = await post(world, 'Ride', inputFor(world, 'Ride'), { partnerKey: key });
      expect(answer).toMatchObject({ returnCode: expect.any(String), session: { token: expect.any(String) } });
      expect(
        await stored('SELECT partner_id, intake_coordinator_id FROM request WHERE id = $1', [answer.request?.id]),
      ).toEqual([{ partner_id: partner.partnerId, intake_coordinator_id: null }]);
    });

    it('a partner’s server, when its key says so', async () => {
      const may = await aSecretKey(world);
      expect(await post(world, 'Ride', inputFor(world, 'Ride'), { partnerKey: may.key })).toMatchObject({
        session: { token: expect.any(String) },
      });
      const own = await aRide(world);
      expect(await requestAs({ partnerKey: may.key }, own.requestId)).toMatchObject({
        alias: own.alias,
        acceptance: null,
      });
      const mayNot = await aSecretKey(world, { scopes: ['REGISTER_HOMES'] });
      expect(await requestAs({ partnerKey: mayNot.key }, own.requestId)).toBeNull();
      const ofOthers = await aSecretKey(world, { partner: await aPartner(world) });
      expect(await requestAs({ partnerKey: ofOthers.key }, own.requestId)).toBeNull();
      expect(await post(world, 'Ride', inputFor(world, 'Ride'), { partnerKey: mayNot.key })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
    });

    it('a coordinator, who takes it in and reads out the code', async () => {
      const coordinator = await aCoordinator(world);
      const other = await aCoordinator(world);
      const taken = await aGrocery(world, { languages: ['mam'] }, { coordinator });
      expect(taken).toMatchObject({ token: '', returnCode: expect.stringMatching(/^(\S+ ){7}\S+$/) });
      expect(await requestAs({ token: coordinator.token }, taken.requestId)).toMatchObject({
        tookIn: true,
        languages: ['mam'],
        acceptance: 'ME',
      });
      expect(await requestAs({ token: other.token }, taken.requestId)).toMatchObject({
        tookIn: false,
        languages: ['mam'],
      });
      expect(await myRequests(coordinator.token)).toEqual([{ id: taken.requestId, alias: taken.alias }]);
      expect(await myRequests(await comeBack(world, taken.returnCode))).toEqual([
        { id: taken.requestId, alias: taken.alias },
      ]);
      // With a coordinator's word the family counts where it asks, once in each of five areas and two epochs.
      const counted = await stored('SELECT count(*)::int AS count FROM area_presence');
      expect(counted).toEqual([{ count: 10 }]);
      await aRide(world, { returnCode: taken.returnCode }, { coordinator });
      expect(await stored('SELECT count(*)::int AS count FROM area_presence')).toEqual(counted);
      // Not by the transaction that wrote the request: its published cell is coarser than the finest that is counted.
      const written = `SELECT DISTINCT xmin::text FROM`;
      const [request] = await stored(`${written} request WHERE id = $1`, [taken.requestId]);
      const presence = await stored(`${written} area_presence`);
      expect(presence).toEqual([{ xmin: expect.any(String) }]);
      expect(presence).not.toContainEqual(request);
      // And once a night all of them by another.
      await world.get(RunSweeps).one('reshuffle-presence', world.clock.now());
      expect(await stored(`${written} area_presence`)).not.toEqual(presence);
      expect(await stored('SELECT count(*)::int AS count FROM area_presence')).toEqual(counted);
    });

    it('a coordinator of the partner sees of what a family posted itself less, one of another nothing', async () => {
      const own = await aRide(world, { languages: ['fr'], accessNeeds: ['QUIET'] });
      const coordinator = await aCoordinator(world);
      expect(await requestAs({ token: coordinator.token }, own.requestId)).toMatchObject({
        languages: [],
        otherLanguages: true,
        accessNeeds: [],
        otherNeeds: true,
        tookIn: false,
      });
      const stranger = await aCoordinator(world, await aPartner(world));
      expect(await requestAs({ token: stranger.token }, own.requestId)).toBeNull();
    });

    it('not a home', async () => {
      const { token } = await aVouchedHome(world);
      const answer = await world.call(
        'mutation ($input: PostRideRequestInput!) { postRideRequest(input: $input) { __typename } }',
        { input: inputFor(world, 'Ride') },
        { token },
      );
      expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
    });
  });

  it('is seen by a vouched home as far as the ladder goes', async () => {
    const home = await aVouchedHome(world, { languages: ['es'], features: ['STEP_FREE'] });
    const ride = await aRide(world, {
      languages: ['es-MX', 'mam'],
      accessNeeds: ['STEP_FREE', 'QUIET'],
      wheelchair: 'RAMP',
      summary: 'To the clinic',
    });
    const seen = await requestAs({ token: home.token }, ride.requestId, `${COMMON_FIELDS} ${KIND_FIELDS}`);
    expect(seen).toMatchObject({
      alias: ride.alias,
      summary: 'To the clinic',
      review: null,
      languages: ['es'],
      otherLanguages: true,
      accessNeeds: ['STEP_FREE'],
      otherNeeds: true,
      acceptance: null,
      renewalsLeft: null,
      wheelchair: null,
      passengers: 2,
      lines: [{ quantity: 2, remaining: 2 }],
    });
    const hidden = await aRide(world, { hideFromHomes: [{ email: home.email.toUpperCase() }] });
    expect(await requestAs({ token: home.token }, hidden.requestId)).toBeNull();
    const higher = await aRide(world, { minimumTier: 'TRUSTED' });
    expect(await requestAs({ token: home.token }, higher.requestId)).toBeNull();
  });

  describe('is published', () => {
    const areaOf = async (place: Json, caller: Caller = {}) =>
      (
        await world.ask<{ area: Json }>(
          'query ($place: PlaceInput!) { area(place: $place) { cell resolution label } }',
          { place },
          caller,
        )
      ).area;

    it('where `area` said it would be, and near there the same again for 90 days', async () => {
      const place = { postalCode: { country: 'US', code: '60608' } };
      const before = await areaOf(place);
      expect(before).toMatchObject({ resolution: 3, label: expect.stringContaining('IL') });
      const first = await post(world, 'Ride', inputFor(world, 'Ride', { place }), {}, 'id alias area { cell }');
      expect(first.request).toMatchObject({ area: { cell: before['cell'] } });

      // Enough families have asked by now: for others the area becomes finer.
      const { rows } = await world.instance.owner.database.query<{ cell: string }>(
        'publish-cell',
        `INSERT INTO publishable_cell (cell, taken_on) VALUES ($1, '2026-06-10') RETURNING cell`,
        [cellOf('60608', 6)],
      );
      expect(await areaOf(place)).toMatchObject({ cell: rows[0]?.cell, resolution: 6 });
      expect(await areaOf(place, { token: first.session?.token })).toEqual(before);
      const token = first.session?.token;
      const again = await post(world, 'Ride', inputFor(world, 'Ride', { place }), { token }, 'id alias area { cell }');
      expect(again.request).toMatchObject({ area: { cell: before['cell'] } });
    });

    it('in the time zone of the area, which is one for all places in it', async () => {
      // Two towns of Nevada in one area, and on two sides of a border of time zones.
      const zones = await Promise.all(
        ['89835', '89883'].map(async (code) => {
          const input = inputFor(world, 'Ride', { place: { postalCode: { country: 'US', code } } });
          const { request } = await post(world, 'Ride', input, {}, 'id alias area { cell } window { timeZone }');
          return request;
        }),
      );
      expect(zones[0]?.['area']).toEqual(zones[1]?.['area']);
      expect(zones[0]?.['window']).toEqual(zones[1]?.['window']);
    });

    it('as the service area of the partner that looks after the place', async () => {
      const area = cellOf('98118', 4);
      const partner = await aPartner(world, { areas: [area] });
      const place = { postalCode: { country: 'US', code: '98118' } };
      expect(await areaOf(place)).toMatchObject({ cell: area, resolution: 4 });
      const ride = await aRide(world, { place });
      expect(await stored('SELECT partner_id, published_cell FROM request WHERE id = $1', [ride.requestId])).toEqual([
        { partner_id: partner.partnerId, published_cell: area },
      ]);
    });
  });
});
