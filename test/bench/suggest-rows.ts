/** Offers and requests by the hundred thousand, spread over the country as people are, or all in one disk; written in the database, set by set. What triggers would write of each row by itself is written with it. */
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

/** In a table, from which one is drawn by its place. */
export async function writeCells(client: Client, spread: Spread): Promise<void> {
  const cells = spread === 'population' ? cellsByPopulation() : gridDisk(CENTRE, DISK_RINGS);
  await client.query(
    'CREATE TABLE bench_cell AS SELECT place - 1 AS place, cell FROM unnest($1::text[]) WITH ORDINALITY AS its (cell, place)',
    [cells],
  );
}

/** Drawn of the row's number: the same rows each time. */
const draw = (salt: number) => `((hashint8extended(n, ${salt}) & 1073741823)::float8 / 1073741824)`;
/** Joined as `cells`, of a row with the number `n`. */
const DRAWN_CELL = (salt: number) =>
  `JOIN bench_cell cells ON cells.place = floor(${draw(salt)} * (SELECT count(*) FROM bench_cell))::bigint`;
const one = (of: string, salt: number) => `(${of})[1 + floor(${draw(salt)} * cardinality(${of}))::integer]`;
const KINDS = `ARRAY['GROCERY', 'GROCERY', 'RIDE', 'RIDE', 'RIDE', 'TIME', 'TIME', 'TIME']::help_kind[]`;
const SKILLS = `ARRAY['CHILDCARE', 'ELDERCARE', 'INTERPRETATION', 'ACCOMPANIMENT', 'PAPERWORK', 'TUTORING', 'REPAIR', 'MOVING', 'OTHER']`;
const LANGUAGES = (
  salt: number,
) => `CASE WHEN ${draw(salt)} < 0.55 THEN ARRAY['en'] WHEN ${draw(salt)} < 0.75 THEN ARRAY['en', 'es']
  WHEN ${draw(salt)} < 0.92 THEN ARRAY['es'] ELSE ARRAY[${one(`ARRAY['zh', 'vi', 'tl', 'ar', 'ht', 'ko', 'ru', 'pt', 'pl', 'so']`, salt + 50)}] END`;
/** 0 to 16 rings: most go 10 to 20 km, a few anywhere. */
const REACH = one('ARRAY[1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 8, 12, 16]', 1);
const HALF_DAY = `interval '12 hours'`;
/** A morning in New York is of one day in UTC, an afternoon of two. */
const UTC_DAYS = `(SELECT ((1 << mod(day, 7)) | (1 << mod(day + ($4::integer + half) % 2, 7)))::smallint FROM (SELECT ($4::integer + half) / 2 AS day) its)`;

