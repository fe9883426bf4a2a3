/** Funds, pledges, requests and their accounts, written straight into the tables. Their ids are numbers, so that pgbench can name them too. */
import type { Client } from 'pg';

export const FUNDS = 50;
export const REQUESTS = 20_000;
/** To each fund, each of a home of its own. */
const PLEDGES = 100;
/** One transaction writes so many transfers. */
const BATCH = 20_000;

/** The n-th of its kind: f a fund, a its account, b an account of a request, d a pledge, e the account of its giver. */
export const idOf = (letter: string, n: number) => `${letter.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const idIn = (letter: string, n: string) =>
  `(repeat('${letter}', 8) || '-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
const of = (at: string) => ({ fund: `1 + (${at} - 1) / ${PLEDGES}` });

export async function writeAccounts(client: Client, partnerId: string): Promise<void> {
  const numbered = (count: number) => `generate_series(1, ${count}) AS n`;
  const write = (table: string, columns: string, values: string, count: number) =>
    client.query(
      `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${numbered(count)} WHERE $1::uuid IS NOT NULL`,
      [partnerId],
    );
  await write(
    'fund',
    'id, partner_id, currency, kind, state, title, needs, begun_on',
    `${idIn('f', 'n')}, $1, 'USD', 'FUND', 'OPEN', 'Fund ' || n, '{MONEY}', '2026-01-01'`,
    FUNDS,
  );
  await write(
    'pledge',
    'id, partner_id, fund_id, currency, cadence, amount, state, pledged_on',
    `${idIn('d', 'n')}, $1, ${idIn('f', of('n').fund)}, 'USD', 'ONCE', 1000, 'DONE', '2026-01-01'`,
    FUNDS * PLEDGES,
  );
  const account = (kind: string, letter: string, count: number, its = 'NULL, NULL') =>
    write(
      'ledger_account',
      'id, kind, partner_id, currency, fund_id, pledge_id',
      `${idIn(letter, 'n')}, '${kind}', $1, 'USD', ${its}`,
      count,
    );
  await account('FUND', 'a', FUNDS, `${idIn('f', 'n')}, NULL::uuid`);
  await account('REQUEST', 'b', REQUESTS, 'NULL::uuid, NULL::uuid');
  await account('GIVER', 'e', FUNDS * PLEDGES, `NULL::uuid, ${idIn('d', 'n')}`);
}

/** So much comes into each fund, from the first of its givers. */
export async function fill(client: Client, partnerId: string, amount: number): Promise<void> {
  await transfers(client, partnerId, { kind: 'RECEIVED', count: FUNDS, amount, on: "date '2026-01-01'" }, [
    idIn('e', `1 + (n - 1) * ${PLEDGES}`),
    idIn('a', 'n'),
  ]);
}

/** Over a year, until there are so many entries: one half comes from givers into funds, the other goes from funds to requests. */
export async function writeYear(client: Client, partnerId: string, entries: number): Promise<void> {
  const on = "date '2026-01-01' + (n % 365)::integer";
  for (;;) {
    const { rows } = await client.query<{ there: number }>('SELECT count(*)::int AS there FROM ledger_entry');
    const missing = Math.ceil((entries - (rows[0]?.there ?? 0)) / 2);
    if (missing <= 0) break;
    const count = Math.min(BATCH, Math.ceil(missing / 2));
    const pledge = `1 + n % ${FUNDS * PLEDGES}`;
    await transfers(client, partnerId, { kind: 'RECEIVED', count, amount: 2, on }, [
      idIn('e', pledge),
      idIn('a', of(`(${pledge})`).fund),
    ]);
    await transfers(client, partnerId, { kind: 'ALLOCATED', count, amount: 1, on }, [
      idIn('a', `1 + n % ${FUNDS}`),
      idIn('b', `1 + n % ${REQUESTS}`),
    ]);
  }
  await client.query('VACUUM ANALYZE');
}

interface Transfers {
  readonly kind: string;
  readonly count: number;
  readonly amount: number;
  /** Of the n-th. */
  readonly on: string;
}

async function transfers(
  client: Client,
  partnerId: string,
  { kind, count, amount, on }: Transfers,
  [from, to]: readonly [string, string],
): Promise<void> {
  await client.query(
    `WITH t AS (INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom)
       SELECT gen_random_uuid(), $2, $1, 'USD', ${on}, 'COORDINATOR' FROM generate_series(1, $3::integer) AS n RETURNING id, day),
     numbered AS (SELECT id, day, row_number() OVER () AS n FROM t)
     INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
     SELECT id, CASE side WHEN -1 THEN ${from} ELSE ${to} END, $4::bigint * side, day, 'USD' FROM numbered, unnest('{1,-1}'::integer[]) AS side`,
    [partnerId, kind, count, amount],
  );
}
