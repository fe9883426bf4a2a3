/** What the databases hold of one request, read past every rule: the test is the only one that may. */
import type { World } from '../../world/world.js';

export interface ClaimKept {
  readonly id: string;
  readonly status: string;
  readonly homeId: string;
}

const ask = async <T extends object>(world: World, name: string, text: string, values: readonly unknown[]) =>
  (await world.instance.owner.database.query<T>(name, text, values)).rows;

export function liveClaims(world: World, requestId: string): Promise<ClaimKept[]> {
  return ask(
    world,
    'crash: live claims',
    'SELECT id, status, home_id AS "homeId" FROM claim WHERE request_id = $1 AND ended_at IS NULL',
    [requestId],
  );
}

export async function disclosuresOf(world: World, claimId: string): Promise<number> {
  const rows = await ask(world, 'crash: disclosures', 'SELECT FROM disclosure WHERE claim_id = $1', [claimId]);
  return rows.length;
}

/** Ids of the keys of all that is sealed of these requests and of the claims on them. */
export async function keysOf(world: World, requestIds: readonly string[]): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    world,
    'crash: keys of requests',
    `SELECT data_key_id AS id FROM sealed.handoff WHERE request_id = ANY ($1::uuid[]) AND data_key_id IS NOT NULL
     UNION ALL SELECT h.data_key_id FROM sealed.claim_handoff h JOIN claim c ON c.id = h.claim_id WHERE c.request_id = ANY ($1::uuid[])
     UNION ALL SELECT m.data_key_id FROM sealed.message_key m JOIN claim c ON c.id = m.claim_id WHERE c.request_id = ANY ($1::uuid[])`,
    [requestIds],
  );
  return rows.map(({ id }) => id);
}

/** How much is sealed of these requests and of the claims on them. */
export async function sealedRowsOf(world: World, requestIds: readonly string[]): Promise<number> {
  const [row] = await ask<{ count: number }>(
    world,
    'crash: sealed rows',
    `SELECT (SELECT count(*) FROM sealed.handoff WHERE request_id = ANY ($1::uuid[]))::integer
       + (SELECT count(*) FROM sealed.claim_handoff h JOIN claim c ON c.id = h.claim_id WHERE c.request_id = ANY ($1::uuid[]))::integer
       + (SELECT count(*) FROM sealed.message m JOIN claim c ON c.id = m.claim_id WHERE c.request_id = ANY ($1::uuid[]))::integer AS count`,
    [requestIds],
  );
  return row?.count ?? 0;
}

/** Which of the keys are there. */
export async function keysThere(world: World, ids: readonly string[]): Promise<string[]> {
  const { rows } = await world.instance.keyStore.database.query<{ id: string }>(
    'crash: keys there',
    'SELECT id FROM data_key WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  return rows.map(({ id }) => id);
}
