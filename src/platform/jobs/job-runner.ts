/** The sweeps of a running service: put in line on marks of the clock, done by one worker each, handed back when it stops. */
import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Logger as JobLogger,
  makeWorkerUtils,
  parseCronItems,
  type Runner,
  run,
  type SharedOptions,
  type TaskList,
  type WorkerEvents,
  type WorkerUtils,
} from 'graphile-worker';
import { Pool } from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../logger.js';
import { JOBS_SCHEMA } from './migrate-jobs.js';
import type { RunSweeps } from './run-sweeps.js';
import { cronOf } from './scheduled-sweep.js';
import { WorkerLocks } from './worker-locks.js';

const AT_ONCE = 2;
/** Two sweeps, the ear for new jobs, and the connection whose lock says that we live. */
const CONNECTIONS = AT_ONCE + 2;
/** A mark that was missed by more than this is not made up for: a start runs every sweep anyway. */
const BACKFILL_MS = 60_000;
/** The next mark comes soon enough for what fails twice. */
const MOST_ATTEMPTS = 2;
const RESTART_MS = 10_000;

export interface JobsOptions {
  /** The main database, as its owner: the runner's tables have row security without policies. */
  readonly url: string;
  readonly sweeps: RunSweeps;
  /** Between two marks on which requests are published. */
  readonly publishingMinutes: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Jobs {
  /** Waits for sweeps that run, at most this long, then hands back what is not done. */
  stop(patienceMs: number): Promise<void>;
}

/** Brings the runner's own schema up to date, frees what dead workers held, and sets every sweep going once. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const pool = new Pool({
    connectionString: options.url,
    max: CONNECTIONS,
    application_name: 'sanctuary jobs',
    options: '-c timezone=UTC -c jit=off',
  });
  // A connection that breaks while idle is replaced with the next use.
  pool.on('error', (error) => options.logger.failure('a connection of the jobs broke', error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const shared: SharedOptions = { pgPool: pool, schema: JOBS_SCHEMA, logger: quietLogger(options.logger) };
  const utils = await makeWorkerUtils(shared);
  const locks = new WorkerLocks(pool, JOBS_SCHEMA, utils);
  await locks.freeWhatTheDeadHold();

  let stopping = false;
  let current = await startRunner(options, shared, locks);
  await catchUp(options.sweeps, utils);

  const supervise = async (): Promise<void> => {
    while (!stopping) {
      await current.runner.promise.catch((error: unknown) => options.logger.failure('the job runner stopped', error));
      if (stopping) return;
      await delay(RESTART_MS, undefined, { ref: false });
      if (stopping) return;
      current = await startRunner(options, shared, locks).catch((error: unknown) => {
        options.logger.failure('the job runner does not start', error);
        return current;
      });
    }
  };
  void supervise();

  return {
    async stop(patienceMs) {
      stopping = true;
      const stopped = current.runner.stop().then(
        () => true,
        () => true, // It had stopped by itself.
      );
      const inTime = await Promise.race([stopped, delay(patienceMs, false, { ref: false })]);
      if (inTime) await locks.untilWritten(current.poolId());
      await locks.handBack(current.poolId());
      await utils.release();
      // A sweep that outlives our patience would still want to write that it is done: it was handed back, and nobody is left to hear that there is no pool.
      pool.connect = (() => new Promise(() => undefined)) as never; // Of the overloads the runner uses the one that promises.
      await pool.end();
    },
  };
}

async function startRunner(
  { sweeps, publishingMinutes, clock, logger }: JobsOptions,
  shared: SharedOptions,
  locks: WorkerLocks,
) {
  const taskList: TaskList = Object.fromEntries(
    sweeps.schedule.map(({ name }) => [
      name,
      async () => {
        const { rows } = await sweeps.one(name, clock.now());
        // What is thrown here is stored: a bare code. The error itself went through the log's sieve.
        if (rows === null) throw new Error('SWEEP_FAILED');
      },
    ]),
  );
  let poolId = '';
  // The runner's type of its emitter is its own interface; any emitter will do.
  const events = new EventEmitter() as WorkerEvents;
  events.on('pool:create', ({ workerPool }) => {
    poolId = workerPool.id;
    void locks.live(poolId).catch((error: unknown) => logger.failure('a worker has no lock', error));
  });
  const runner: Runner = await run({
    ...shared,
    events,
    taskList,
    parsedCronItems: cronItems(sweeps, publishingMinutes),
    concurrency: AT_ONCE,
    noHandleSignals: true,
  });
  return { runner, poolId: () => poolId };
}

function cronItems(sweeps: RunSweeps, publishingMinutes: number) {
  return parseCronItems(
    sweeps.schedule.map(({ name, cadence }, priority) => ({
      task: name,
      match: cronOf(cadence, publishingMinutes),
      // Under its key a sweep waits in line once, however many marks passed or processes asked for it.
      options: { jobKey: name, backfillPeriod: BACKFILL_MS, maxAttempts: MOST_ATTEMPTS, priority },
    })),
  );
}

/** After a day of downtime everything that fell due is put right now, not at the next mark. */
async function catchUp(sweeps: RunSweeps, utils: WorkerUtils): Promise<void> {
  for (const [priority, { name }] of sweeps.schedule.entries()) {
    await utils.addJob(name, {}, { jobKey: name, maxAttempts: MOST_ATTEMPTS, priority });
  }
}

/** The runner speaks in whole sentences that quote errors: only the kind of an error reaches our log. */
function quietLogger(logger: Logger): JobLogger {
  return new JobLogger(() => (level, _message, meta) => {
    if (level !== 'error' || meta?.['failure'] === true) return; // A failed sweep was logged where it failed.
    logger.failure('the job runner met an error', meta?.['error']);
  });
}
