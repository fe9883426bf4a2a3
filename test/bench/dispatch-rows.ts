/** A circle with as many homes that offer as families that ask, in the tables of the service. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { gridDisk, latLngToCell } from 'h3-js';
import type { Client } from 'pg';

/** A metropolitan area of so many rings, in which offers reach three: some twenty offers a request. */
const REGION_RINGS = 20;
export const REACH_RINGS = 3;

/** The same places each time, spread over the area. */
export function placesIn(count: number): readonly string[] {
  const cells = gridDisk(latLngToCell(41.88, -87.9, 6), REGION_RINGS);
  return Array.from({ length: count }, (_, at) => cells[(at * 7_919) % cells.length] ?? '');
}

export async function writeCoordinator(client: Client, partnerId: string): Promise<string> {
  const [id, token] = [randomUUID(), `shc_${randomBytes(32).toString('base64url')}`];
  await client.query(
    `INSERT INTO coordinator (id, partner_id, email_digest, password_hash, joined_on, roles)
     VALUES ($1, $2, $3, '-', '2026-01-01', '{DISPATCHER}')`,
    [id, partnerId, randomBytes(32)],
  );
  await client.query(`INSERT INTO person_session (digest, coordinator_id, expires_at) VALUES ($1, $2, '2100-01-01')`, [
    createHash('sha256').update(token).digest(),
    id,
  ]);
  return token;
}

/** One offer a home and as many requests, of groceries and time; half of the requests with a date, a quarter kept away from somebody. Rides in seats are another problem: not a flow. */
export async function writeNeeds(client: Client, partnerId: string, size: number): Promise<string> {
  const places = placesIn(size);
  const half = Math.floor(Date.now() / 43_200_000) + 2;
  await client.query(
    `WITH its AS (SELECT h.id AS home_id, gen_random_uuid() AS id, row_number() OVER (ORDER BY h.id) - 1 AS n FROM home h WHERE h.partner_id = $1),
     made AS (INSERT INTO offer (id, kind, home_id, cell, reach_rings, time_zone, refill, made_until, languages, skills, modes, posted_on)
       SELECT id, (ARRAY['GROCERY', 'TIME']::help_kind[])[1 + n % 2], home_id, ($2::text[])[1 + n], ${REACH_RINGS}, 'America/Chicago',
         'ONCE', now() + interval '14 days', ARRAY['en'], CASE WHEN n % 2 = 1 THEN ARRAY['REPAIR'] ELSE '{}' END,
         CASE WHEN n % 2 = 1 THEN ARRAY['IN_PERSON'] ELSE '{}' END, current_date FROM its RETURNING id),
     lines AS (INSERT INTO offer_line (id, offer_id, position, unit, quantity)
       SELECT gen_random_uuid(), id, 0, (ARRAY['RUN', 'MINUTE'])[1 + n % 2], (ARRAY[1, 60])[1 + n % 2] * (1 + n / 2 % 2) FROM its
       RETURNING id, offer_id, quantity),
     windows AS (INSERT INTO offer_window (offer_id, opens_at, closes_at)
       SELECT id, now() + interval '12 hours' * (n % 3), now() + interval '12 hours' * (n % 3 + 3) FROM its),
     periods AS (INSERT INTO offer_period (id, offer_id, starts_at, ends_at)
       SELECT gen_random_uuid(), id, now(), now() + interval '14 days' FROM its RETURNING id, offer_id)
     INSERT INTO offer_capacity (period_id, line_id, offer_id, quantity)
       SELECT p.id, l.id, l.offer_id, l.quantity FROM lines l JOIN periods p USING (offer_id)`,
    [partnerId, places],
  );
  const { rows } = await client.query<{ id: string }>('SELECT id FROM circle WHERE partner_id = $1', [partnerId]);
  const circleId = rows[0]?.id ?? '';
  await client.query('ALTER TABLE occurrence_line DISABLE TRIGGER listed_follows_lines');
  await client.query(
    `WITH its AS (SELECT gen_random_uuid() AS id, n, $3::integer + n % 3 AS half FROM generate_series(0, $4::integer - 1) AS n),
     made AS (INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, from_half, until_half, opens_at,
         closes_at, languages, posted_on, bucket, expires_at, listed, published)
       SELECT id, (ARRAY['GROCERY', 'TIME']::help_kind[])[1 + n % 2], 'Plan Heron ' || n, $1,
         (ARRAY['TODAY', 'THIS_WEEK', 'WHENEVER']::urgency[])[1 + (n / 3) % 3], 'ME', ($2::text[])[1 + (n * 31) % $4], 'America/Chicago',
         CASE WHEN n / 2 % 2 = 0 THEN half END, CASE WHEN n / 2 % 2 = 0 THEN half END,
         CASE WHEN n / 2 % 2 = 0 THEN to_timestamp(half * 43200::bigint) + interval '6 hours' END,
         CASE WHEN n / 2 % 2 = 0 THEN to_timestamp((half + 1) * 43200::bigint) + interval '6 hours' END,
         ARRAY['en'], current_date, 41000, '2100-01-01', true, true FROM its RETURNING id),
     groceries AS (INSERT INTO grocery_request (request_id, household_size, substitutions, payer, drop_off)
       SELECT id, 'ONE', 'NONE', 'HOME', 'DOORSTEP' FROM its WHERE n % 2 = 0),
     times AS (INSERT INTO time_request (request_id, skill, mode) SELECT id, 'REPAIR', 'IN_PERSON' FROM its WHERE n % 2 = 1),
     lines AS (INSERT INTO request_line (id, request_id, position, unit, quantity, divisible)
       SELECT gen_random_uuid(), id, 0, (ARRAY['BAG', 'MINUTE'])[1 + n % 2], (ARRAY[2, 60])[1 + n % 2], false
       FROM its RETURNING id, request_id, quantity),
     occurrences AS (INSERT INTO occurrence (id, request_id, from_half, until_half, opens_at, closes_at)
       SELECT gen_random_uuid(), id, CASE WHEN n / 2 % 2 = 0 THEN half END, CASE WHEN n / 2 % 2 = 0 THEN half END,
         CASE WHEN n / 2 % 2 = 0 THEN to_timestamp(half * 43200::bigint) + interval '6 hours' END,
         CASE WHEN n / 2 % 2 = 0 THEN to_timestamp((half + 1) * 43200::bigint) + interval '6 hours' END FROM its RETURNING id, request_id)
     INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
       SELECT o.id, l.id, o.request_id, l.quantity FROM occurrences o JOIN lines l USING (request_id)`,
    [partnerId, places, half, size],
  );
  await client.query('ALTER TABLE occurrence_line ENABLE TRIGGER listed_follows_lines');
  await client.query(
    `INSERT INTO request_block (request_id, digest)
     SELECT id, sha256(uuid_send(id) || decode(lpad(n::text, 2, '0'), 'hex')) FROM request CROSS JOIN generate_series(1, 4) AS n
     WHERE partner_id = $1 AND abs(hashtext(id::text)) % 4 = 0`,
    [partnerId],
  );
  await client.query('VACUUM ANALYZE');
  return circleId;
}
