/** Commands about the instance itself: its schema, its sweeps, and how much there is. */
import type { Command } from 'commander';
import { SystemClock } from '../kernel/clock.js';
import { CannotStart, RESTORE_BROKEN_OFF } from '../platform/cannot-start.js';
import { type Config, readConfig } from '../platform/config.js';
import { areBeingRestored, migrate } from '../platform/database/migrate.js';
import { findDatabaseServer } from '../platform/database-server.js';
import { migrateJobs } from '../platform/jobs/migrate-jobs.js';
import { RunSweeps, type SweepReport, SweepsFailed } from '../platform/jobs/run-sweeps.js';
import { Canaries } from '../sealing/canaries.js';
import { CountsStore } from './counts.store.js';
import { type Act, type Answer, complain, table } from './terminal.js';
import { withService } from './with-service.js';

export function addMaintenance(program: Command, act: Act): void {
  program
    .command('migrate')
    .description('bring both databases to the newest schema; needs no keys')
    .action(act(() => bringUp(readConfig(process.env))));

  program
    .command('counts')
    .description('how much of everything there is')
    .action(
      act(() =>
        withService(async (app, { owner }) => {
          const canaries = app.get(Canaries, { strict: false });
          const counts = await new CountsStore().all(owner.database, canaries.allIds);
          const rows = counts.map(({ what, state, count }) => [what, state, String(count)]);
          return { json: counts, lines: table(['WHAT', 'STATE', 'COUNT'], rows, 'There is nothing yet.') };
        }),
      ),
    );

  program
    .command('sweep')
    .description('put right now what fell due, as the service does by itself on marks of the clock')
    .argument('[names...]', 'only these sweeps')
    .action(act((names: string[]) => sweep(names)));
}

async function bringUp(config: Config): Promise<Answer> {
  const server = await findDatabaseServer(config, { say: complain, mayAttach: true });
  try {
    if (await areBeingRestored(server.urls)) throw new CannotStart(RESTORE_BROKEN_OFF);
    const { applied } = await migrate(server.urls);
    await migrateJobs(server.urls.main);
    const line = applied === 0 ? 'The schema is the newest already.' : `${applied} migrations were applied.`;
    return { json: { applied }, lines: [line] };
  } finally {
    await server.embedded?.stop();
  }
}

function sweep(names: readonly string[]): Promise<Answer> {
  return withService(async (app) => {
    const sweeps = app.get(RunSweeps, { strict: false });
    const known = sweeps.schedule.map(({ name }) => name);
    if (!names.every((name) => known.includes(name))) throw new CannotStart(`The sweeps are: ${known.join(', ')}.`);
    const reports = await ran(sweeps, names);
    if (reports.some(({ rows }) => rows === null)) process.exitCode = 1;
    const rows = reports.map(({ name, rows: its, milliseconds }) => [
      name,
      its === null ? 'failed' : String(its),
      `${milliseconds} ms`,
    ]);
    return { json: reports, lines: table(['SWEEP', 'ROWS', 'TOOK'], rows, 'There are no sweeps.') };
  });
}

async function ran(sweeps: RunSweeps, names: readonly string[]): Promise<readonly SweepReport[]> {
  const now = new SystemClock().now();
  if (names.length === 0) {
    return sweeps.all(now).catch((error: unknown) => {
      if (error instanceof SweepsFailed) return error.reports;
      throw error;
    });
  }
  const reports: SweepReport[] = [];
  for (const name of names) reports.push(await sweeps.one(name, now));
  return reports;
}
