/** An informant let in a branch of ten thousand homes: how long it takes until all of them are paused, asked over HTTP by a coordinator. */
import { createHash, randomBytes } from 'node:crypto';
import { type BenchInstance, openBenchInstance } from './instance.js';
import { type Neighbours, writeHomes } from './neighbours.js';
import { type Caller, callerOf } from './post.js';
import { median, rounded } from './table.js';

/** Trusted homes that the one at the top vouches for; each vouches for as many of the rest. */
const TRUSTED = 100;

type Mutation = 'pauseBranch' | 'unpauseBranch';

export async function measureBranch(homes: number, times: number) {
  const instance = await openBenchInstance();
  try {
    const neighbours = await writeHomes(instance.client, 1);
    const top = await writeBranch(instance, neighbours, homes);
    const token = await openSession(instance, neighbours);
    const caller = callerOf(new URL('/graphql', instance.service.url), 1);
    const took: Record<Mutation, number[]> = { pauseBranch: [], unpauseBranch: [] };
    for (let at = 0; at < times; at += 1) {
      for (const mutation of ['pauseBranch', 'unpauseBranch'] as const) {
        took[mutation].push(await change(caller, mutation, { token, top, homes: homes + 1 }));
        await lookAt(instance, mutation === 'pauseBranch' ? homes + 1 : 0);
      }
    }
    caller.close();
    return report(homes, took);
  } finally {
    await instance.close();
  }
}

/** The home at its top. As autovacuum would have by the time that a branch is this broad, its statistics are there. */
async function writeBranch({ client }: BenchInstance, { partnerId }: Neighbours, homes: number): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE home SET tier = 'TRUSTED' WHERE partner_id = $1 RETURNING id`,
    [partnerId],
  );
  const top = rows[0]?.id ?? '';
  await client.query(
    `WITH trusted AS (INSERT INTO home (id, circle_id, partner_id, tier, short_name_box, vouched_by, vouched_on, registered_on, vouch_depth)
       SELECT gen_random_uuid(), h.circle_id, h.partner_id, 'TRUSTED', '\\x00', h.vouched_by, '2026-01-01', '2026-01-01', 1
       FROM home h, generate_series(1, $2) WHERE h.id = $1 RETURNING id)
     INSERT INTO vouch (id, home_id, by_home_id, home_depth, by_depth, by_tier, given_on)
     SELECT gen_random_uuid(), id, $1, 1, 0, 'TRUSTED', '2026-01-01' FROM trusted`,
    [top, TRUSTED],
  );
  await client.query(
    `WITH trusted AS (SELECT array_agg(home_id) AS ids FROM vouch WHERE by_home_id = $1),
     others AS (INSERT INTO home (id, circle_id, partner_id, tier, short_name_box, vouched_by, vouched_on, registered_on, vouch_depth)
       SELECT gen_random_uuid(), h.circle_id, h.partner_id, 'VOUCHED', '\\x00', h.vouched_by, '2026-01-01', '2026-01-01', 2
       FROM home h, generate_series(1, $2) WHERE h.id = $1 RETURNING id),
     numbered AS (SELECT id, row_number() OVER () AS n FROM others)
     INSERT INTO vouch (id, home_id, by_home_id, home_depth, by_depth, by_tier, given_on)
     SELECT gen_random_uuid(), id, ids[1 + n % cardinality(ids)], 2, 1, 'TRUSTED', '2026-01-01' FROM numbered, trusted`,
    [top, homes - TRUSTED],
  );
  // Somebody who was let in offers something, as a rule.
  await client.query(
    `INSERT INTO offer (id, kind, home_id, cell, reach_rings, time_zone, refill, made_until, languages, posted_on)
     SELECT gen_random_uuid(), 'GROCERY', id, '862a10727ffffff', 3, 'America/New_York', 'ONCE', '2100-01-01', '{en}', '2026-01-01' FROM home`,
  );
  await client.query('VACUUM ANALYZE');
  return top;
}

/** Of the coordinator that vouched for all of them. */
async function openSession({ client }: BenchInstance, { coordinatorId }: Neighbours): Promise<string> {
  const token = `shc_${randomBytes(32).toString('base64url')}`;
  await client.query(`INSERT INTO person_session (digest, coordinator_id, expires_at) VALUES ($1, $2, '2100-01-01')`, [
    createHash('sha256').update(token).digest(),
    coordinatorId,
  ]);
  return token;
}

/** Milliseconds until its answer is there. */
async function change(
  caller: Caller,
  mutation: Mutation,
  { token, top, homes }: { readonly token: string; readonly top: string; readonly homes: number },
): Promise<number> {
  const type = mutation === 'pauseBranch' ? 'PauseBranchInput' : 'UnpauseBranchInput';
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on BranchChanged { homes } ... on Refusal { code } } }`;
  const { text, milliseconds } = await caller.post(
    JSON.stringify({ query, variables: { input: { homeId: top } } }),
    token,
  );
  if (text.trim() !== JSON.stringify({ data: { [mutation]: { homes } } })) {
    throw new Error(`${mutation} answered something else than ${homes} homes`);
  }
  return milliseconds;
}

async function lookAt({ client }: BenchInstance, expected: number): Promise<void> {
  const { rows } = await client.query<{ paused: number }>(
    'SELECT count(*)::integer AS paused FROM home WHERE paused_at IS NOT NULL',
  );
  if (rows[0]?.paused !== expected) throw new Error(`${rows[0]?.paused} homes are paused, and not ${expected}`);
}

function report(homes: number, took: Readonly<Record<Mutation, readonly number[]>>) {
  const figuresOf = (its: readonly number[]) => ({
    medianMs: rounded(median(its), 0),
    slowestMs: rounded(Math.max(...its), 0),
  });
  const [paused, unpaused] = [figuresOf(took.pauseBranch), figuresOf(took.unpauseBranch)];
  return {
    figures: { homes: homes + 1, times: took.pauseBranch.length, pauseBranch: paused, unpauseBranch: unpaused },
    table: {
      title: `A branch of ${(homes + 1).toLocaleString('en-US')} homes, ${took.pauseBranch.length} times`,
      columns: ['', 'median ms', 'slowest ms'],
      rows: [
        ['paused', paused.medianMs, paused.slowestMs],
        ['goes on', unpaused.medianMs, unpaused.slowestMs],
      ],
    },
  };
}
