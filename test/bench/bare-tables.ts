/** Tables are filled many times faster while nothing looks at each row by itself; all that was taken away comes back, and looks at all rows at once. */
import type { Client } from 'pg';

interface Named {
  readonly on: string;
  readonly name: string;
  readonly definition: string;
}

/** Takes indexes and keys from the tables, and returns what puts each back as it was: what is not as they demand fails there. */
export async function baring(client: Client, tables: readonly string[]): Promise<() => Promise<void>> {
  const references = await constraints(client, tables, `contype = 'f'`);
  // Of references each needs a key on the other side: they go first and come last.
  for (const { on, name } of references) await client.query(`ALTER TABLE ${on} DROP CONSTRAINT ${name}`);
  const keys = await constraints(client, tables, `contype IN ('p', 'u')`);
  for (const { on, name } of keys) await client.query(`ALTER TABLE ${on} DROP CONSTRAINT ${name}`);
  const { rows: indexes } = await client.query<Named>(
    `SELECT indrelid::regclass::text AS on, indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = ANY ($1::regclass[])`,
    [tables],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  return async () => {
    await client.query(`SET maintenance_work_mem = '256MB'`);
    for (const its of keys) await put(client, its);
    for (const { definition } of indexes) await client.query(definition);
    for (const its of references) await put(client, its);
    await client.query('RESET maintenance_work_mem');
  };
}

async function put(client: Client, { on, name, definition }: Named): Promise<void> {
  await client.query(`ALTER TABLE ${on} ADD CONSTRAINT ${name} ${definition}`);
}

/** Keys of the tables, or references from them and to them. */
async function constraints(client: Client, tables: readonly string[], condition: string): Promise<Named[]> {
  const { rows } = await client.query<Named>(
    `SELECT conrelid::regclass::text AS on, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE ${condition} AND (conrelid = ANY ($1::regclass[]) OR (contype = 'f' AND confrelid = ANY ($1::regclass[])))`,
    [tables],
  );
  return rows;
}
