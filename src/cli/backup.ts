/** Commands about backups: made while the service runs, looked at without a database. */
import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { archivesIn } from '../backup/backup-folder.js';
import { BackupKeys } from '../backup/backup-keys.js';
import { verifyArchive } from '../backup/choose-archives.js';
import { MakeBackup } from '../backup/make-backup.js';
import { readHeader } from '../backup/read-archive.js';
import { SystemClock } from '../kernel/clock.js';
import { CannotStart } from '../platform/cannot-start.js';
import { type Config, readConfig } from '../platform/config.js';
import { openKeyProvider } from '../platform/open-keys.js';
import { type Act, type Answer, table } from './terminal.js';
import { withService } from './with-service.js';

const FOLDER = ['--to <folder>', 'where archives are; BACKUP_FOLDER when left out'] as const;

export function addBackup(program: Command, act: Act): void {
  const backup = program
    .command('backup')
    .description('both databases as they are now, sealed; what is over is removed')
    .option(...FOLDER)
    .action(act((options: { to?: string }) => make(options.to)));
  backup
    .command('list')
    .description('which archives there are, and until when they open')
    .option(...FOLDER)
    .action(act((_options: object, command: Command) => list(command.optsWithGlobals<{ to?: string }>().to)));
  backup
    .command('verify')
    .description('read an archive to its end: whether it opens, is whole and was not changed')
    .argument('<file>', 'the archive')
    .action(act((file: string) => verify(file)));
}

function make(to: string | undefined): Promise<Answer> {
  return withService(async (app, { config, urls, clock }) => {
    const folder = resolve(to ?? config.backupFolder);
    const made = await app.get(MakeBackup, { strict: false }).execute(urls, folder, clock.now());
    const archives = made.archives.map(({ path, rows, bytes, opensUntil }) => ({
      file: path,
      rows,
      bytes,
      opensUntil: opensUntil.toISOString(),
    }));
    const rows = archives.map(({ file, rows: its, bytes, opensUntil }) => [
      basename(file),
      String(its),
      String(bytes),
      opensUntil.slice(0, 10),
    ]);
    const lines = [
      `In ${dirname(archives[0]?.file ?? folder)}:`,
      ...table(['FILE', 'ROWS', 'BYTES', 'OPENS UNTIL'], rows, ''),
    ];
    return { json: { backup: made.backup, archives, removed: made.removed }, lines };
  });
}

async function list(to: string | undefined): Promise<Answer> {
  const config = readConfig(process.env);
  const found = await archivesIn(resolve(to ?? config.backupFolder), await keysOf(config), new SystemClock().now());
  const archives = found.map(({ path, part, madeAt, bytes, opensUntil, backup }) => ({
    file: path,
    ...{ backup, part, madeAt, bytes },
    opensUntil: opensUntil?.toISOString() ?? null,
  }));
  const rows = archives.map((its) => [
    basename(its.file),
    its.part,
    its.madeAt.slice(0, 16),
    String(its.bytes),
    its.opensUntil?.slice(0, 10) ?? 'opens no more',
  ]);
  return { json: archives, lines: table(['FILE', 'PART', 'MADE', 'BYTES', 'OPENS UNTIL'], rows, 'There are none.') };
}

async function verify(file: string): Promise<Answer> {
  const config = readConfig(process.env);
  const header = await readHeader(file);
  if (!header) throw new CannotStart(`${basename(file)} is not an archive of ours.`);
  const read = await verifyArchive({ path: file, keyId: header.keyId }, await keysOf(config), new SystemClock().now());
  const tables = read.manifest.tables.map(({ schema, name }, at) => ({
    table: `${schema}.${name}`,
    rows: read.counts[at] ?? 0,
  }));
  const rows = tables.map((its) => [its.table, String(its.rows)]);
  const json = {
    backup: header.backup,
    part: header.part,
    madeAt: header.madeAt,
    migrations: read.manifest.migrations,
    tables,
  };
  return { json, lines: [...table(['TABLE', 'ROWS'], rows, ''), 'It is whole.'] };
}

async function keysOf(config: Config): Promise<BackupKeys> {
  return new BackupKeys(config.backupKeyFolder, await openKeyProvider(config));
}
