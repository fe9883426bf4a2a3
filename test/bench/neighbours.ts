/** Homes and requests by the thousand, written straight into the tables; the texts of requests are sealed by the service's own code. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { latLngToCell } from 'h3-js';
import type { Client } from 'pg';
import { baring } from './bare-tables.js';
import type { BenchInstance } from './instance.js';

export interface Neighbours {
  readonly partnerId: string;
  /** Tokens of homes that are vouched for. */
  readonly tokens: readonly string[];
  readonly circleId: string;
  readonly coordinatorId: string;
}

/** Circles that the homes' is linked with. */
const LINKS = 5;

/** Degrees, and how many of a thousand requests come from around there. */
const METROS = [
  [40.65, -73.95, 240],
  [34.05, -118.25, 180],
  [41.88, -87.63, 120],
  [29.76, -95.37, 120],
  [33.45, -112.07, 90],
  [32.22, -110.97, 60],
  [39.74, -104.99, 70],
  [47.61, -122.33, 60],
  [25.77, -80.19, 60],
] as const;

/** `idAt`: the id of each home. */
export async function writeHomes(
  client: Client,
  count: number,
  idAt: (n: number) => string = () => randomUUID(),
): Promise<Neighbours> {
  const [partnerId, circleId, coordinatorId] = [randomUUID(), randomUUID(), randomUUID()];
  const name = `Bench ${partnerId.slice(0, 8)}`;
  await client.query(`INSERT INTO partner (id, name, created_on) VALUES ($1, $2, '2026-01-01')`, [partnerId, name]);
  await client.query('INSERT INTO circle (id, partner_id, name, is_own) VALUES ($1, $2, $3, true)', [
    circleId,
    partnerId,
    name,
  ]);
  await client.query('INSERT INTO coordinator (id, partner_id, email_digest) VALUES ($1, $2, $3)', [
    ...[coordinatorId, partnerId, randomBytes(32)],
  ]);
  const homes = Array.from({ length: count }, (_, n) => ({ id: idAt(n), member: randomUUID(), token: homeToken() }));
  const ids = homes.map(({ id }) => id);
  const members = homes.map(({ member }) => member);
  await client.query(
    `INSERT INTO home (id, circle_id, partner_id, tier, short_name_box, languages, features, vouched_by, vouched_on, registered_on)
     SELECT id, $2, $3, 'VOUCHED', '\\x00', '{en,es}', '{STEP_FREE,KEEPS_QUIET}', $4, '2026-01-01', '2026-01-01'
     FROM unnest($1::uuid[]) AS id`,
    [ids, circleId, partnerId, coordinatorId],
  );
  await client.query(
    `INSERT INTO agreement_acceptance (home_id, partner_id, version, accepted_on)
     SELECT id, $2, 1, '2026-01-01' FROM unnest($1::uuid[]) AS id`,
    [ids, partnerId],
  );
  await client.query(
    `INSERT INTO home_member (id, home_id, email_digest, password_hash)
     SELECT id, home, digest, '-' FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS its (id, home, digest)`,
    [members, ids, homes.map(() => randomBytes(32))],
  );
  await client.query(
    `INSERT INTO person_session (digest, member_id, expires_at)
     SELECT digest, member, '2100-01-01' FROM unnest($1::bytea[], $2::uuid[]) AS its (digest, member)`,
    [homes.map(({ token }) => createHash('sha256').update(token).digest()), members],
  );
  return { partnerId, tokens: homes.map(({ token }) => token), circleId, coordinatorId };
}

/** The ids of the homes' circle and of those that it is linked with from now on. */
async function linkedCircles(client: Client, { partnerId, circleId }: Neighbours): Promise<string[]> {
  const linked = Array.from({ length: LINKS }, () => randomUUID());
  await client.query(
    `INSERT INTO circle (id, partner_id, name) SELECT id, $2, 'Bench ' || left(id::text, 8)
     FROM unnest($1::uuid[]) AS id`,
    [linked, partnerId],
  );
  await client.query(
    `INSERT INTO circle_link (low_id, high_id, proposed_by, proposed_on, agreed_on)
     SELECT least(id, $2::uuid), greatest(id, $2::uuid), $2, '2026-01-01', '2026-01-01' FROM unnest($1::uuid[]) AS id`,
    [linked, circleId],
  );
  return [circleId, ...linked];
}

function homeToken(): string {
  return `shh_${randomBytes(32).toString('base64url')}`;
}

const SUMMARY = 'We would be glad of a hand this week, after school if that is possible.';
const BATCH = 5_000;

