/** Offers and requests by the hundred thousand, spread over the country as people are, or all in one disk; written in the database, set by set. */
import { randomBytes, randomUUID } from 'node:crypto';
import { gridDisk, latLngToCell } from 'h3-js';
import type { Client } from 'pg';
import { parentAt } from '../../src/place/cell.js';
import { findPostalCode } from '../../src/place/postal-code.js';
import { allZips } from '../../src/place/postal-code-table.js';

export type Spread = 'population' | 'disk';

const BATCH = 100_000;
/** A home for every four offers. */
const OFFERS_OF_HOME = 4;
const CENTRE = latLngToCell(40.69, -73.98, 6);
const DISK_RINGS = 8;

export interface Written {
  readonly partnerId: string;
  /** The cells with the most, first. */
  readonly cells: readonly string[];
}

/**
 * Postal codes have about as many people each, but for cities, whose codes have several times as many: a code weighs as many as lie with it in
 * its cell of resolution 5, up to a dozen. The densest cells then have about the share of the country's people that lives there.
 */
function cellsByPopulation(): string[] {
  const cells7 = allZips().flatMap((zip) => {
    const place = findPostalCode('US', zip);
    return place.accepted ? [place.value.cell7] : [];
  });
  const crowd = new Map<string, number>();
  for (const cell of cells7) crowd.set(parentAt(cell, 5), (crowd.get(parentAt(cell, 5)) ?? 0) + 1);
  return cells7.flatMap((cell) =>
    Array.from({ length: Math.min(12, crowd.get(parentAt(cell, 5)) ?? 1) }, () => parentAt(cell, 6)),
  );
}

export function cellsOf(spread: Spread): string[] {
  return spread === 'population' ? cellsByPopulation() : gridDisk(CENTRE, DISK_RINGS);
}

/** Drawn of the row's number: the same rows each time. */
const draw = (salt: number) => `((hashint8extended(n, ${salt}) & 1073741823)::float8 / 1073741824)`;
const one = (of: string, salt: number) => `(${of})[1 + floor(${draw(salt)} * cardinality(${of}))::integer]`;
const KINDS = `ARRAY['GROCERY', 'GROCERY', 'RIDE', 'RIDE', 'RIDE', 'TIME', 'TIME', 'TIME']::help_kind[]`;
const SKILLS = `ARRAY['CHILDCARE', 'ELDERCARE', 'INTERPRETATION', 'ACCOMPANIMENT', 'PAPERWORK', 'TUTORING', 'REPAIR', 'MOVING', 'OTHER']`;
const LANGUAGES = (
  salt: number,
) => `CASE WHEN ${draw(salt)} < 0.55 THEN ARRAY['en'] WHEN ${draw(salt)} < 0.75 THEN ARRAY['en', 'es']
  WHEN ${draw(salt)} < 0.92 THEN ARRAY['es'] ELSE ARRAY[${one(`ARRAY['zh', 'vi', 'tl', 'ar', 'ht', 'ko', 'ru', 'pt', 'pl', 'so']`, salt + 50)}] END`;
/** 0 to 16 rings: most go 10 to 20 km, a few anywhere. */
const REACH = one('ARRAY[1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 8, 12, 16]', 1);
const DAY = `interval '1 day'`;

