/** One household asks and gives. With both databases in hand nobody finds that out: the two have nothing in common but what everybody has. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aProposedClaim } from './world/claims.js';
import { aRide, comeBack } from './world/families.js';
import { aRideOffer } from './world/offers.js';
import { aVouchedHome, type TestHome, theHostsCoordinator } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

const PHONE = '+1 917 555 0191';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

/** What says nothing of anybody: words of the schema, small numbers, the place where all of them live, days and their halves. */
const COMMON =
  /^(?:[A-Z_]+|-?\d{1,9}|t|f|true|false|null|\{.*\}|\[.*\]|8[0-9a-f]{14}|[A-Za-z]+\/[A-Za-z_]+|[a-z]{2}|\d{4}-\d\d-\d\d(?:T(?:00|04|12|16):00:00)?(?:\+00:00)?)?$/;

/** Ids, digests and boxes. */
const LEADS_ON = /^[0-9a-f]{8}-|^\\x[0-9a-f]{32}/;

/** Every value of every row that holds one of these, in both databases; and of rows that those lead to. */
async function valuesAround(ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const database of [world.instance.owner.database, world.instance.keyStore.owner]) {
    const tables = await database.query<{ name: string }>(
      'tables to look through',
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'sealed')
         AND tablename NOT IN ('migration', 'partner', 'partner_area', 'agreed_area', 'circle', 'coordinator', 'listing_key')`,
    );
    for (const { name } of tables.rows) {
      const { rows } = await database.query<{ value: string }>(
        `around in ${name}`,
        `SELECT DISTINCT its.value FROM ${name} t, jsonb_each_text(to_jsonb(t)) its
         WHERE its.value IS NOT NULL AND EXISTS (SELECT FROM jsonb_each_text(to_jsonb(t)) o WHERE o.value = ANY ($1::text[]))`,
        [ids],
      );
      for (const { value } of rows) found.add(value);
    }
  }
  return found;
}

/** Two steps away: the home's members, sessions, keys, offers; the family's request, its lines, keys, claims. */
async function reachedFrom(start: readonly string[], everybodys: ReadonlySet<string>): Promise<Set<string>> {
  const once = await valuesAround(start);
  const told = [...once].filter((value) => LEADS_ON.test(value) && !everybodys.has(value));
  return valuesAround([...start, ...told]);
}

const uncommon = (values: ReadonlySet<string>) => [...values].filter((value) => !COMMON.test(value));

it('nothing joins what a household gives and what it asks for', async () => {
  await theHostsCoordinator(world);
  const host = await world.instance.owner.database.query<{ id: string }>(
    'everybody’s',
    'SELECT id FROM partner UNION SELECT id FROM circle UNION SELECT id FROM coordinator',
  );
  const home: TestHome = await aVouchedHome(world, { name: 'Amaryllis Arch', phone: PHONE });
  await aRideOffer(world, home);
  world.clock.advance({ minutes: 1 });
  // A minute later, by the same hand, at the same place, with the same words for how to be reached.
  const asking = await aRide(world, {
    handoff: { contactMethod: 'EMAIL', contact: home.email, place: 'Amaryllis Arch', instructions: PHONE },
    hideFromHomes: [{ email: home.email }, { phone: PHONE }],
  });
  world.clock.advance({ minutes: 1 });
  // Others do the same at the same time: what they have in common, the household may have too.
  const neighbour = await aVouchedHome(world);
  await aRideOffer(world, neighbour);
  await aProposedClaim(world, { home: neighbour, request: asking });
  world.clock.advance({ minutes: 1 });
  await aProposedClaim(world, { home, request: await aRide(world) });
  const session = await comeBack(world, asking.returnCode ?? '');
  expect(await new Person(world, { token: session }).hearsCodes()).toContain('CLAIM_PROPOSED');

  // The key that wraps all others, and the key of this month's listings.
  const keys = await world.instance.keyStore.owner.query<{ id: string }>(
    'keys of everybody',
    'SELECT DISTINCT kek_id AS id FROM data_key',
  );
  // What coordinators did with one home and another goes by the same word.
  // And what has no bound is written with the largest number and the earliest moment that there are.
  const everybodys = new Set([
    ...[...host.rows, ...keys.rows].map(({ id }) => id),
    ...['vouchForHome', '2147483647', '-infinity'],
  ]);
  const given = uncommon(await reachedFrom([home.homeId], everybodys)).filter((value) => !everybodys.has(value));
  const asked = new Set(
    uncommon(await reachedFrom([asking.requestId], everybodys)).filter((value) => !everybodys.has(value)),
  );
  // The look goes deep enough to find what is joined: the neighbour, by its claim.
  expect(asked.has(neighbour.homeId)).toBe(true);
  expect(given.length).toBeGreaterThan(20);
  expect(asked.size).toBeGreaterThan(20);
  expect(given.filter((value) => asked.has(value))).toEqual([]);
  const clear = [...given, ...asked].join('\n');
  for (const word of [home.email, 'Amaryllis', '5550191']) expect(clear).not.toContain(word);
});
