/** Backups for stories: made of a world, put back into databases of their own, and opened as a world again. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { BackupKeys } from '../../src/backup/backup-keys.js';
import { type BackupMade, MakeBackup } from '../../src/backup/make-backup.js';
import { RestoreBackup, type Restored, type RestoreOrder } from '../../src/backup/restore-backup.js';
import {
  type DatabaseUrls,
  databaseName,
  databaseUrls,
  withDatabaseName,
} from '../../src/platform/database/database-urls.js';
import { ErasureJournal } from '../../src/sealing/erasure/erasure-journal.js';
import { dropDatabases } from './template-database.js';
import { World } from './world.js';

export function foldersOf(world: World, name = 'backups'): string {
  return join(world.instance.config.dataFolder, name);
}

export function backUp(world: World, folder = foldersOf(world)): Promise<BackupMade> {
  return world.get(MakeBackup).execute(world.instance.urls, folder, world.clock.now());
}

export function keysOf(world: World): BackupKeys {
  return new BackupKeys(world.instance.config.backupKeyFolder, world.instance.keyProvider);
}

/** Databases that nobody has used, and what to do with them. */
export class Elsewhere {
  private constructor(
    readonly urls: DatabaseUrls,
    private readonly name: string,
  ) {}

  static async make(): Promise<Elsewhere> {
    const name = `elsewhere_${randomUUID().replaceAll('-', '')}`;
    const server = process.env['TEST_PG_OWNER_URL'] ?? '';
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} ENCODING 'UTF8'`);
    await client.end();
    return new Elsewhere(databaseUrls(withDatabaseName(server, name), undefined), name);
  }

  /** With the keys and the journal of that world, unless another journal is given. */
  restore(
    world: World,
    order: Partial<RestoreOrder> = {},
    { journal, say }: { journal?: string; say?: (line: string) => void } = {},
  ): Promise<Restored> {
    const { erasureJournal } = world.instance.config;
    return new RestoreBackup(
      this.urls,
      keysOf(world),
      new ErasureJournal(journal ?? erasureJournal, world.clock),
      say ?? (() => undefined),
    ).execute({ from: foldersOf(world), ...order }, world.clock.now());
  }

  /** What is here, with the key file of that world. */
  open(world: World): Promise<World> {
    const { dataFolder } = world.instance.config;
    return World.open({ DATABASE_URL: this.urls.main, DATA_FOLDER: dataFolder }, world.clock);
  }

  async query<Row extends object>(which: keyof DatabaseUrls, text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.urls[which] });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  get databaseName(): string {
    return databaseName(this.urls.main);
  }

  drop(): Promise<void> {
    return dropDatabases(this.name);
  }
}