/** Between `from` and `until` offers in all. `now`: midnight in New York. */
export async function writeOffers(
  client: Client,
  cells: readonly string[],
  { from, until, now }: Sizes,
): Promise<void> {
  for (let first = from; first < until; first += BATCH) {
    const last = Math.min(first + BATCH, until) - 1;
    await client.query(
      `WITH row AS MATERIALIZED (
         SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS line, gen_random_uuid() AS period, ${one(KINDS, 2)} AS kind,
           ${one('$3::text[]', 3)} AS cell, ${REACH} AS reach, floor(${draw(4)} * 28)::integer AS day, floor(${draw(5)} * 2)::integer AS half,
           1 + floor(${draw(6)} * 3)::integer AS windows, ${LANGUAGES(7)} AS languages,
           CASE WHEN ${draw(8)} < 0.03 THEN ARRAY['VEHICLE_WITH_RAMP', 'STEP_FREE'] WHEN ${draw(8)} < 0.2 THEN ARRAY['STEP_FREE'] ELSE '{}' END AS features,
           ${one(SKILLS, 9)} AS skill, ${one(SKILLS, 10)} AS other, ${draw(11)} AS remote, 1 + floor(${draw(12)} * 4)::integer AS amount,
           (SELECT id FROM bench_home WHERE place = n / ${OFFERS_OF_HOME}) AS home
         FROM generate_series($1::bigint, $2::bigint) AS n),
       offers AS (INSERT INTO offer (id, kind, home_id, cell, reach_rings, time_zone, refill, made_until, languages, features, skills, modes,
           toddler_seats, posted_on, ends_at, last_asked_half, week_halves, open_from, gives)
         SELECT id, kind, home, cell, reach, 'America/New_York', 'ONCE', 'infinity', languages, features,
           CASE WHEN kind = 'TIME' THEN ARRAY[skill, other] ELSE '{}' END,
           CASE WHEN kind <> 'TIME' THEN '{}' WHEN remote < 0.3 THEN ARRAY['REMOTE'] WHEN remote < 0.6 THEN ARRAY['IN_PERSON'] ELSE ARRAY['REMOTE', 'IN_PERSON'] END,
           CASE WHEN kind = 'RIDE' AND remote < 0.2 THEN 1 ELSE 0 END, $4::timestamptz::date,
           $4::timestamptz + ${DAY} * (day + 7 * (windows - 1)) + interval '12 hours' * (half + 1), floor(remote * 1000)::integer,
           (1 << (mod($5::integer + day * 2 + half, 14)))::smallint, $4::timestamptz + ${DAY} * day + interval '12 hours' * half,
           CASE kind WHEN 'GROCERY' THEN 2147483647 WHEN 'RIDE' THEN amount ELSE amount * 60 END FROM row),
       lines AS (INSERT INTO offer_line (id, offer_id, position, unit, quantity) SELECT line, id, 0,
           CASE kind WHEN 'GROCERY' THEN 'RUN' WHEN 'RIDE' THEN 'OUTBOUND_SEAT' ELSE 'MINUTE' END, CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END FROM row),
       windows AS (INSERT INTO offer_window (offer_id, opens_at, closes_at)
         SELECT id, $4::timestamptz + ${DAY} * (day + 7 * week) + interval '12 hours' * half,
           $4::timestamptz + ${DAY} * (day + 7 * week) + interval '12 hours' * (half + 1) FROM row, generate_series(0, windows - 1) AS week),
       periods AS (INSERT INTO offer_period (id, offer_id, starts_at, ends_at)
         SELECT period, id, $4::timestamptz, $4::timestamptz + ${DAY} * 60 FROM row)
       INSERT INTO offer_capacity (period_id, line_id, offer_id, quantity)
         SELECT period, line, id, CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END FROM row`,
      [first, last, cells, now, halfOf(now)],
    );
  }
}

