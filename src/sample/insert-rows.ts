/** Loads many rows in one statement: the columns are those of the first row, the types those of the table. */
import { escapeIdentifier } from 'pg';
import type { Queryable } from '../platform/queryable.js';

export type SampleRow = Readonly<Record<string, unknown>>;

export async function insertRows(db: Queryable, table: string, rows: readonly SampleRow[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => escapeIdentifier(column))
    .join(', ');
  const target = table
    .split('.')
    .map((part) => escapeIdentifier(part))
    .join('.');
  await db.query(
    `sample-${table}`,
    `INSERT INTO ${target} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${target}, $1::json)`,
    [JSON.stringify(rows)],
  );
}

/** A box as PostgreSQL reads it out of text. */
export function bytea(box: Buffer): string {
  return `\\x${box.toString('hex')}`;
}
