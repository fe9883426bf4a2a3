/** Mercurius and PostGraphile on the rows that the service serves: installed when they are asked for, outside of what the product depends on. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchInstance } from './instance.js';
import { type ServerProcess, startServer } from './server-process.js';

const FOLDER = join(import.meta.dirname, 'peers/others');

export interface OtherServer {
  readonly name: string;
  readonly server: ServerProcess;
  /** Of the same rows, twenty of seven fields; under the name `requests`. */
  readonly query: string;
}

/** PostGraphile names things itself, and orders by no enum. A request has no status there: two of its columns stand for that and for the area. */
const OF_POSTGRAPHILE = `query ($first: Int!, $after: Cursor) {
  requests: allRequests(first: $first, after: $after, condition: { listed: true }, orderBy: [BUCKET_ASC, PRIMARY_KEY_ASC]) {
    edges { node { rowId alias kind urgency listed postedOn publishedCell } } pageInfo { hasNextPage endCursor }
  }
}`;

/** `core`: the one that they run on, as the service does. */
export async function startOthers(
  { client, databaseUrl }: BenchInstance,
  query: string,
  core: number | null,
): Promise<readonly OtherServer[]> {
  await install();
  // What it can ask for has an index of its own.
  await client.query('CREATE INDEX listed_in_order ON request (bucket, id) WHERE listed');
  const environment = { NODE_ENV: 'production', GRAPHILE_ENV: 'production', DATABASE_URL: databaseUrl };
  const mercurius = await startServer(join(FOLDER, 'mercurius.js'), [], environment, core);
  const postgraphile = await startServer(join(FOLDER, 'postgraphile.js'), [], environment, core);
  return [
    { name: 'Mercurius, compiled', server: mercurius, query },
    { name: 'PostGraphile', server: postgraphile, query: OF_POSTGRAPHILE },
  ];
}

/** As their own lock says. */
async function install(): Promise<void> {
  const isThere = await stat(join(FOLDER, 'node_modules')).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  process.stdout.write('  installing the peers\n');
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER });
}
