/** The command that puts a backup back, with everything erased since then erased again. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Part } from '../backup/archive-format.js';
import { BackupKeys } from '../backup/backup-keys.js';
import { RestoreBackup, type RestoreOrder } from '../backup/restore-backup.js';
import { isLocalDate } from '../calendar/half-day.js';
import { SystemClock } from '../kernel/clock.js';
import { CannotStart } from '../platform/cannot-start.js';
import { readConfig } from '../platform/config.js';
import { findDatabaseServer } from '../platform/database-server.js';
import { migrateJobs } from '../platform/jobs/migrate-jobs.js';
import { openKeyProvider } from '../platform/open-keys.js';
import { ErasureJournal } from '../sealing/erasure/erasure-journal.js';
import { type Act, type Answer, complain } from './terminal.js';

interface Options {
  readonly from?: string;
  readonly only?: Part;
  readonly replace?: string;
  readonly stoppedOn?: string;
  readonly withoutFamilies?: boolean;
}

export function addRestore(program: Command, act: Act): void {
  program
    .command('restore')
    .description('put a backup back, while the service is stopped; what was erased since then stays erased')
    .option(
      '--from <archive>',
      'one of its two files, or a folder: then the latest backup there; BACKUP_FOLDER when left out',
    )
    .addOption(new Option('--only <part>', 'leave the other database as it is').choices(['main', 'keys']))
    .option('--replace <name>', 'give up what the databases hold; the name of the main one says that you mean it')
    .option('--stopped-on <day>', 'the day on which the service ran last (YYYY-MM-DD), when that was before yesterday')
    .option('--without-families', 'when the journal of what was erased is lost: no request, ring or handoff comes back')
    .action(act((options: Options) => restore(options)));
}

async function restore({ from, stoppedOn, ...rest }: Options): Promise<Answer> {
  if (stoppedOn !== undefined && !isLocalDate(stoppedOn))
    throw new CannotStart('--stopped-on takes a date, YYYY-MM-DD.');
  const config = readConfig(process.env);
  const clock = new SystemClock();
  const keys = new BackupKeys(config.backupKeyFolder, await openKeyProvider(config));
  const journal = new ErasureJournal(config.erasureJournal, clock);
  const server = await findDatabaseServer(config, { say: complain, mayAttach: true });
  try {
    const order: RestoreOrder = { ...rest, stoppedOn, from: resolve(from ?? config.backupFolder) };
    const restored = await new RestoreBackup(server.urls, keys, journal, complain).execute(order, clock.now());
    await migrateJobs(server.urls.main);
    const { erasedAgain: again, withoutFamilies } = restored;
    const lines = [
      `Restored backup ${restored.backup}.`,
      `Erased again: ${again.keys} keys, ${again.rings} rings, ${again.codes} return codes, ${again.requests} requests, ${again.texts} texts; ${again.withdrawn} requests are withdrawn again.`,
      ...(withoutFamilies > 0 ? [`${withoutFamilies} requests did not come back.`] : []),
      'Everybody signs in anew. What happened after the backup is lost, but for what was erased.',
    ];
    return { json: restored, lines };
  } finally {
    await server.embedded?.stop();
  }
}