/** All that a request is written into. */
const TABLES = [
  ...['request', 'grocery_request', 'ride_request', 'time_request', 'request_line', 'occurrence', 'occurrence_line'],
  ...['request_block', 'request_hidden'],
];

/** Each writes a request again, by its id. */
const TRIGGERS = [
  ['occurrence_line', 'listed_follows_lines'],
  ['time_request', 'time_on_shelf'],
] as const;

/**
 * Open grocery, ride and time requests with one line each; every tenth with a language, every tenth with a need, a few with a block. Half are known
 * in their circle alone or in linked ones besides, the homes' own or one of those linked with it; a tenth ask for a training, a tenth for a tier.
 */
export async function writeRequests(instance: BenchInstance, neighbours: Neighbours, count: number): Promise<void> {
  const { client } = instance;
  const { partnerId } = neighbours;
  const circleIds = await linkedCircles(client, neighbours);
  const { seal, close } = await summarySealer(instance);
  // The first one makes the month's key.
  await seal(randomUUID());
  // One by one they would look for each request, whose key is gone meanwhile: what they would write is written with it, and looked at below.
  for (const [table, trigger] of TRIGGERS) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
  await client.query('SET synchronous_commit = off');
  const dress = await baring(client, TABLES);
  const cells = metroCells(2_000);
  const lotFrom = async (from: number) => {
    const ids = Array.from({ length: Math.min(BATCH, count - from) }, () => randomUUID());
    return { ids, boxes: await Promise.all(ids.map(seal)) };
  };
  let lot = lotFrom(0);
  for (let from = 0; from < count; from += BATCH) {
    const { ids, boxes } = await lot;
    const written = client.query(REQUESTS, [ids, boxes, partnerId, cells, from, circleIds]);
    // Sealed while the one before is being written; no more than two are in memory.
    lot = lotFrom(from + BATCH);
    await written;
  }
  await lot;
  await close();
  for (const details of DETAILS) await client.query(details);
  await client.query(
    // Of homes that are not there: what is measured is the looking.
    `INSERT INTO request_block (request_id, digest)
     SELECT id, sha256(uuid_send(id)) FROM request WHERE bucket % 28 = 3`,
  );
  await client.query(
    `INSERT INTO request_hidden (request_id, digest)
     SELECT id, sha256(uuid_send(id)) FROM request WHERE bucket % 28 = 5`,
  );
  await dress();
  for (const [table, trigger] of TRIGGERS) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`);
  await client.query('VACUUM ANALYZE');
  await lookAtWhatTriggersKeep(client);
}

const REQUESTS = `INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, from_half, until_half,
    opens_at, closes_at, languages, access_needs, summary_box, posted_on, bucket, expires_at, listed, circle_id, reach, widens_to, widens_at,
    required_training, minimum_tier, asked_skill)
  SELECT id, (ARRAY['GROCERY', 'RIDE', 'TIME']::help_kind[])[1 + n % 3], 'Quiet Heron ' || n, $3,
    (ARRAY['TODAY', 'THIS_WEEK', 'WHENEVER']::urgency[])[1 + n % 3], 'ANY_TRUSTED_HOME', ($4::text[])[1 + n % 2000],
    'America/New_York', ${dated('60000')}, ${dated('60001')},
    ${dated("'2052-02-20 05:00Z'::timestamptz")}, ${dated("'2052-02-21 05:00Z'::timestamptz")},
    CASE WHEN n % 10 = 0 THEN ARRAY['es', 'zh-Hant'] ELSE ARRAY['en'] END,
    CASE WHEN n % 10 = 1 THEN ARRAY['QUIET', 'WHEELCHAIR_RAMP'] ELSE '{}' END, box, '2026-06-01', 41000 + n % 28, '2100-01-01', true,
    ($6::uuid[])[1 + n % cardinality($6::uuid[])], reach, 'NETWORK', CASE WHEN reach <> 'NETWORK' THEN '2100-01-01'::timestamptz END,
    CASE WHEN n % 10 = 3 THEN 'CHILD_SAFETY' END, CASE WHEN n % 10 = 4 THEN 'TRUSTED'::home_tier ELSE 'NEW' END,
    CASE WHEN n % 3 = 2 THEN 'REPAIR' END
  FROM unnest($1::uuid[], $2::bytea[]) WITH ORDINALITY AS its (id, box, place)
    CROSS JOIN LATERAL (SELECT $5 + place::integer AS n) AS number
    CROSS JOIN LATERAL (SELECT (ARRAY['CIRCLE', 'LINKED', 'NETWORK', 'NETWORK'])[1 + n / 7 % 4] AS reach) AS known`;

/** That all of them are listed, with nothing of them taken, and what kind of time is asked for, is what the triggers would have found. */
export async function lookAtWhatTriggersKeep(client: Client): Promise<void> {
  const { rows } = await client.query<{ wrong: string }>(
    `SELECT count(*) AS wrong FROM request r LEFT JOIN time_request t ON t.request_id = r.id
     WHERE (r.asked_skill, r.by_phone) IS DISTINCT FROM (t.skill, coalesce(t.mode = 'REMOTE', false))
       OR r.listed IS DISTINCT FROM EXISTS (
         SELECT FROM occurrence_line l WHERE l.request_id = r.id AND l.held + l.fulfilled < l.quantity)`,
  );
  if (rows[0]?.wrong !== '0') throw new Error('requests are not kept as the triggers keep them');
}

/** Every other request has a date. */
function dated(value: string): string {
  return `CASE WHEN n % 2 = 0 THEN ${value} END`;
}

const DETAILS = `
  INSERT INTO grocery_request (request_id, household_size, substitutions, payer, drop_off)
    SELECT id, 'ONE', 'NONE', 'HOME', 'DOORSTEP' FROM request WHERE kind = 'GROCERY';
  INSERT INTO ride_request (request_id, passengers, wheelchair, return_leg, luggage, shares_trip)
    SELECT id, 2, 'NONE', false, 'NONE', false FROM request WHERE kind = 'RIDE';
  INSERT INTO time_request (request_id, skill, mode) SELECT id, 'REPAIR', 'IN_PERSON' FROM request WHERE kind = 'TIME';
  INSERT INTO request_line (id, request_id, position, unit, quantity, divisible)
    SELECT gen_random_uuid(), id, 0, 'MINUTE', 60, true FROM request;
  INSERT INTO occurrence (id, request_id, from_half, until_half, opens_at, closes_at)
    SELECT gen_random_uuid(), id, from_half, until_half, opens_at, closes_at FROM request;
  INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
    SELECT o.id, l.id, o.request_id, l.quantity FROM occurrence o JOIN request_line l USING (request_id)`.split(';');

function metroCells(count: number): string[] {
  const perMille = METROS.flatMap(([latitude, longitude, share]) =>
    Array.from({ length: share }, () => [latitude, longitude]),
  );
  return Array.from({ length: count }, (_, at) => {
    const [latitude = 0, longitude = 0] = perMille[Math.floor((at * perMille.length) / count)] ?? [];
    const spread = ((at * 7919) % 1_000) / 2_000 - 0.25;
    const other = ((at * 104_729) % 1_000) / 2_000 - 0.25;
    return latLngToCell(latitude + spread, longitude + other, 6 - (at % 3));
  });
}

/** Through the built service's own modules, with the keys of this instance. */
async function summarySealer(instance: BenchInstance) {
  const built = (path: string) => join(import.meta.dirname, '../../dist/src', path);
  type Sealing = typeof import('../../src/sealing/listing-key.js');
  type Opening = typeof import('../../src/platform/instance.js');
  type Settings = typeof import('../../src/platform/config.js');
  type Keys = typeof import('../../src/sealing/data-keys.js');
  type KeyStores = typeof import('../../src/sealing/data-key.store.js');
  type ListingStores = typeof import('../../src/sealing/listing-key.store.js');
  type Clocks = typeof import('../../src/kernel/clock.js');
  // What is built has the types of its source.
  const { ListingTexts } = (await import(built('sealing/listing-key.js'))) as Sealing;
  const { openInstance } = (await import(built('platform/instance.js'))) as Opening;
  const { readConfig } = (await import(built('platform/config.js'))) as Settings;
  const { DataKeys } = (await import(built('sealing/data-keys.js'))) as Keys;
  const { DataKeyStore } = (await import(built('sealing/data-key.store.js'))) as KeyStores;
  const { ListingKeyStore } = (await import(built('sealing/listing-key.store.js'))) as ListingStores;
  const { SystemClock } = (await import(built('kernel/clock.js'))) as Clocks;
  const clock = new SystemClock();
  const parts = await openInstance({
    config: readConfig({ DATABASE_URL: instance.databaseUrl, DATA_FOLDER: instance.dataFolder, MIGRATE: 'off' }),
    clock,
    rows: { main: [], keyStore: [] },
  });
  const keyStore = parts.keyStore.database;
  const texts = new ListingTexts(
    new DataKeys(new DataKeyStore(keyStore), parts.keyProvider),
    new ListingKeyStore(keyStore),
  );
  return {
    seal: (rowId: string) => texts.seal(SUMMARY, { table: 'request', column: 'summary_box', rowId }, clock.now()),
    close: () => parts.close(),
  };
}
