/** What the page of requests costs: processor time of the service against that of a server that does the least, for the same pages. */
import { join } from 'node:path';
import { type BenchInstance, openBenchInstance } from './instance.js';
import { type Neighbours, writeHomes, writeRequests } from './neighbours.js';
import { atATime, callerOf } from './post.js';
import { type ServerProcess, startServer, type Usage } from './server-process.js';
import { median, rounded } from './table.js';

const CONNECTIONS = 8;
const PAGES = 200;
const WARM_UP = 4_000;
/** Few calls a turn and many turns: what else the machine does then meets floor and service alike. */
const CALLS = 400;

/** Seven fields a row, as the floor gives them. */
const SEVEN = page('id alias kind urgency status postedOn area { cell }');
/** What a home's list shows: told beside, not against the floor. */
const FULLER = page(
  'id alias kind urgency status postedOn summary languages otherLanguages accessNeeds otherNeeds area { cell label } window { from fromHalf until untilHalf } lines { id label unit quantity remaining divisible }',
);

function page(fields: string): string {
  return `query ($first: Int!, $after: String) {
    requests(first: $first, after: $after) { edges { node { ${fields} } } pageInfo { hasNextPage endCursor } }
  }`;
}

interface Peer {
  readonly name: string;
  readonly server: ServerProcess;
  readonly path: string;
  readonly query: string;
  readonly tokens: readonly string[] | null;
}

interface Turn {
  readonly cpuMs: number;
  readonly perSecond: number;
}

export async function measurePage(rows: number, turns: number) {
  const instance = await openBenchInstance();
  const floor = await startServer(join(import.meta.dirname, 'peers/floor.js'), [], {
    DATABASE_URL: instance.databaseUrl,
  });
  try {
    const neighbours = await writeHomes(instance.client, 50);
    await writeRequests(instance, neighbours, rows);
    const peers = peersOf(instance, floor, neighbours);
    const taken = new Map<string, Turn[]>(peers.map(({ name }) => [name, []]));
    const bodies = new Map<string, readonly string[]>();
    for (const peer of peers) {
      bodies.set(peer.name, await bodiesOf(peer));
      await run(peer, bodies.get(peer.name) ?? [], WARM_UP);
    }
    // In turn: what else the machine does meets each of them alike.
    for (let turn = 0; turn < turns; turn += 1) {
      for (const peer of peers) taken.get(peer.name)?.push(await run(peer, bodies.get(peer.name) ?? [], CALLS));
    }
    return report(rows, taken, await instance.service.usage());
  } finally {
    await floor.stop();
    await instance.close();
  }
}

function peersOf({ service }: BenchInstance, floor: ServerProcess, { tokens }: Neighbours): readonly Peer[] {
  return [
    { name: 'floor', server: floor, path: '/', query: SEVEN, tokens: null },
    { name: 'service', server: service, path: '/graphql', query: SEVEN, tokens },
    { name: 'service, fuller rows', server: service, path: '/graphql', query: FULLER, tokens },
  ];
}

/** The first pages of the list, each under the cursor that the page before gave: of one home, so that they are its own. */
async function bodiesOf(peer: Peer): Promise<readonly string[]> {
  const caller = callerOf(new URL(peer.path, peer.server.url), 1);
  const bodies: string[] = [];
  let after: string | null = null;
  for (let at = 0; at < PAGES; at += 1) {
    const body: string = JSON.stringify({ query: peer.query, variables: { first: 20, after } });
    bodies.push(body);
    const { requests } = dataOf((await caller.post(body, peer.tokens?.[0])).text);
    if (requests.edges.length !== 20) throw new Error(`${peer.name} gave a page of ${requests.edges.length} rows`);
    after = requests.pageInfo.endCursor;
  }
  caller.close();
  return bodies;
}

async function run(peer: Peer, bodies: readonly string[], calls: number): Promise<Turn> {
  const caller = callerOf(new URL(peer.path, peer.server.url), CONNECTIONS);
  const before = await peer.server.usage();
  const startedAt = performance.now();
  await atATime(CONNECTIONS, calls, async (at) => {
    const { status, text } = await caller.post(bodies[at % bodies.length] ?? '', peer.tokens?.[0]);
    if (status !== 200 || !text.startsWith('{"data":{"requests":{"edges":[{')) {
      throw new Error(`${peer.name} answered ${status}`);
    }
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await peer.server.usage();
  caller.close();
  return { cpuMs: (after.cpuMs - before.cpuMs) / calls, perSecond: calls / seconds };
}

interface PageAnswer {
  readonly requests: { readonly edges: readonly unknown[]; readonly pageInfo: { readonly endCursor: string } };
}

function dataOf(text: string): PageAnswer {
  const { data, errors } = JSON.parse(text) as { data: PageAnswer | null; errors?: unknown }; // Of the queries above.
  if (!data) throw new Error(`a page was refused: ${JSON.stringify(errors)}`);
  return data;
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function report(rows: number, taken: ReadonlyMap<string, readonly Turn[]>, memory: Usage) {
  const floor = taken.get('floor') ?? [];
  const lines = [...taken].map(([name, turns]) => ({
    name,
    cpuMs: rounded(median(turns.map(({ cpuMs }) => cpuMs)), 3),
    // Of each turn by itself, since its floor ran beside it.
    timesTheFloor: rounded(median(turns.map(({ cpuMs }, at) => cpuMs / (floor[at]?.cpuMs ?? Number.NaN)))),
    perSecond: Math.round(median(turns.map(({ perSecond }) => perSecond))),
  }));
  return {
    figures: {
      rows,
      turns: floor.length,
      peers: lines,
      serviceMemoryMiB: mebibytes(memory.rss),
      serviceHeapMiB: mebibytes(memory.heapUsed),
    },
    table: {
      title: `The page of \`requests\`, 20 rows, at ${rows.toLocaleString('en-US')} rows: processor time of the server per call`,
      columns: ['server', 'ms', 'times the floor', 'calls a second'],
      rows: lines.map(({ name, cpuMs, timesTheFloor, perSecond }) => [name, cpuMs, timesTheFloor, perSecond]),
    },
  };
}
