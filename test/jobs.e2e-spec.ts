/** Sweeps put right what is due, however late and however often they run, and a worker that dies holds nothing back. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { Client } from 'pg';
import { type Jobs, startJobs } from '../src/platform/jobs/job-runner.js';
import { RunSweeps, SweepsFailed } from '../src/platform/jobs/run-sweeps.js';
import { Metrics } from '../src/platform/metrics/metrics.js';
import { Rings } from '../src/requester/rings.js';
import { DataKeys } from '../src/sealing/data-keys.js';
import { scheduledSweeps } from '../src/sweeps.js';
import { World } from './world/world.js';

jest.setTimeout(30_000);

describe('sweeps', () => {
  let world: World;
  let owner: Client;
  const started: Jobs[] = [];

  beforeAll(async () => {
    world = await World.open();
    owner = new Client({ connectionString: world.instance.urls.main });
    await owner.connect();
  });
  afterEach(async () => {
    for (const jobs of started.splice(0)) await jobs.stop(2_000);
  });
  afterAll(async () => {
    await owner.end();
    await world.close();
  });

  async function start(sweeps: RunSweeps = world.get(RunSweeps)): Promise<Jobs> {
    const { urls, logger } = world.instance;
    const jobs = await startJobs({ url: urls.main, sweeps, publishingMinutes: 10, clock: world.clock, logger });
    started.push(jobs);
    return jobs;
  }

  /** The real runner with one sweep of the test's own. */
  function only(name: string, run: (now: Date) => Promise<number>): RunSweeps {
    class OnlySweep {
      readonly name = name;
      readonly run = run;
    }
    const { logger } = world.instance;
    const modules = { get: () => new OnlySweep() } as never; // The one method of ModuleRef that is asked.
    return new RunSweeps([{ sweep: OnlySweep, cadence: 'EVERY_HALF_HOUR' }], modules, logger, world.get(Metrics));
  }

  async function jobs(): Promise<{ task_identifier: string; locked_by: string | null; last_error: string | null }[]> {
    return (await owner.query('SELECT task_identifier, locked_by, last_error FROM jobs.jobs ORDER BY id')).rows;
  }

  it('are all in the schedule, under names of their own', () => {
    const found = [...world.app.get(ModulesContainer).values()].flatMap((module) =>
      [...module.providers.values()].flatMap(({ instance }) =>
        looksLikeSweep(instance) ? [instance.constructor] : [],
      ),
    );
    expect(new Set(found)).toEqual(new Set(scheduledSweeps.map(({ sweep }) => sweep)));
    const names = world.get(RunSweeps).schedule.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('change what is due once, right after a day of downtime, and nothing when they run again', async () => {
    const now = world.clock.now();
    await world.get(DataKeys).create('PERSON', new Date(now.getTime() + 3_600_000), now);
    await owner.query(
      `INSERT INTO idempotent_answer (digest, body_digest, started_at) VALUES (sha256('a'), sha256('b'), $1)`,
      [now],
    );
    world.clock.advance({ days: 1, minutes: 1 });
    const rows = async () =>
      Object.fromEntries(
        (await world.get(RunSweeps).all(world.clock.now())).map((report) => [report.name, report.rows]),
      );
    expect(await rows()).toMatchObject({ 'destroy-due-keys': 1, 'forget-answers': 1, 'forget-notices': 0 });
    expect(await rows()).toMatchObject({ 'destroy-due-keys': 0, 'forget-answers': 0, 'forget-notices': 0 });
  });

  it('erase a ring that nobody opened for 90 days', async () => {
    const created = await world.get(Rings).create('en', world.clock.now());
    if (!('words' in created)) throw new Error('busy');
    world.clock.advance({ days: 90 });
    await world.get(RunSweeps).one('forget-idle-rings', world.clock.now());
    expect(
      await world.get(Rings).reopen(created.opened.selector, created.opened.ringKey, world.clock.now()),
    ).not.toBeNull();
    world.clock.advance({ days: 91 });
    await world.get(RunSweeps).one('forget-idle-rings', world.clock.now());
    expect(
      await world.get(Rings).reopen(created.opened.selector, created.opened.ringKey, world.clock.now()),
    ).toBeNull();
  });

  it('do not stop one another, and a failure is a code in the jobs and a kind in the log', async () => {
    const failing = only('fails', async () => {
      throw new TypeError('typed-by-somebody');
    });
    await expect(failing.all(world.clock.now())).rejects.toThrow(SweepsFailed);
    await start(failing);
    await until(async () => (await jobs()).some(({ last_error }) => last_error !== null));
    expect((await jobs()).map(({ last_error }) => last_error)).toContain('SWEEP_FAILED');
    expect(world.logLines.join('')).toContain('"errorName":"TypeError"');
    expect(world.logLines.join('')).not.toContain('typed-by-somebody');
    await owner.query('DELETE FROM jobs._private_jobs');
  });

  it('run at once when the service starts, with the time that they are told', async () => {
    const told: string[] = [];
    await start(
      only('listens', async (now) => {
        told.push(now.toISOString());
        return 0;
      }),
    );
    await until(async () => told.length > 0 && (await jobs()).length === 0);
    expect(told).toEqual([world.clock.now().toISOString()]);
  });

  it('are finished before a stop, and handed back when they take longer', async () => {
    let finished = false;
    let began = 0;
    const slow = only('slow', async () => {
      began += 1;
      await delay(300);
      finished = true;
      return 1;
    });
    await (await start(slow)).stop(5_000).finally(() => started.pop());
    expect({ began, finished, left: await jobs() }).toEqual({ began: 1, finished: true, left: [] });

    const endless = only(
      'endless',
      () => new Promise<number>((resolve) => void setTimeout(() => resolve(0), 60_000).unref()),
    );
    const running = await start(endless);
    await until(async () => (await jobs()).some(({ locked_by }) => locked_by !== null));
    await running.stop(50);
    started.pop();
    expect(await jobs()).toMatchObject([{ task_identifier: 'endless', locked_by: null }]);
    await owner.query('DELETE FROM jobs._private_jobs');
  });

  it('of a worker that died are freed by the next start, those of a living one are not', async () => {
    const living = await start(
      only('endless', () => new Promise<number>((resolve) => void setTimeout(() => resolve(0), 60_000).unref())),
    );
    await until(async () => (await jobs()).some(({ locked_by }) => locked_by !== null));
    await owner.query(`SELECT jobs.add_job('left-behind', run_at => $1)`, ['2999-01-01']);
    await owner.query(
      `UPDATE jobs._private_jobs SET locked_by = 'pool-of-the-dead', locked_at = now() WHERE run_at > '2900-01-01'`,
    );
    await start(only('another', async () => 0));
    const held = Object.fromEntries((await jobs()).map((job) => [job.task_identifier, job.locked_by]));
    expect(held).toMatchObject({ 'left-behind': null, endless: expect.stringContaining('pool-') });
    await living.stop(50);
    started.shift();
    await owner.query('DELETE FROM jobs._private_jobs');
  });

  function looksLikeSweep(instance: unknown): instance is { constructor: unknown } {
    return (
      typeof instance === 'object' &&
      instance !== null &&
      'name' in instance &&
      typeof instance.name === 'string' &&
      'run' in instance &&
      typeof instance.run === 'function'
    );
  }

  async function until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 5_000;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error('It did not come true in time.');
      await delay(10);
    }
  }
});