/** Between `from` and `until` offers in all, a tenth of them used up. `after` each lot. */
export async function writeOffers(
  client: Client,
  { from, until, now }: Sizes,
  after: () => Promise<void>,
): Promise<void> {
  for (let first = from; first < until; first += BATCH) {
    const last = Math.min(first + BATCH, until) - 1;
    await client.query(
      `WITH row AS MATERIALIZED (
         SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS line, gen_random_uuid() AS period, ${one(KINDS, 2)} AS kind,
           cells.cell, ${REACH} AS reach, floor(${draw(4)} * 28)::integer * 2 + floor(${draw(5)} * 2)::integer AS half,
           1 + floor(${draw(6)} * 3)::integer AS windows, ${LANGUAGES(7)} AS languages,
           CASE WHEN ${draw(8)} < 0.03 THEN ARRAY['VEHICLE_WITH_RAMP', 'STEP_FREE'] WHEN ${draw(8)} < 0.2 THEN ARRAY['STEP_FREE'] ELSE '{}' END AS features,
           ${one(SKILLS, 9)} AS skill, ${one(SKILLS, 10)} AS other, ${draw(11)} AS remote, 1 + floor(${draw(12)} * 4)::integer AS amount,
           ${draw(13)} < 0.1 AS used_up
         FROM generate_series($1::bigint, $2::bigint) AS n ${DRAWN_CELL(3)}),
       offers AS (INSERT INTO offer (id, kind, home_id, home_tier, home_circle_id, prior, cell, reach_rings, time_zone, refill, made_until,
           languages, understands, features, skills, modes, toddler_seats, posted_on, ends_at, open_until, last_asked_half, week_halves, utc_days, open_from, gives, skills_in_person)
         SELECT row.id, kind, home.id, home.tier, home.circle_id, home.prior, cell, reach, 'America/New_York', 'ONCE', 'infinity', languages, languages, features,
           CASE WHEN kind = 'TIME' THEN array_remove(ARRAY[skill, nullif(other, skill)], NULL) ELSE '{}' END,
           CASE WHEN kind <> 'TIME' THEN '{}' WHEN remote < 0.3 THEN ARRAY['REMOTE'] WHEN remote < 0.6 THEN ARRAY['IN_PERSON'] ELSE ARRAY['REMOTE', 'IN_PERSON'] END,
           CASE WHEN kind = 'RIDE' AND remote < 0.2 THEN 1 ELSE 0 END, $3::timestamptz::date, ends, ends, home.asked / (1 + n % ${OFFERS_OF_HOME})::integer,
           (1 << (mod($4::integer + half, 14)))::smallint, ${UTC_DAYS}, $3::timestamptz + ${HALF_DAY} * half,
           CASE kind WHEN 'GROCERY' THEN 2147483647 WHEN 'RIDE' THEN amount ELSE amount * 60 END,
           CASE WHEN kind = 'TIME' AND remote >= 0.3 THEN skills_in_person_of(ARRAY[skill, other], ARRAY['IN_PERSON']) ELSE 0 END
         FROM row JOIN bench_home home ON home.place = row.n / ${OFFERS_OF_HOME}
           CROSS JOIN LATERAL (SELECT $3::timestamptz + ${HALF_DAY} * (half + 14 * (windows - 1) + 1) AS ends) last),
       lines AS (INSERT INTO offer_line (id, offer_id, position, unit, quantity) SELECT line, id, 0,
           CASE kind WHEN 'GROCERY' THEN 'RUN' WHEN 'RIDE' THEN 'OUTBOUND_SEAT' ELSE 'MINUTE' END, CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END FROM row),
       windows AS (INSERT INTO offer_window (offer_id, opens_at, closes_at)
         SELECT id, $3::timestamptz + ${HALF_DAY} * (half + 14 * week), $3::timestamptz + ${HALF_DAY} * (half + 14 * week + 1) FROM row, generate_series(0, windows - 1) AS week),
       periods AS (INSERT INTO offer_period (id, offer_id, starts_at, ends_at)
         SELECT period, id, $3::timestamptz, $3::timestamptz + ${HALF_DAY} * 120 FROM row)
       INSERT INTO offer_capacity (period_id, line_id, offer_id, quantity, held)
         SELECT period, line, id, quantity, CASE WHEN used_up THEN quantity ELSE 0 END
         FROM row CROSS JOIN LATERAL (SELECT CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END AS quantity) its`,
      [first, last, now, halfOf(now)],
    );
    await after();
  }
}

