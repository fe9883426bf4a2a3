/** The process that works out one plan and ends: what it used of memory and time is its own, and gone with it. */
import { halfDayAt } from '../../calendar/half-day.js';
import { stagedPlan } from '../domain/staged-plan.js';
import type { UnservedReason } from '../domain/unserved.js';
import { HighsSolver } from './highs-solver.js';
import type { KeptAnswer, PlanJob, TaskAndHome, Told } from './plan-facts.js';
import { type Pair, possiblePairs } from './possible-pairs.js';
import { possibleTrips } from './possible-trips.js';
import { problemOf, tripsFound } from './problem-of-pairs.js';

class OutOfMemory extends Error {}

const tell = (told: Told) => process.send?.(told);
/** What was told is told before the end. */
const tellAndEnd = (told: Told) => process.send?.(told, () => process.disconnect());
const parent = process.ppid;

async function work(job: PlanJob): Promise<void> {
  const { pairs, unserved, allPairs } = possiblePairs(job);
  const kept = await keptAway(job, pairs);
  const left = pairs.filter(({ task, home }) => !kept.has(`${task} ${home}`));
  const { trips, allRuns } = possibleTrips(job, left);
  const problem = problemOf(job, trips);
  const highs = await HighsSolver.load();
  const watch = watchOver(job.memoryMiB);
  const { trips: planned, gap } = stagedPlan(problem, {
    solverOf: (program) => new HighsSolver(highs, program, watch),
    wholeSeconds: job.wholeSeconds,
    tell: (done, of) => tell({ kind: 'step', done, of }),
  });
  const found = tripsFound(job, trips, planned, (timeZone) => halfDayAt(new Date(job.now), timeZone));
  const served = new Set(found.flatMap(({ lines }) => lines.map(({ task }) => task)));
  const possible = new Set(left.map(({ task }) => task));
  const others = job.tasks.flatMap((_, task) => {
    if (served.has(task)) return [];
    const reason: UnservedReason = possible.has(task) ? 'OTHERS_NEED_IT_MORE' : (unserved.get(task) ?? 'NONE_FITS');
    return [{ task, reason }];
  });
  tellAndEnd({ kind: 'done', trips: found, unserved: others, gap, allPairs: allPairs && allRuns });
}

/** The secret that it takes stays where it is: the other side looks. */
async function keptAway(job: PlanJob, pairs: readonly Pair[]): Promise<ReadonlySet<string>> {
  const asked = new Map<string, TaskAndHome>();
  for (const { task, home } of pairs) if (job.tasks[task]?.keepsAway) asked.set(`${task} ${home}`, [task, home]);
  if (asked.size === 0) return new Set();
  const answer = new Promise<KeptAnswer>((resolve) => {
    process.once('message', (message) => resolve(message as KeptAnswer)); // The only message that follows a question.
  });
  tell({ kind: 'pairs', pairs: [...asked.values()] });
  return new Set((await answer).pairs.map(([task, home]) => `${task} ${home}`));
}

/** While the solver runs nothing else does: it looks itself whether it has become too large, and whether anybody still waits for it. */
function watchOver(memoryMiB: number): () => void {
  let next = 0;
  return () => {
    if (performance.now() < next) return;
    next = performance.now() + 100;
    if (process.ppid !== parent) process.exit(1);
    if (process.memoryUsage.rss() > memoryMiB * 2 ** 20) throw new OutOfMemory();
  };
}

process.once('message', (message) => {
  // From the process that started this one: a job comes first.
  work(message as PlanJob).catch((error: unknown) => {
    tellAndEnd({ kind: 'failed', code: isOutOfMemory(error) ? 'PLAN_TOO_LARGE' : 'PLAN_BROKEN_OFF' });
  });
});
process.once('disconnect', () => process.exit());
tell({ kind: 'started' });

/** Ours, WebAssembly's when it may not grow, or what the solver makes of either. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof OutOfMemory ||
    error instanceof RangeError ||
    (error instanceof Error && error.cause instanceof OutOfMemory)
  );
}
