/** One database as it is at one moment, whatever is written meanwhile. */
import type { RowText, TableShape } from './archive-format.js';
import { OwnerConnection, quoted } from './owner-connection.store.js';
import { tablesToKeep } from './table-shapes.store.js';
import type { Source } from './write-archive.js';

/** Few enough to be held in memory, even of the widest rows. */
const AT_ONCE = 250;

export class DatabaseSnapshot implements Source {
  private constructor(private readonly connection: OwnerConnection) {}

  /** The moment is the one at which this resolves. */
  static async open(url: string): Promise<DatabaseSnapshot> {
    const connection = await OwnerConnection.open(url, 'backup');
    try {
      await connection.query('begin-snapshot', 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      // The first statement after BEGIN takes the snapshot.
      await connection.query('take-snapshot', 'SELECT 1');
      return new DatabaseSnapshot(connection);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async migrations(): Promise<string[]> {
    const { rows } = await this.connection.query<{ name: string }>(
      'migrations',
      'SELECT name FROM migration ORDER BY id',
    );
    return rows.map(({ name }) => name);
  }

  tables(): Promise<TableShape[]> {
    return tablesToKeep(this.connection);
  }

  /** In the order of their keys, most of which are random: how rows lay on disk, one beside the other, is nobody's business. */
  async *rows({ schema, name, columns, primaryKey }: TableShape): AsyncGenerator<readonly RowText[]> {
    const listed = columns.map((column) => quoted(column.name)).join(', ');
    const order = primaryKey.length > 0 ? ` ORDER BY ${primaryKey.map((column) => quoted(column)).join(', ')}` : '';
    await this.connection.query(
      'declare',
      `DECLARE kept NO SCROLL CURSOR FOR SELECT ${listed} FROM ${quoted(schema, name)}${order}`,
    );
    for (;;) {
      const rows = await this.connection.texts(`FETCH ${AT_ONCE} FROM kept`);
      if (rows.length > 0) yield rows;
      if (rows.length < AT_ONCE) break;
    }
    await this.connection.query('close', 'CLOSE kept');
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