/** Each with one occurrence and one line; three in ten without a date, a third of the others for several half-days. Known everywhere, but for one in twenty. */
export async function writeAsking(
  client: Client,
  partnerId: string,
  { from, until, now }: Sizes,
  after: () => Promise<void>,
): Promise<void> {
  const circleId = await ownCircle(client, partnerId);
  for (let first = from; first < until; first += BATCH) {
    const last = Math.min(first + BATCH, until) - 1;
    await client.query(
      `WITH drawn AS (
         SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS line, gen_random_uuid() AS occurrence, ${one(KINDS, 20)} AS kind,
           cells.cell, CASE WHEN ${draw(22)} < 0.3 THEN NULL ELSE floor(${draw(22)} * 28)::integer * 2 + floor(${draw(23)} * 2)::integer END AS half,
           CASE WHEN ${draw(29)} < 0.7 THEN 1 ELSE 2 + floor(${draw(30)} * 5)::integer END AS halves,
           ${LANGUAGES(24)} AS languages, ${draw(25)} AS chance, ${one(SKILLS, 26)} AS skill,
           floor(${draw(27)} * 14)::integer AS waited, 1 + floor(${draw(28)} * 3)::integer AS amount, ${draw(31)} < 0.1 AS begun
         FROM generate_series($1::bigint, $2::bigint) AS n ${DRAWN_CELL(21)}),
       row AS MATERIALIZED (
         SELECT *, $4::integer + half AS from_half, $4::integer + half + halves - 1 AS until_half,
           $3::timestamptz + ${HALF_DAY} * half AS opens_at, $3::timestamptz + ${HALF_DAY} * (half + halves) AS closes_at,
           CASE kind WHEN 'TIME' THEN amount * 60 ELSE amount END AS quantity FROM drawn),
       requests AS (INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, from_half, until_half,
           opens_at, closes_at, languages, access_needs, posted_on, bucket, expires_at, listed, asked_skill, by_phone, circle_id, reach, asks_least, asks)
         SELECT id, kind, 'Quiet Heron ' || n, $5, (ARRAY['TODAY', 'THIS_WEEK', 'THIS_WEEK', 'WHENEVER', 'WHENEVER']::urgency[])[1 + n % 5],
           'ANY_TRUSTED_HOME', cell, 'America/New_York', from_half, until_half, opens_at, closes_at, languages,
           CASE WHEN chance < 0.02 THEN ARRAY['WHEELCHAIR_RAMP'] WHEN chance < 0.06 THEN ARRAY['STEP_FREE'] ELSE '{}' END,
           $3::timestamptz::date - waited, $4::integer - waited * 2, 'infinity', true, CASE WHEN kind = 'TIME' THEN skill END,
           kind = 'TIME' AND chance > 0.6, $6, CASE WHEN n % 20 = 3 THEN 'CIRCLE' ELSE 'NETWORK' END,
           CASE kind WHEN 'RIDE' THEN amount ELSE 1 END, quantity FROM row),
       groceries AS (INSERT INTO grocery_request (request_id, household_size, substitutions, payer, drop_off)
         SELECT id, 'ONE', 'NONE', 'HOME', 'DOORSTEP' FROM row WHERE kind = 'GROCERY'),
       rides AS (INSERT INTO ride_request (request_id, passengers, toddler_seats, wheelchair, return_leg, luggage, shares_trip)
         SELECT id, amount, CASE WHEN chance > 0.9 THEN 1 ELSE 0 END, 'NONE', false, 'NONE', false FROM row WHERE kind = 'RIDE'),
       times AS (INSERT INTO time_request (request_id, skill, mode) SELECT id, skill, CASE WHEN chance > 0.6 THEN 'REMOTE' ELSE 'IN_PERSON' END
         FROM row WHERE kind = 'TIME'),
       lines AS (INSERT INTO request_line (id, request_id, position, unit, quantity, divisible) SELECT line, id, 0,
           CASE kind WHEN 'GROCERY' THEN 'BAG' WHEN 'RIDE' THEN 'OUTBOUND_SEAT' ELSE 'MINUTE' END, quantity, kind <> 'RIDE' FROM row),
       occurrences AS (INSERT INTO occurrence (id, request_id, from_half, until_half, opens_at, closes_at)
         SELECT occurrence, id, from_half, until_half, opens_at, closes_at FROM row)
       INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity, fulfilled)
         SELECT occurrence, line, id, quantity, CASE WHEN begun AND kind <> 'RIDE' THEN quantity / 2 ELSE 0 END FROM row`,
      [first, last, now, halfOf(now), partnerId, circleId],
    );
    await after();
  }
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
    `CREATE TABLE bench_home AS SELECT n AS place, gen_random_uuid() AS id, circles.ids[1 + n % cardinality(circles.ids)] AS circle_id,
       CASE WHEN n % 5 = 0 THEN 'TRUSTED'::home_tier ELSE 'VOUCHED' END AS tier, confirmed, broken, prior_of(confirmed, broken) AS prior, n * 7919 % 1000 AS asked
     FROM generate_series(0, $2::integer) AS n
       CROSS JOIN LATERAL (SELECT CASE WHEN n % 5 = 0 THEN n % 9 ELSE 0 END AS confirmed, CASE WHEN n % 17 = 0 THEN 1 ELSE 0 END AS broken) record,
       (SELECT array_agg(id ORDER BY is_own DESC, id) AS ids FROM circle WHERE partner_id = $1) circles`,
    [partnerId, Math.ceil(offers / OFFERS_OF_HOME)],
  );
  await client.query('ALTER TABLE bench_home ADD PRIMARY KEY (place)');
  await client.query(
    `INSERT INTO home (id, circle_id, partner_id, tier, short_name_box, vouched_by, vouched_on, registered_on, confirmed_claims, broken_claims, last_asked_half)
     SELECT id, circle_id, $1, tier, '\\x00', $2, '2026-01-01', '2026-01-01', confirmed, broken, asked FROM bench_home`,
    [partnerId, coordinatorId],
  );
  await client.query(
    `INSERT INTO agreement_acceptance (home_id, partner_id, version, accepted_on) SELECT id, $1, 1, '2026-01-01' FROM bench_home`,
    [partnerId],
  );
  return partnerId;
}
