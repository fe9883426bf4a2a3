/** A plan at the size that is the most for one: how long and how large, what the service answers meanwhile, how good it is, and what a person would have reached by hand. */
import { setTimeout as delay } from 'node:timers/promises';
import { childrenOf } from '../world/processes.js';
import { compare, exhaustively, problemOf } from './dispatch-quality.js';
import { measureRides, type RidesPlanned } from './dispatch-rides.js';
import { writeCoordinator, writeNeeds } from './dispatch-rows.js';
import { type BenchInstance, openBenchInstance } from './instance.js';
import { writeHomes } from './neighbours.js';
import { type Caller, callerOf } from './post.js';
import { type Spent, spentBy } from './process-usage.js';
import { median, percentile, rounded } from './table.js';

const DAYS = 2;
const WHOLE_SECONDS = 60;
const FEWER_RIDES = 500;

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
    const problem = await problemOf(instance.client, partnerId, circleId, DAYS);
    const compared = await compare(problem);
    process.stdout.write(`  ${compared.best} families, ${compared.greedy} by hand\n`);
    const rides: RidesPlanned[] = [];
    for (const count of [Math.min(FEWER_RIDES, size), size]) {
      const its = await measureRides(count, WHOLE_SECONDS);
      process.stdout.write(`  ${count} rides: ${its.families} families in ${its.seconds} s, ${its.peakMb} MB\n`);
      rides.push(its);
    }
    return report(size, problem.trips.length, planned, compared, rides, await exhaustively());
  } finally {
    await instance.close();
  }
}

interface Planned {
  readonly seconds: number;
  /** Of the process that works it out, at its largest. */
  readonly peakMb: number;
  readonly processorSeconds: number;
  readonly apiBeforeMb: number;
  readonly apiAfterMb: number;
  readonly calmMs: readonly number[];
  readonly meanwhileMs: readonly number[];
  readonly planned: number;
  readonly exact: boolean;
}

/** As it is asked for below. */
interface ReadPlan {
  readonly state: string;
  readonly planned: number;
  readonly gap: { readonly share: number } | null;
  readonly allPairs: boolean;
}

async function plan(instance: BenchInstance, caller: Caller, token: string, circleId: string): Promise<Planned> {
  const ask = async <T>(query: string, variables: object) => {
    const { text } = await caller.post(JSON.stringify({ query, variables }), token);
    return (JSON.parse(text) as { data: T }).data; // Of the calls below.
  };
  const look = async () =>
    (await caller.post(JSON.stringify({ query: '{ viewer { kind roles } }' }), token)).milliseconds;
  for (let at = 0; at < 50; at += 1) await look();
  const calmMs: number[] = [];
  for (let at = 0; at < 200; at += 1) calmMs.push(await look());
  const before = await instance.service.usage();
  const horizon = new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
  const startedAt = performance.now();
  const { planDispatch } = await ask<{ planDispatch: { plan: { id: string } } }>(
    'mutation ($input: PlanDispatchInput!) { planDispatch(input: $input) { ... on DispatchPlanned { plan { id } } ... on Refusal { code } } }',
    { input: { circleId, kinds: ['GROCERY', 'TIME'], horizon } },
  );
  const meanwhileMs: number[] = [];
  let spent: Spent = { peakMb: 0, processorSeconds: 0 };
  for (;;) {
    spent = (await largestChild(instance)) ?? spent;
    meanwhileMs.push(await look());
    await delay(20);
    if (meanwhileMs.length % 10 > 0) continue;
    const { dispatchPlan: found } = await ask<{ dispatchPlan: ReadPlan }>(
      'query ($id: ID!) { dispatchPlan(id: $id) { state planned gap { share } allPairs } }',
      planDispatch.plan,
    );
    if (found.state === 'FAILED') throw new Error('no plan came of it');
    if (found.state !== 'READY') continue;
    const seconds = (performance.now() - startedAt) / 1_000;
    await delay(500);
    const after = await instance.service.usage();
    const exact = found.gap === null && found.allPairs;
    const mb = ({ rss }: { readonly rss: number }) => Math.round(rss / 1e6);
    return {
      ...{ seconds, ...spent, apiBeforeMb: mb(before), apiAfterMb: mb(after) },
      ...{ calmMs, meanwhileMs, exact, planned: found.planned },
    };
  }
}

/** The process that works plans out is the only child that the service has. */
async function largestChild({ service }: BenchInstance): Promise<Spent | null> {
  const [pid] = childrenOf(service.pid);
  return pid === undefined ? null : spentBy(pid);
}

function report(
  size: number,
  pairs: number,
  { seconds, processorSeconds, peakMb, apiBeforeMb, apiAfterMb, calmMs, meanwhileMs, planned, exact }: Planned,
  { asking, best, greedy, costs, greedyCosts }: Awaited<ReturnType<typeof compare>>,
  rides: readonly RidesPlanned[],
  { cases, equal }: Awaited<ReturnType<typeof exhaustively>>,
) {
  const edges = pairs / size;
  const figures = {
    ...{ requests: size, offers: size, pairs, pairsARequest: rounded(edges) },
    ...{ seconds: rounded(seconds), processorSeconds: rounded(processorSeconds), peakMb: Math.round(peakMb) },
    ...{ apiBeforeMb, apiAfterMb, planned, exact, rides },
    apiMs: {
      calm: { p50: rounded(median(calmMs)), p99: rounded(percentile(calmMs, 0.99)) },
      meanwhile: {
        p50: rounded(median(meanwhileMs)),
        p99: rounded(percentile(meanwhileMs, 0.99)),
        longest: rounded(Math.max(...meanwhileMs)),
      },
    },
    ...{ scarce: asking, families: best, greedyFamilies: greedy, moreThanGreedy: rounded(best / greedy - 1, 3) },
    ...{ costs, greedyCosts, smallCases: cases, smallCasesEqual: equal },
  };
  return {
    figures,
    table: {
      title: `A plan for ${size} requests and ${size} offers, ${rounded(edges)} offers a request`,
      columns: [
        'seconds, of processor',
        'its MB',
        'API MB before, after',
        'API p50, p99, longest ms meanwhile',
        'families where it is scarce',
        'by hand',
        'small cases equal',
        'rides: families, gap, seconds, MB',
      ],
      rows: [
        [
          ...[`${figures.seconds}, ${figures.processorSeconds}`, figures.peakMb, `${apiBeforeMb}, ${apiAfterMb}`],
          `${figures.apiMs.meanwhile.p50}, ${figures.apiMs.meanwhile.p99}, ${figures.apiMs.meanwhile.longest}`,
          ...[`${best} of ${asking}`, `${greedy} (+${rounded((best / greedy - 1) * 100)}%)`, `${equal} of ${cases}`],
          rides.map(told).join('; '),
        ],
      ],
    },
  };
}

function told({ size, families, gap, seconds, peakMb }: RidesPlanned): string {
  return `${families} of ${size}, ${gap ? `${gap.objective} ${rounded(gap.share * 100)}%` : 'none'}, ${seconds}, ${peakMb}`;
}
