/** The rows of an archive are put into an empty database in one transaction, as they were: no trigger makes them anew, every constraint looks at them. */
import type { RowText, TableShape } from './archive-format.js';
import { type OwnerConnection, quoted } from './owner-connection.store.js';
import { type Manifest, readArchive } from './read-archive.js';

/** Which rows of a table are wanted; undefined for all. */
export type Wanted = (table: TableShape) => 'ALL' | 'NONE' | ((row: RowText) => boolean);

/** Throws `ArchiveBroken`. Answers how many rows were put in. */
export async function loadArchive(
  connection: OwnerConnection,
  archive: { readonly path: string; readonly key: Buffer },
  wanted: Wanted,
): Promise<number> {
  let loaded = 0;
  await connection.transaction(async () => {
    const { manifest } = await readArchive(archive.path, archive.key, {
      begin: ({ tables }) => switchTriggers(connection, tables, 'DISABLE'),
      rows: async (table, rows) => {
        const which = wanted(table);
        if (which === 'NONE') return;
        loaded += await insert(connection, table, which === 'ALL' ? rows : rows.filter(which));
      },
    });
    await moveSequences(connection, manifest);
    // A table whose constraints wait for the end of the transaction cannot be altered.
    await connection.query('look-at-all-constraints', 'SET CONSTRAINTS ALL IMMEDIATE');
    await switchTriggers(connection, manifest.tables, 'ENABLE');
  });
  return loaded;
}

/** Those of ours; foreign keys go on being looked at. */
async function switchTriggers(
  connection: OwnerConnection,
  tables: readonly TableShape[],
  to: 'ENABLE' | 'DISABLE',
): Promise<void> {
  for (const { schema, name } of tables) {
    await connection.query('switch-triggers', `ALTER TABLE ${quoted(schema, name)} ${to} TRIGGER USER`);
  }
}

async function insert(
  connection: OwnerConnection,
  { schema, name, columns }: TableShape,
  rows: readonly RowText[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const names = columns.map((column) => quoted(column.name)).join(', ');
  const values = columns.map(({ type }, at) => `c${at}::${type}`).join(', ');
  const lists = columns.map((_, at) => `$${at + 1}::text[]`).join(', ');
  const { rowCount } = await connection.query(
    'load-rows',
    `INSERT INTO ${quoted(schema, name)} (${names}) OVERRIDING SYSTEM VALUE
     SELECT ${values} FROM unnest(${lists}) AS row (${columns.map((_, at) => `c${at}`).join(', ')})`,
    columns.map((_, at) => rows.map((row) => row[at] ?? null)),
  );
  return rowCount;
}

/** What counts up goes on where it was. */
async function moveSequences(connection: OwnerConnection, { tables }: Manifest): Promise<void> {
  for (const { schema, name, columns } of tables) {
    const table = quoted(schema, name);
    const { rows } = await connection.query<{ column: string; sequence: string }>(
      'sequences',
      `SELECT its.name AS column, pg_get_serial_sequence($1, its.name) AS sequence FROM unnest($2::text[]) AS its (name)
       WHERE pg_get_serial_sequence($1, its.name) IS NOT NULL`,
      [table, columns.map((column) => column.name)],
    );
    for (const { column, sequence } of rows) {
      await connection.query(
        'move-sequence',
        `SELECT setval($1, latest) FROM (SELECT max(${quoted(column)})::bigint AS latest FROM ${table}) its WHERE latest IS NOT NULL`,
        [sequence],
      );
    }
  }
}
