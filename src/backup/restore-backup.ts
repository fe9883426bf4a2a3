/** A backup is put back whole, brought to today's schema, and loses again what was erased since; on the way the databases serve nobody. */
import { keyStoreMigrations, type MigrationClass, mainMigrations } from '../../migrations/index.js';
import { halfDayAt, startOfHalfDay } from '../calendar/half-day.js';
import { CannotStart } from '../platform/cannot-start.js';
import { type DatabaseUrls, databaseName } from '../platform/database/database-urls.js';
import { bringUp, createDatabaseIfMissing } from '../platform/database/migrate.js';
import type { ErasureJournal } from '../sealing/erasure/erasure-journal.js';
import { noteErased } from '../sealing/erasure/keep-erasures.js';
import type { Part, RowText, TableShape } from './archive-format.js';
import type { BackupKeys } from './backup-keys.js';
import { type ChosenArchive, chooseArchives } from './choose-archives.js';
import { emptyAndMark, lookAt, remembersErased, removeMark } from './empty-database.store.js';
import { type ErasedAgain, eraseAgain, eraseFamilies } from './erase-again.store.js';
import { loadArchive, type Wanted } from './load-archive.store.js';
import { OwnerConnection } from './owner-connection.store.js';
import { reachesFrom } from './reach-of-journal.js';

export interface RestoreOrder {
  /** An archive, or a folder: then its latest backup. */
  readonly from: string;
  /** The other database stays as it is. */
  readonly only?: Part | undefined;
  /** The main database's name, when what is in it is to go. */
  readonly replace?: string | undefined;
  /** The day on which the service ran last (YYYY-MM-DD), when that was before yesterday. */
  readonly stoppedOn?: string | undefined;
  /** For when there is no journal: nothing of any family comes back. */
  readonly withoutFamilies?: boolean | undefined;
}

export interface Restored {
  readonly backup: string;
  readonly rows: Readonly<Partial<Record<Part, number>>>;
  readonly erasedAgain: ErasedAgain;
  /** Requests that did not come back since nothing says whose family erased itself. */
  readonly withoutFamilies: number;
}

interface Connections {
  readonly main: OwnerConnection;
  readonly keys: OwnerConnection;
}

/** The keys first, so that a main database is never there with nothing to erase it by. */
const PARTS: readonly Part[] = ['keys', 'main'];
const MIGRATIONS: Readonly<Record<Part, MigrationClass[]>> = { main: mainMigrations, keys: keyStoreMigrations };
/** Whose records are not families': offers' words and everybody's listings, names and addresses of homes and coordinators. */
const NOT_OF_FAMILIES = new Set(['LISTING', 'PERSON']);
const OF_FAMILIES = new Set(['public.ring', 'public.reissued_request']);

export class RestoreBackup {
  constructor(
    private readonly urls: DatabaseUrls,
    private readonly keys: BackupKeys,
    private readonly journal: ErasureJournal,
    private readonly say: (line: string) => void,
  ) {}

  /** Throws `CannotStart` with what stands in the way; until the marks are set nothing has been changed. */
  async execute(order: RestoreOrder, now: Date): Promise<Restored> {
    const archives = await chooseArchives(order.from, order.only, this.keys, now);
    for (const { part, manifest } of archives) refuseUnknown(MIGRATIONS[part], manifest.migrations);
    await createDatabaseIfMissing(this.urls.keyStore, this.urls.main);
    const main = await OwnerConnection.open(this.urls.main, 'restore');
    try {
      const keys = await OwnerConnection.open(this.urls.keyStore, 'restore');
      try {
        await this.prepare({ main, keys }, archives, order, now);
        return await this.restore({ main, keys }, archives, order, now);
      } finally {
        await keys.close();
      }
    } finally {
      await main.close();
    }
  }

  private async prepare(
    connections: Connections,
    archives: readonly ChosenArchive[],
    order: RestoreOrder,
    now: Date,
  ): Promise<void> {
    for (const { part } of archives) {
      const found = await lookAt(connections[part]);
      if (found.served > 0) throw new CannotStart('A service runs on these databases. Stop it first.');
      if (found.inhabited && !found.marked && order.replace !== databaseName(this.urls.main)) {
        throw new CannotStart(
          'These databases are not empty. To give up what is in them, say so: --replace and the name of the main database.',
        );
      }
    }
    // What is about to go may remember what the journal has not heard of yet.
    for (const connection of Object.values(connections)) {
      if (await remembersErased(connection)) await noteErased(connection, this.journal, now);
    }
    const backup = archives[0]?.backup ?? '';
    if (!order.withoutFamilies) await reachesFrom(this.journal, backup, order.stoppedOn, now);
  }

  private async restore(
    connections: Connections,
    archives: readonly ChosenArchive[],
    order: RestoreOrder,
    now: Date,
  ): Promise<Restored> {
    const inOrder = archives.toSorted((a, b) => PARTS.indexOf(a.part) - PARTS.indexOf(b.part));
    const backup = inOrder[0]?.backup ?? '';
    for (const { part } of inOrder) await emptyAndMark(connections[part], backup);
    const rows: Partial<Record<Part, number>> = {};
    for (const archive of inOrder) {
      const { part, manifest } = archive;
      await bringUp(this.urlOf(part), named(MIGRATIONS[part], new Set(manifest.migrations)));
      rows[part] = await loadArchive(connections[part], archive, wantedOf(part, order));
      this.say(`${part}: ${rows[part]} rows.`);
    }
    for (const part of PARTS) await bringUp(this.urlOf(part), MIGRATIONS[part]);
    const endsAt = startOfHalfDay(halfDayAt(now, 'UTC') + 1, 'UTC');
    const erasedAgain = await eraseAgain(connections.keys, connections.main, this.journal, endsAt);
    const isMainHere = inOrder.some(({ part }) => part === 'main');
    const withoutFamilies = order.withoutFamilies && isMainHere ? await eraseFamilies(connections.main, endsAt) : 0;
    for (const { part } of inOrder.toReversed()) await removeMark(connections[part]);
    return { backup, rows, erasedAgain, withoutFamilies };
  }

  private urlOf(part: Part): string {
    return part === 'main' ? this.urls.main : this.urls.keyStore;
  }
}

function wantedOf(part: Part, { withoutFamilies }: RestoreOrder): Wanted {
  if (part === 'main' || !withoutFamilies) return () => 'ALL';
  return (table: TableShape) => {
    if (OF_FAMILIES.has(`${table.schema}.${table.name}`)) return 'NONE';
    if (table.name !== 'data_key') return 'ALL';
    const purpose = table.columns.findIndex(({ name }) => name === 'purpose');
    return (row: RowText) => NOT_OF_FAMILIES.has(row[purpose] ?? '');
  };
}

function refuseUnknown(known: readonly MigrationClass[], migrations: readonly string[]): void {
  const names = new Set(known.map(nameOfMigration));
  if (migrations.every((name) => names.has(name))) return;
  throw new CannotStart('This backup was made by a newer program: restore it with that one.');
}

function named(migrations: readonly MigrationClass[], names: ReadonlySet<string>): MigrationClass[] {
  return migrations.filter((its) => names.has(nameOfMigration(its)));
}

function nameOfMigration(its: MigrationClass): string {
  return new its().name ?? its.name;
}
