/** A plan at the size that is the most for one: how long and how large, what the service answers meanwhile, how good it is, and what a person would have reached by hand. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gridDisk, latLngToCell } from 'h3-js';
import type { Client } from 'pg';
import type { DispatchProblem, PlannedTrip, Trip } from '../../src/dispatch/domain/dispatch-problem.js';
import { aSmallProblem, bestCosts, greedyTrips } from '../../src/dispatch/domain/exhaustive-plan.samples.js';
import { costsOfTrips } from '../../src/dispatch/domain/objectives.js';
import { stagedPlan } from '../../src/dispatch/domain/staged-plan.js';
import { HighsSolver } from '../../src/dispatch/solver/highs-solver.js';
import type { PlanJob } from '../../src/dispatch/solver/plan-facts.js';
import { childrenOf } from '../world/processes.js';
import { type BenchInstance, openBenchInstance } from './instance.js';
import { writeHomes } from './neighbours.js';
import { type Caller, callerOf } from './post.js';
import { median, percentile, rounded } from './table.js';

const CASES = 1_000;
/** A metropolitan area of so many rings, in which offers reach three: some thirty offers a request. */
const REGION_RINGS = 20;
const REACH_RINGS = 3;
const DAYS = 2;

export async function measureDispatch(size: number) {
  const instance = await openBenchInstance();
  try {
    const { partnerId } = await writeHomes(instance.client, size);
    const token = await writeCoordinator(instance.client, partnerId);
    const circleId = await writeNeeds(instance.client, partnerId, size);
    const caller = callerOf(new URL('/graphql', instance.service.url), 4);
    const planned = await plan(instance, caller, token, circleId);
    caller.close();
    process.stdout.write(`  planned in ${rounded(planned.seconds)} s, ${Math.round(planned.peakMb)} MB\n`);
    const problem = await problemOf(instance.client, partnerId, circleId);
    const compared = await compare(problem);
    process.stdout.write(`  ${compared.best} families, ${compared.greedy} by hand\n`);
    return report(size, problem, planned, compared, await exhaustively());
  } finally {
    await instance.close();
  }
}

async function writeCoordinator(client: Client, partnerId: string): Promise<string> {
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
async function writeNeeds(client: Client, partnerId: string, size: number): Promise<string> {
  const cells = gridDisk(latLngToCell(41.88, -87.9, 6), REGION_RINGS);
  const cellOf = (at: number) => cells[(at * 7_919) % cells.length];
  const places = Array.from({ length: size }, (_, at) => cellOf(at));
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

interface Planned {
  readonly seconds: number;
  /** Of the process that works it out, at its largest. */
  readonly peakMb: number;
  readonly apiBeforeMb: number;
  readonly apiAfterMb: number;
  readonly calmMs: readonly number[];
  readonly meanwhileMs: readonly number[];
  readonly planned: number;
  readonly exact: boolean;
}

async function plan(instance: BenchInstance, caller: Caller, token: string, circleId: string): Promise<Planned> {
  const ask = async (query: string, variables: object) => {
    const { text } = await caller.post(JSON.stringify({ query, variables }), token);
    return JSON.parse(text) as { data: Record<string, never> }; // Of the calls below.
  };
  const look = async () =>
    (await caller.post(JSON.stringify({ query: '{ viewer { kind roles } }' }), token)).milliseconds;
  for (let at = 0; at < 50; at += 1) await look();
  const calmMs: number[] = [];
  for (let at = 0; at < 200; at += 1) calmMs.push(await look());
  const before = await instance.service.usage();
  const horizon = new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
  const startedAt = performance.now();
  const begun = await ask(
    'mutation ($input: PlanDispatchInput!) { planDispatch(input: $input) { ... on DispatchPlanned { plan { id } } ... on Refusal { code } } }',
    { input: { circleId, kinds: ['GROCERY', 'TIME'], horizon } },
  );
  const { plan: its } = begun.data['planDispatch'] as unknown as { plan: { id: string } }; // As it was asked for.
  const meanwhileMs: number[] = [];
  let peakMb = 0;
  for (;;) {
    peakMb = Math.max(peakMb, await largestChildMb(instance));
    meanwhileMs.push(await look());
    await delay(20);
    if (meanwhileMs.length % 10 > 0) continue;
    const { data } = await ask(
      'query ($id: ID!) { dispatchPlan(id: $id) { state planned gap { share } allPairs } }',
      its,
    );
    const found = data['dispatchPlan'] as unknown as { state: string; planned: number; gap: null; allPairs: boolean }; // As it was asked for.
    if (found.state === 'FAILED') throw new Error('no plan came of it');
    if (found.state !== 'READY') continue;
    const seconds = (performance.now() - startedAt) / 1_000;
    await delay(500);
    const after = await instance.service.usage();
    const exact = found.gap === null && found.allPairs;
    const mb = ({ rss }: { readonly rss: number }) => Math.round(rss / 1e6);
    return {
      ...{ seconds, peakMb, apiBeforeMb: mb(before), apiAfterMb: mb(after) },
      ...{ calmMs, meanwhileMs, exact, planned: found.planned },
    };
  }
}

/** Its largest resident set so far, as Linux keeps it. */
async function largestChildMb({ service }: BenchInstance): Promise<number> {
  const sizes = await Promise.all(
    childrenOf(service.pid).map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_000;
    }),
  );
  return Math.max(0, ...sizes);
}

