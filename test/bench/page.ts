/** What the page of requests costs: processor time of the service against that of a server that does the least, for the same pages. */
import { join } from 'node:path';
import { type BenchInstance, openBenchInstance } from './instance.js';
import { type Neighbours, writeHomes, writeRequests } from './neighbours.js';
import { type OtherServer, startOthers } from './other-servers.js';
import { setCoreAside } from './own-core.js';
import { atATime, callerOf } from './post.js';
import { type ServerProcess, startServer, type Usage } from './server-process.js';
import { median, rounded } from './table.js';

/** Enough that a server is never without work, as one is that is short of processor time; and few, who wait for each other's answers. */
const MANY = 32;
const FEW = 8;
/** More than are asked for while a page is kept: each is read, worked out and written anew. */
const PAGES = 2_400;
/** Of these each home reads each: as homes do that look at the same list. */
const SHARED_PAGES = 20;
const FULLER_PAGES = 200;
const WARM_UP = 2_500;
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
  /** Of the homes that ask; null where nobody asks who asks. */
  readonly tokens: readonly string[] | null;
  readonly pages: number;
  /** How many ask at a time. */
  readonly callers: number;
  /** Which of its pages is the first: none is read by two peers of one turn, which would be told the same. */
  readonly begins?: number;
}

interface Asked {
  readonly body: string;
  readonly token: string | undefined;
}

interface Turn {
  readonly cpuMs: number;
  readonly perSecond: number;
}

/** Half of the requests and more are for the home that asks. */
const FEWEST_ROWS = 2 * 20 * PAGES;

export async function measurePage(rows: number, turns: number, withOthers: boolean) {
  if (rows < FEWEST_ROWS) throw new RangeError(`--rows of a page has to be ${FEWEST_ROWS} at least`);
  const own = await setCoreAside();
  try {
    return await measureOn(own.core, rows, turns, withOthers);
  } finally {
    await own.release();
  }
}

async function measureOn(core: number | null, rows: number, turns: number, withOthers: boolean) {
  const instance = await openBenchInstance(core);
  const forFloor = { DATABASE_URL: instance.databaseUrl };
  const floor = await startServer(join(import.meta.dirname, 'peers/floor.js'), [], forFloor, core);
  let others: readonly OtherServer[] = [];
  try {
    const neighbours = await writeHomes(instance.client, 50);
    const begun = performance.now();
    await writeRequests(instance, neighbours, rows);
    const loadedIn = (performance.now() - begun) / 1_000;
    if (withOthers) others = await startOthers(instance, SEVEN, core);
    const peers = [...peersOf(instance, floor, neighbours), ...others.map(besideIt)];
    const taken = new Map<string, Turn[]>(peers.map(({ name }) => [name, []]));
    const asked = new Map<string, readonly Asked[]>();
    for (const peer of peers) {
      asked.set(peer.name, await askedOf(peer));
      await run(peer, asked.get(peer.name) ?? [], 0, WARM_UP);
    }
    // In turn: what else the machine does meets each of them alike.
    for (let turn = 0; turn < turns; turn += 1) {
      for (const peer of peers)
        taken
          .get(peer.name)
          ?.push(await run(peer, asked.get(peer.name) ?? [], (peer.begins ?? 0) + turn * CALLS, CALLS));
    }
    return report({ rows, loadedIn, coreOfItsOwn: core !== null, peers }, taken, await instance.service.usage());
  } finally {
    for (const { server } of others) await server.stop();
    await floor.stop();
    await instance.close();
  }
}