/** Each with one occurrence and one line; three in ten without a date. Known everywhere, but for one in twenty. */
export async function writeAsking(
  client: Client,
  partnerId: string,
  cells: readonly string[],
  { from, until, now }: Sizes,
): Promise<void> {
  // One by one it would write each request again for its line, only to find that it is listed.
  await client.query('ALTER TABLE occurrence_line DISABLE TRIGGER listed_follows_lines');
  for (let first = from; first < until; first += BATCH) {
    const last = Math.min(first + BATCH, until) - 1;
    await client.query(
      `WITH row AS MATERIALIZED (
         SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS line, gen_random_uuid() AS occurrence, ${one(KINDS, 20)} AS kind,
           ${one('$3::text[]', 21)} AS cell, CASE WHEN ${draw(22)} < 0.3 THEN NULL ELSE floor(${draw(22)} * 28)::integer END AS day,
           floor(${draw(23)} * 2)::integer AS half, ${LANGUAGES(24)} AS languages, ${draw(25)} AS chance, ${one(SKILLS, 26)} AS skill,
           floor(${draw(27)} * 14)::integer AS waited, 1 + floor(${draw(28)} * 3)::integer AS amount
         FROM generate_series($1::bigint, $2::bigint) AS n),
       requests AS (INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, from_half, until_half,
           opens_at, closes_at, languages, access_needs, posted_on, bucket, expires_at, listed, asked_skill, by_phone, circle_id, reach, asks_least, asks)
         SELECT id, kind, 'Quiet Heron ' || n, $6, (ARRAY['TODAY', 'THIS_WEEK', 'THIS_WEEK', 'WHENEVER', 'WHENEVER']::urgency[])[1 + n % 5],
           'ANY_TRUSTED_HOME', cell, 'America/New_York', $5::integer + day * 2 + half, $5::integer + day * 2 + half,
           $4::timestamptz + ${DAY} * day + interval '12 hours' * half, $4::timestamptz + ${DAY} * day + interval '12 hours' * (half + 1), languages,
           CASE WHEN chance < 0.02 THEN ARRAY['WHEELCHAIR_RAMP'] WHEN chance < 0.06 THEN ARRAY['STEP_FREE'] ELSE '{}' END,
           $4::timestamptz::date - waited, $5::integer - waited * 2, 'infinity', true, CASE WHEN kind = 'TIME' THEN skill END,
           kind = 'TIME' AND chance > 0.6, $7, CASE WHEN n % 20 = 3 THEN 'CIRCLE' ELSE 'NETWORK' END, CASE kind WHEN 'RIDE' THEN amount ELSE 1 END, CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END FROM row),
       groceries AS (INSERT INTO grocery_request (request_id, household_size, substitutions, payer, drop_off)
         SELECT id, 'ONE', 'NONE', 'HOME', 'DOORSTEP' FROM row WHERE kind = 'GROCERY'),
       rides AS (INSERT INTO ride_request (request_id, passengers, toddler_seats, wheelchair, return_leg, luggage, shares_trip)
         SELECT id, amount, CASE WHEN chance > 0.9 THEN 1 ELSE 0 END, 'NONE', false, 'NONE', false FROM row WHERE kind = 'RIDE'),
       times AS (INSERT INTO time_request (request_id, skill, mode) SELECT id, skill, CASE WHEN chance > 0.6 THEN 'REMOTE' ELSE 'IN_PERSON' END
         FROM row WHERE kind = 'TIME'),
       lines AS (INSERT INTO request_line (id, request_id, position, unit, quantity, divisible) SELECT line, id, 0,
           CASE kind WHEN 'GROCERY' THEN 'BAG' WHEN 'RIDE' THEN 'OUTBOUND_SEAT' ELSE 'MINUTE' END, CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END,
           kind <> 'RIDE' FROM row),
       occurrences AS (INSERT INTO occurrence (id, request_id, from_half, until_half, opens_at, closes_at)
         SELECT occurrence, id, $5::integer + day * 2 + half, $5::integer + day * 2 + half, $4::timestamptz + ${DAY} * day + interval '12 hours' * half,
           $4::timestamptz + ${DAY} * day + interval '12 hours' * (half + 1) FROM row)
       INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
         SELECT occurrence, line, id, CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END FROM row`,
      [first, last, cells, now, halfOf(now), partnerId, await ownCircle(client, partnerId)],
    );
  }
  await client.query('ALTER TABLE occurrence_line ENABLE TRIGGER listed_follows_lines');
}

export interface Sizes {
  readonly from: number;
  readonly until: number;
  /** Midnight in New York, far from a change of the clock. */
  readonly now: Date;
}

function halfOf(now: Date): number {
  return Math.floor(now.getTime() / 86_400_000) * 2;
}

async function ownCircle(client: Client, partnerId: string): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM circle WHERE partner_id = $1 AND is_own', [
    partnerId,
  ]);
  return rows[0]?.id;
}

/** Half a thousand circles of one partner; every home is in one, a fifth with a record. */
export async function writeBenchHomes(client: Client, offers: number): Promise<string> {
  const [partnerId, coordinatorId] = [randomUUID(), randomUUID()];
  await client.query(`INSERT INTO partner (id, name, created_on) VALUES ($1, 'Bench', '2026-01-01')`, [partnerId]);
  await client.query(
    `INSERT INTO circle (id, partner_id, name, is_own) SELECT gen_random_uuid(), $1, 'Circle ' || n, n = 0 FROM generate_series(0, 499) AS n`,
    [partnerId],
  );
  await client.query('INSERT INTO coordinator (id, partner_id, email_digest) VALUES ($1, $2, $3)', [
    coordinatorId,
    partnerId,
    randomBytes(32),
  ]);
  await client.query(
    `CREATE TABLE bench_home AS SELECT n AS place, gen_random_uuid() AS id FROM generate_series(0, $1::integer) AS n`,
    [Math.ceil(offers / OFFERS_OF_HOME)],
  );
  await client.query('ALTER TABLE bench_home ADD PRIMARY KEY (place)');
  await client.query(
    `INSERT INTO home (id, circle_id, partner_id, tier, short_name_box, vouched_by, vouched_on, registered_on, confirmed_claims, broken_claims)
     SELECT b.id, circles.ids[1 + b.place % cardinality(circles.ids)], $1, CASE WHEN b.place % 5 = 0 THEN 'TRUSTED'::home_tier ELSE 'VOUCHED' END,
       '\\x00', $2, '2026-01-01', '2026-01-01', CASE WHEN b.place % 5 = 0 THEN b.place % 9 ELSE 0 END, CASE WHEN b.place % 17 = 0 THEN 1 ELSE 0 END
     FROM bench_home b, (SELECT array_agg(id) AS ids FROM circle WHERE partner_id = $1) circles`,
    [partnerId, coordinatorId],
  );
  return partnerId;
}
