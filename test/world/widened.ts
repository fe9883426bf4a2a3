/** Requests that have had time to widen: for stories that are about something else. */
import type { World } from './world.js';

/** What was posted so far is known as far as its family lets it, as after three days. */
export async function widenedAsFarAsTheyGo(world: World): Promise<void> {
  await world.instance.owner.database.query(
    'widen all',
    'UPDATE request SET reach = widens_to, widens_at = NULL WHERE reach <> widens_to',
  );
}

/** Two circles between which a link stands, or waits for the one that did not propose it. */
export async function aCircleLink(world: World, one: string, other: string, stands = true): Promise<void> {
  await world.instance.owner.database.query(
    'write link',
    `INSERT INTO circle_link (low_id, high_id, proposed_by, proposed_on, agreed_on)
     VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $1, '2026-01-01', CASE WHEN $3 THEN DATE '2026-01-01' END)`,
    [one, other, stands],
  );
}

/** A circle beside the own one. */
export async function aWrittenCircle(world: World, partnerId: string, name: string): Promise<string> {
  const { rows } = await world.instance.owner.database.query<{ id: string }>(
    'write circle',
    'INSERT INTO circle (id, partner_id, name) VALUES (gen_random_uuid(), $1, $2) RETURNING id',
    [partnerId, name],
  );
  return rows[0]?.id ?? '';
}

export async function ownCircleOf(world: World, partnerId: string): Promise<string> {
  const { rows } = await world.instance.owner.database.query<{ id: string }>(
    'own circle',
    'SELECT id FROM circle WHERE partner_id = $1 AND is_own',
    [partnerId],
  );
  return rows[0]?.id ?? '';
}
