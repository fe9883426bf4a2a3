/** The statements of an allocation by a client written in C, on the same rows, with as many connections. */
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchInstance } from './instance.js';
import { FUNDS, REQUESTS } from './money-rows.js';

const SECONDS = 15;
/** Where Debian keeps the programs of each version, which are not all on the path. */
const VERSIONS = '/usr/lib/postgresql';

export interface ByPgbench {
  readonly perSecond: number;
  readonly transactions: number;
}

/** Null where there is no pgbench. */
export async function allocateByPgbench(
  { databaseUrl, dataFolder }: BenchInstance,
  partnerId: string,
  its: { readonly connections: number; readonly amount: number },
): Promise<ByPgbench | null> {
  const account = (letter: string, name: string) =>
    `(repeat('${letter}', 8) || '-0000-4000-8000-' || lpad(:${name}::text, 12, '0'))::uuid`;
  const script = join(dataFolder, 'allocate.sql');
  // One statement enters both, as the service's does: the transfer's id is reckoned before it.
  await writeFile(
    script,
    `\\set fund random(1, ${FUNDS})
\\set request random(1, ${REQUESTS})
\\set high random(0, 2147483647)
\\set low random(0, 2147483647)
BEGIN;
SELECT balance FROM ledger_account WHERE fund_id = ${account('f', 'fund')} FOR NO KEY UPDATE;
WITH entered AS (
  INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom, reverses_id, claim_id, pledge_id, reference_digest, method)
  SELECT * FROM unnest(ARRAY[md5(:high::text || '-' || :low::text)::uuid], ARRAY['ALLOCATED'], ARRAY['${partnerId}'::uuid], ARRAY['USD'], ARRAY['2026-06-11'::date],
    ARRAY['COORDINATOR'], ARRAY[NULL::uuid], ARRAY[NULL::uuid], ARRAY[NULL::uuid], ARRAY[NULL::bytea], ARRAY[NULL::text]))
INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
SELECT md5(:high::text || '-' || :low::text)::uuid, account, amount, '2026-06-11'::date, 'USD'
FROM unnest(ARRAY[${account('a', 'fund')}, ${account('b', 'request')}], ARRAY[-${its.amount}, ${its.amount}]::bigint[]) AS its (account, amount);
COMMIT;
`,
  );
  const program = await pgbench();
  if (program === null) return null;
  // Planned as the service's statements are.
  const settings =
    '-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0 -c jit=off -c timezone=UTC';
  const { stdout } = await promisify(execFile)(
    program,
    [
      ...['--no-vacuum', '--protocol=prepared', `--client=${its.connections}`, `--jobs=${cpus().length}`],
      ...[`--time=${SECONDS}`, `--file=${script}`, databaseUrl],
    ],
    { env: { ...process.env, PGOPTIONS: settings } },
  );
  return {
    perSecond: Math.round(Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN)),
    transactions: Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1] ?? Number.NaN),
  };
}

/** The one on the path, or of the newest version that is installed. */
async function pgbench(): Promise<string | null> {
  const versions = await readdir(VERSIONS).catch(() => []);
  const candidates = versions
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => join(VERSIONS, version, 'bin', 'pgbench'));
  for (const program of ['pgbench', ...candidates]) {
    const isThere = await promisify(execFile)(program, ['--version']).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  return null;
}
