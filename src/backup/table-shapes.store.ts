/** Which tables there are, which columns they have and which other tables they need: as the database knows it, so that no new table is forgotten. */
import type { Queryable } from '../platform/queryable.js';
import type { TableShape } from './archive-format.js';
import { inOrderOfNeed, LEFT_OUT } from './order-of-need.js';

const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum), '[]')
     FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
    (SELECT coalesce(jsonb_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
     WHERE i.indrelid = c.oid AND i.indisprimary) AS "primaryKey",
    (SELECT coalesce(jsonb_agg(DISTINCT fn.nspname || '.' || f.relname), '[]')
     FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
     WHERE k.conrelid = c.oid AND k.contype = 'f') AS needs
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'sealed') AND c.relkind = 'r'`;

/** In an order of need, without those that no backup holds. */
export async function tablesToKeep(db: Queryable): Promise<TableShape[]> {
  const { rows } = await db.query<TableShape>('tables-to-keep', TABLES);
  return inOrderOfNeed(rows.filter(({ schema, name }) => !LEFT_OUT.has(`${schema}.${name}`)));
}
