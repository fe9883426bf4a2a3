/** Loads offers and requests side by side, each on a connection of its own, into tables that are bare meanwhile; says how long it took and how much memory. */
import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { baring } from './bare-tables.js';
import { type Sizes, type Spread, writeAsking, writeOffers } from './suggest-rows.js';
import { rounded } from './table.js';

export interface Load {
  readonly spread: Spread;
  /** Offers, and as many requests. */
  readonly rows: number;
  readonly writingSeconds: number;
  /** Indexes and keys put back, each of which looks at all rows. */
  readonly dressingSeconds: number;
  readonly seconds: number;
  /** The most that this process and the two backends had, after the first lots and after the last. */
  readonly memoryMiB: { readonly early: number; readonly late: number };
}

const TABLES = [
  ...['offer', 'offer_line', 'offer_window', 'offer_period', 'offer_capacity'],
  ...['request', 'grocery_request', 'ride_request', 'time_request', 'request_line', 'occurrence', 'occurrence_line'],
];
/** Of each row by itself they would write what was written with it. */
const TRIGGERS = [
  ['offer', 'offer_on_shelf'],
  ['offer', 'skills_on_shelf'],
  ['time_request', 'time_on_shelf'],
  ['occurrence_line', 'listed_follows_lines'],
] as const;

/** As many as are still missing, over two connections with ordinary durability. */
export async function load(
  [client, second]: readonly [Client, Client],
  spread: Spread,
  partnerId: string,
  sizes: Sizes,
): Promise<Load> {
  const began = performance.now();
  const memory = await memoryOf([client, second]);
  const dress = await baring(client, TABLES);
  for (const [table, trigger] of TRIGGERS) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
  await Promise.all([writeOffers(client, sizes, memory.look), writeAsking(second, partnerId, sizes, memory.look)]);
  const written = performance.now();
  for (const [table, trigger] of TRIGGERS) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`);
  await dress();
  const dressed = performance.now();
  await lookAtWhatTriggersWrite(client);
  const seconds = (from: number, until: number) => rounded((until - from) / 1_000, 1);
  return {
    ...{ spread, rows: sizes.until - sizes.from, memoryMiB: memory.most() },
    ...{
      writingSeconds: seconds(began, written),
      dressingSeconds: seconds(written, dressed),
      seconds: seconds(began, dressed),
    },
  };
}

/** Not in the time of loading: that nothing else is there than one by one would have been. */
async function lookAtWhatTriggersWrite(client: Client): Promise<void> {
  const { rows } = await client.query<{ wrong: string }>(
    `SELECT (SELECT count(*) FROM offer o JOIN home h ON h.id = o.home_id
         WHERE (o.home_tier, o.home_circle_id, o.prior, o.open_until, o.understands, o.skills_in_person) IS DISTINCT FROM (tier_in_service(h), h.circle_id,
           prior_of(h.confirmed_claims, h.broken_claims), coalesce(o.ends_at, 'infinity'), base_languages(o.languages), skills_in_person_of(o.skills, o.modes)))
       + (SELECT count(*) FROM request r LEFT JOIN time_request t ON t.request_id = r.id
         WHERE (r.asked_skill, r.by_phone) IS DISTINCT FROM (t.skill, coalesce(t.mode = 'REMOTE', false)))
       + (SELECT count(*) FROM request r WHERE NOT r.listed OR NOT EXISTS (
         SELECT FROM occurrence_line l WHERE l.request_id = r.id AND l.held + l.fulfilled < l.quantity)) AS wrong`,
  );
  if (rows[0]?.wrong !== '0') throw new Error('what was loaded is not what triggers would have written');
}

/** What the processes keep for themselves, without the pages that they share. */
async function memoryOf(clients: readonly Client[]) {
  const pids: (number | 'self')[] = ['self'];
  for (const client of clients) {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    pids.push(rows[0]?.pid ?? 'self');
  }
  const seen: number[] = [];
  return {
    async look() {
      const each = await Promise.all(pids.map(ownMiB));
      seen.push(each.reduce((sum, one) => sum + one, 0));
    },
    most() {
      const half = Math.ceil(seen.length / 2);
      return {
        early: Math.round(Math.max(...seen.slice(0, half))),
        late: Math.round(Math.max(...seen.slice(half - 1))),
      };
    },
  };
}

async function ownMiB(pid: number | 'self'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