function peersOf({ service }: BenchInstance, floor: ServerProcess, { tokens }: Neighbours): readonly Peer[] {
  const ofFloor = { server: floor, path: '/', query: SEVEN, tokens: null, pages: PAGES };
  const ofService = { server: service, path: '/graphql', query: SEVEN, tokens: tokens.slice(0, 1), pages: PAGES };
  const shared = { ...ofService, tokens, pages: SHARED_PAGES };
  return [
    { name: FLOOR[MANY], ...ofFloor, callers: MANY },
    { name: 'service', ...ofService, callers: MANY },
    { name: 'service, pages that others read too', ...shared, callers: MANY },
    { name: 'service, fuller rows', ...ofService, query: FULLER, pages: FULLER_PAGES, callers: MANY },
    { name: FLOOR[FEW], ...ofFloor, callers: FEW },
    { name: 'service, few callers', ...ofService, callers: FEW, begins: PAGES / 2 },
    { name: 'service, few callers, pages that others read too', ...shared, callers: FEW },
  ];
}

/** With as many callers as what is measured against it. */
const FLOOR = { [MANY]: 'floor', [FEW]: 'floor, few callers' } as const;

function besideIt(other: OtherServer): Peer {
  return { ...other, path: '/graphql', tokens: null, pages: PAGES, callers: MANY };
}

/** The first pages of the list, each under the cursor that the page before gave: those of each home are its own. */
async function askedOf(peer: Peer): Promise<readonly Asked[]> {
  const caller = callerOf(new URL(peer.path, peer.server.url), 1);
  const asked: Asked[] = [];
  for (const token of peer.tokens ?? [undefined]) {
    let after: string | null = null;
    for (let at = 0; at < peer.pages; at += 1) {
      const body: string = JSON.stringify({ query: peer.query, variables: { first: 20, after } });
      asked.push({ body, token });
      const { requests } = dataOf((await caller.post(body, token)).text);
      if (requests.edges.length !== 20) throw new Error(`${peer.name} gave a page of ${requests.edges.length} rows`);
      after = requests.pageInfo.endCursor;
    }
  }
  caller.close();
  return asked;
}

async function run(peer: Peer, asked: readonly Asked[], from: number, calls: number): Promise<Turn> {
  const caller = callerOf(new URL(peer.path, peer.server.url), peer.callers);
  const before = await peer.server.usage();
  const startedAt = performance.now();
  await atATime(peer.callers, calls, async (at) => {
    const { body = '', token } = asked[(from + at) % asked.length] ?? {};
    const { status, text } = await caller.post(body, token);
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

function report(
  {
    rows,
    loadedIn,
    coreOfItsOwn,
    peers,
  }: {
    readonly rows: number;
    readonly loadedIn: number;
    readonly coreOfItsOwn: boolean;
    readonly peers: readonly Peer[];
  },
  taken: ReadonlyMap<string, readonly Turn[]>,
  memory: Usage,
) {
  const lines = peers.map(({ name, callers }) => {
    const turns = taken.get(name) ?? [];
    const floor = taken.get(callers === FEW ? FLOOR[FEW] : FLOOR[MANY]) ?? [];
    return {
      name,
      callers,
      cpuMs: rounded(median(turns.map(({ cpuMs }) => cpuMs)), 3),
      // Of each turn by itself, since its floor ran beside it.
      timesTheFloor: rounded(median(turns.map(({ cpuMs }, at) => cpuMs / (floor[at]?.cpuMs ?? Number.NaN)))),
      perSecond: Math.round(median(turns.map(({ perSecond }) => perSecond))),
    };
  });
  return {
    figures: {
      rows,
      loadedInSeconds: rounded(loadedIn, 0),
      coreOfItsOwn,
      turns: taken.get(FLOOR[MANY])?.length ?? 0,
      peers: lines,
      serviceMemoryMiB: mebibytes(memory.rss),
      serviceHeapMiB: mebibytes(memory.heapUsed),
    },
    table: {
      title: `The page of \`requests\`, 20 rows, at ${rows.toLocaleString('en-US')} rows: processor time of the server per call`,
      columns: ['server', 'callers', 'ms', 'times the floor', 'calls a second'],
      rows: lines.map(({ name, callers, cpuMs, timesTheFloor, perSecond }) => [
        name,
        callers,
        cpuMs,
        timesTheFloor,
        perSecond,
      ]),
    },
  };
}