/** The same problem as the service's, by the built service's own reading. */
async function problemOf(client: Client, partnerId: string, circleId: string): Promise<DispatchProblem> {
  const built = (path: string) => join(import.meta.dirname, '../../dist/src', path);
  type Facts = typeof import('../../src/dispatch/plan-facts.store.js');
  type Scopes = typeof import('../../src/dispatch/plan-scope.js');
  type Pairs = typeof import('../../src/dispatch/solver/possible-pairs.js');
  type Trips = typeof import('../../src/dispatch/solver/possible-trips.js');
  type Problems = typeof import('../../src/dispatch/solver/problem-of-pairs.js');
  // What is built has the types of its source.
  const { PlanFactsStore } = (await import(built('dispatch/plan-facts.store.js'))) as Facts;
  const { scopeOf, MOST_IN_PLAN } = (await import(built('dispatch/plan-scope.js'))) as Scopes;
  const { possiblePairs } = (await import(built('dispatch/solver/possible-pairs.js'))) as Pairs;
  const { possibleTrips } = (await import(built('dispatch/solver/possible-trips.js'))) as Trips;
  const { problemOf: asNumbers } = (await import(built('dispatch/solver/problem-of-pairs.js'))) as Problems;
  const now = new Date();
  const horizon = new Date(now.getTime() + DAYS * 86_400_000).toISOString().slice(0, 10);
  const scope = scopeOf({ circleId, partnerId, kinds: ['GROCERY', 'TIME'], horizon }, now);
  const store = new PlanFactsStore({} as never, { has: () => false } as never); // Reading facts takes no secret, and there are no canaries.
  const db = {
    query: async (_name: string, text: string, values: readonly unknown[] = []) => {
      const { rows, rowCount } = await client.query(text, [...values]);
      return { rows: rows as never[], rowCount: rowCount ?? 0 };
    },
  };
  const job: PlanJob = {
    ...{ kind: 'job', now: now.getTime(), horizonHalf: scope.horizonHalf, wholeSeconds: 60, memoryMiB: 700 },
    tasks: await store.tasks(db, scope, MOST_IN_PLAN),
    supplies: await store.supplies(db, scope, MOST_IN_PLAN),
    homes: (await store.homes(db, scope)).map((home) => ({ ...home, most: 10 })),
  };
  return asNumbers(job, possibleTrips(job, possiblePairs(job).pairs));
}

function solved(highs: Awaited<ReturnType<typeof HighsSolver.load>>, problem: DispatchProblem): readonly PlannedTrip[] {
  const made: HighsSolver[] = [];
  const { trips } = stagedPlan(problem, {
    solverOf: (program) => {
      const solver = new HighsSolver(highs, program, () => {});
      made.push(solver);
      return solver;
    },
    wholeSeconds: 60,
    tell: () => {},
  });
  for (const solver of made) solver.dispose();
  return trips;
}

async function compare(problem: DispatchProblem) {
  const best = solved(await HighsSolver.load(), problem).flatMap(({ trip }) => problem.trips[trip] ?? []);
  const greedy = greedyTrips(problem);
  const families = (trips: readonly Trip[]) => trips.reduce((sum, { tasks }) => sum + tasks.length, 0);
  return {
    ...{ best: families(best), greedy: families(greedy) },
    ...{ costs: costsOfTrips(problem, best), greedyCosts: costsOfTrips(problem, greedy) },
  };
}

/** A thousand small problems of each kind, each against every plan there is. */
async function exhaustively() {
  const highs = await HighsSolver.load();
  let equal = 0;
  for (const whole of [false, true]) {
    for (let seed = 1_001; seed <= 1_000 + CASES; seed += 1) {
      const problem = aSmallProblem(seed, whole);
      const its = solved(highs, problem).flatMap(({ trip }) => problem.trips[trip] ?? []);
      if (JSON.stringify(costsOfTrips(problem, its)) === JSON.stringify(bestCosts(problem))) equal += 1;
    }
  }
  return { cases: 2 * CASES, equal };
}

function report(
  size: number,
  problem: DispatchProblem,
  { seconds, peakMb, apiBeforeMb, apiAfterMb, calmMs, meanwhileMs, planned, exact }: Planned,
  { best, greedy, costs, greedyCosts }: Awaited<ReturnType<typeof compare>>,
  { cases, equal }: Awaited<ReturnType<typeof exhaustively>>,
) {
  const edges = problem.trips.length / problem.tasks.length;
  const figures = {
    ...{ requests: size, offers: size, pairs: problem.trips.length, pairsARequest: rounded(edges) },
    ...{ seconds: rounded(seconds), peakMb: Math.round(peakMb), apiBeforeMb, apiAfterMb, planned, exact },
    apiMs: {
      calm: { p50: rounded(median(calmMs)), p99: rounded(percentile(calmMs, 0.99)) },
      meanwhile: {
        p50: rounded(median(meanwhileMs)),
        p99: rounded(percentile(meanwhileMs, 0.99)),
        longest: rounded(Math.max(...meanwhileMs)),
      },
    },
    ...{ families: best, greedyFamilies: greedy, moreThanGreedy: rounded(best / greedy - 1, 3) },
    ...{ costs, greedyCosts, smallCases: cases, smallCasesEqual: equal },
  };
  return {
    figures,
    table: {
      title: `A plan for ${size} requests and ${size} offers, ${rounded(edges)} offers a request`,
      columns: [
        'seconds',
        'its MB',
        'API MB before, after',
        'API p50, p99, longest ms meanwhile',
        'families',
        'by hand',
        'small cases equal',
      ],
      rows: [
        [
          ...[figures.seconds, figures.peakMb, `${apiBeforeMb}, ${apiAfterMb}`],
          `${figures.apiMs.meanwhile.p50}, ${figures.apiMs.meanwhile.p99}, ${figures.apiMs.meanwhile.longest}`,
          ...[best, `${greedy} (+${rounded((best / greedy - 1) * 100)}%)`, `${equal} of ${cases}`],
        ],
      ],
    },
  };
}
