/** What a thief has of each request: every column of every row that hangs on it in both databases, where the rows lie and who wrote them. */
import { Client } from 'pg';
import type { World } from '../../world/world.js';

/** By `table.column`: all values there are, of one request. */
export type Stolen = ReadonlyMap<string, readonly string[]>;

interface StoredRow {
  readonly table: string;
  readonly values: Readonly<Record<string, string | null>>;
}

export async function stealAll(world: World, requestIds: readonly string[]): Promise<ReadonlyMap<string, Stolen>> {
  const rows = [...(await dump(world.instance.urls.main)), ...(await dump(world.instance.urls.keyStore))];
  const parts = new Map(requestIds.map((id) => [id, new Set([id])]));
  // Twice around: keys and lines hang on what hangs on the request.
  const owners = new Map<string, string>(requestIds.map((id) => [id, id]));
  for (let round = 0; round < 2; round += 1) {
    for (const { values } of rows) {
      const its = Object.values(values).flatMap((value) => (value && UUID.test(value) ? [value] : []));
      const owner = ownerOf(its, owners);
      if (!owner) continue;
      for (const [column, value] of Object.entries(values)) {
        if (value && UUID.test(value) && isOwn(column)) {
          owners.set(value, owner);
          parts.get(owner)?.add(value);
        }
      }
    }
  }
  const stolen = new Map(requestIds.map((id) => [id, new Map<string, string[]>()]));
  for (const { table, values } of rows) {
    const owner = ownerOf(
      Object.values(values).flatMap((value) => (value && UUID.test(value) ? [value] : [])),
      owners,
    );
    const its = owner && stolen.get(owner);
    if (!its) continue;
    for (const [column, value] of Object.entries(values)) {
      const name = `${table}.${column}`;
      its.set(name, [...(its.get(name) ?? []), value ?? '']);
    }
  }
  return stolen;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** What many requests share belongs to none of them. */
const SHARED = new Set([
  'partner_id',
  'intake_coordinator_id',
  'home_id',
  'coordinator_id',
  'offer_id',
  'circle_id',
  'first_refusal_home_id',
]);

function isOwn(column: string): boolean {
  return !SHARED.has(column);
}

function ownerOf(ids: readonly string[], owners: ReadonlyMap<string, string>): string | undefined {
  for (const id of ids) {
    const owner = owners.get(id);
    if (owner) return owner;
  }
  return undefined;
}

/** In the order on disk; `#place` is the row's rank in it, `#writer` the transaction that wrote it. */
async function dump(url: string): Promise<readonly StoredRow[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema IN ('public', 'sealed') AND table_type = 'BASE TABLE' GROUP BY 1`,
    );
    const found: StoredRow[] = [];
    for (const { name, columns } of tables) {
      // Boxes are ciphertext: what is left of them is how long they are, and whether two are the same.
      const read = columns.map((column) => `"${column}"::text`).join(', ');
      const { rows } = await client.query<Record<string, string | null>>(
        `SELECT ${read}, xmin::text AS "#writer" FROM ${name} ORDER BY ctid`,
      );
      found.push(...rows.map((values, place) => ({ table: name, values: { ...values, '#place': String(place) } })));
    }
    return found;
  } finally {
    await client.end();
  }
}
