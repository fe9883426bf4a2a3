/** Searches as `suggestedOffers` and `suggestedRequests` make them, by the built service's own code, for a coordinator and for a home. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Pair } from '../../src/matching/domain/best-matches.js';

export type Side = 'offers' | 'requests';

/** All statements of a search together. */
export interface Called {
  readonly ms: number;
  readonly cpuMs: number;
  /** Pages of the database that were touched, whether or not they were in its memory. */
  readonly buffers: number;
}

type Best = { readonly best: readonly { readonly id: string }[]; readonly isExact: boolean };

/** With the number of each by which they are in order, in hundredths, before what decides between equals. */
export interface Scored {
  readonly best: readonly { readonly id: string; readonly score: number }[];
  readonly isExact: boolean;
}

export interface Search {
  /** Each statement once. */
  timed(id: string): Promise<Called>;
  /** Each twice, the second time with its pages counted. */
  counted(id: string): Promise<Called>;
  /** Processor time of the same work whatever is stored, in milliseconds: how fast the machine is just now. */
  yardstick(): Promise<number>;
  best(id: string): Promise<Scored>;
  /** The ten best of all that could serve, each looked at closely. */
  bestOfAll(id: string): Promise<Scored>;
}

const YARDSTICK = {
  name: 'yardstick',
  text: `SELECT count(*) FROM generate_series(1, 4000) AS n WHERE ('cell ' || n % 97) COLLATE "C" > 'cell 5' AND n % 7 <> 3`,
};

export const FIRST = 10;
const ALL = 100_000_000;
const AHEAD_MS = 93 * 86_400_000;

const built = <T>(path: string) => import(join(import.meta.dirname, '../../dist/src', path)) as Promise<T>; // What is built has the types of its source.

interface Run {
  query<R extends object>(
    name: string,
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number }>;
}
/** `closely`: how many are looked at closely, or as many as the service does. */
type Find = (run: Run, id: string, closely: number | undefined) => Promise<Best>;
/** `remember`: each pair that was looked at closely. */
type Finding = (remember: (pair: Pair) => void, now: Date) => Promise<Find>;

export async function searchOf(client: Client, side: Side, partnerId: string, now: Date): Promise<Search> {
  const seen = new Map<string, Pair>();
  const remember = (pair: Pair) => void seen.set(pair.id, pair);
  const find = await (side === 'offers' ? offersFor(partnerId) : requestsFor)(remember, now);
  const scoreOf = await scoring(now);
  const pid = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
  const call = async (id: string, isCounted: boolean): Promise<Called> => {
    const each: Called[] = [];
    await find(recording(client, pid, isCounted, each), id, undefined);
    const sum = (what: keyof Called) => each.reduce((total, one) => total + one[what], 0);
    return { ms: sum('ms'), cpuMs: sum('cpuMs'), buffers: sum('buffers') };
  };
  const scored = async (run: Run, id: string, closely: number | undefined): Promise<Scored> => {
    seen.clear();
    const { best, isExact } = await find(run, id, closely);
    return { best: best.map((its) => ({ id: its.id, score: scoreOf(seen.get(its.id)) })), isExact };
  };
  return {
    timed: (id) => call(id, false),
    counted: (id) => call(id, true),
    async yardstick() {
      const before = await cpuOf(pid);
      await client.query(YARDSTICK);
      return (await cpuOf(pid)) - before;
    },
    best: (id) =>
      scored(
        plain(client, '', (text) => text),
        id,
        undefined,
      ),
    bestOfAll: (id) =>
      scored(
        plain(client, 'all', (text) => text.replace(/LIMIT \d{2,}/g, `LIMIT ${ALL}`)),
        id,
        ALL,
      ),
  };
}

/** As `ranked` reckons it. */
async function scoring(now: Date) {
  const { firstMeeting } = await built<typeof import('../../src/matching/domain/first-meeting.js')>(
    'matching/domain/first-meeting.js',
  );
  const { matchFacts } = await built<typeof import('../../src/matching/domain/match-facts.js')>(
    'matching/domain/match-facts.js',
  );
  const { rankScore } = await built<typeof import('../../src/matching/domain/rank.js')>('matching/domain/rank.js');
  return (pair: Pair | undefined): number => {
    const given = pair && firstMeeting(pair.asked, pair.offer, pair.between, now);
    if (!given) throw new Error('what is suggested was looked at closely and could be served');
    return Math.round(rankScore(matchFacts(pair.asked, given, pair.between, pair.known, now)) * 100);
  };
}

const secrets = { secret: () => Buffer.alloc(32, 7) } as never;

const offersFor =
  (partnerId: string): Finding =>
  async (remember, now) => {
    const { BestOffers } = await built<typeof import('../../src/matching/best-offers.js')>('matching/best-offers.js');
    const { OffersForRequestStore } = await built<typeof import('../../src/matching/offers-for-request.store.js')>(
      'matching/offers-for-request.store.js',
    );
    const { pairOfOffer } = await built<typeof import('../../src/matching/match-rows.js')>('matching/match-rows.js');
    class Remembering extends OffersForRequestStore {
      override async findCandidates(
        ...given: Parameters<InstanceType<typeof OffersForRequestStore>['findCandidates']>
      ) {
        const found = await super.findCandidates(...given);
        for (const row of found.rows) remember(pairOfOffer(given[2], row));
        return found;
      }
    }
    const store = new Remembering(secrets);
    const offers = new BestOffers(store);
    const viewer = { kind: 'COORDINATOR', partnerId, coordinatorId: partnerId } as never;
    return async (run, id, closely) => {
      const asking = await store.findAsking(run, viewer, id, null, now);
      if (!asking?.occurrence_id) throw new Error('what was asked for is open');
      return offers.find(run, viewer, asking, FIRST, now, false, closely);
    };
  };

const requestsFor: Finding = async (remember, now) => {
  const { BestRequests } =
    await built<typeof import('../../src/matching/best-requests.js')>('matching/best-requests.js');
  const { RequestsForOfferStore } = await built<typeof import('../../src/matching/requests-for-offer.store.js')>(
    'matching/requests-for-offer.store.js',
  );
  const { pairOfRequest } = await built<typeof import('../../src/matching/match-rows.js')>('matching/match-rows.js');
  class Remembering extends RequestsForOfferStore {
    override async findCandidates(...given: Parameters<InstanceType<typeof RequestsForOfferStore>['findCandidates']>) {
      const found = await super.findCandidates(...given);
      for (const row of found.rows) remember(pairOfRequest(given[2], row, now));
      return found;
    }
  }
  const store = new Remembering(secrets, { has: () => false } as never);
  const requests = new BestRequests(store);
  const time = { opensAt: now, closesAt: new Date(now.getTime() + AHEAD_MS) };
  return async (run, id, closely) => {
    const home = await run.query<{ id: string }>(OWNER, 'SELECT home_id AS id FROM offer WHERE id = $1', [id]);
    const viewer = { kind: 'HOME', homeId: home.rows[0]?.id } as never;
    const offer = await store.findStanding(run, viewer, id, time);
    if (!offer) throw new Error('what is offered is open');
    return closely === undefined
      ? requests.find(run, viewer, offer, FIRST, now)
      : requests.look(run, viewer, offer, { first: FIRST, closely }, now);
  };
};

/** Ours: a session knows whose it is. */
const OWNER = 'home-of-offer';

function recording(client: Client, pid: number, isCounted: boolean, into: Called[]): Run {
  return {
    async query<R extends object>(name: string, text: string, values: readonly unknown[] = []) {
      const statement = { name, text, values: [...values] };
      const [cpu, began] = [await cpuOf(pid), performance.now()];
      const { rows } = await client.query<R & object>(statement);
      const ms = performance.now() - began;
      const cpuMs = (await cpuOf(pid)) - cpu;
      const buffers = isCounted ? await pagesOf(client, pid, () => client.query(statement)) : 0;
      if (name !== OWNER) into.push({ ms, cpuMs, buffers });
      return { rows, rowCount: rows.length };
    },
  };
}

function plain(client: Client, mark: string, change: (text: string) => string): Run {
  return {
    async query<R extends object>(name: string, text: string, values: readonly unknown[] = []) {
      const { rows } = await client.query<R & object>({
        name: `${name}${mark}`,
        text: change(text),
        values: [...values],
      });
      return { rows, rowCount: rows.length };
    },
  };
}

/** Linux counts it to the nanosecond. */
async function cpuOf(pid: number): Promise<number> {
  const [spent = '0'] = (await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ');
  return Number(spent) / 1e6;
}

/** As PostgreSQL counts the pages that a backend asked for, less those of the asking. EXPLAIN of values would show the plan for these values, and not the one that is run. */
async function pagesOf(client: Client, pid: number, work: () => Promise<unknown>): Promise<number> {
  const idle = await pagesUntilNow(client, pid);
  const before = await pagesUntilNow(client, pid);
  await work();
  return (await pagesUntilNow(client, pid)) - before - (before - idle);
}

async function pagesUntilNow(client: Client, pid: number): Promise<number> {
  await client.query({ name: 'flush-counts', text: 'SELECT pg_stat_force_next_flush()' });
  const { rows } = await client.query<{ pages: number }>({
    name: 'pages-of-backend',
    text: `SELECT (sum(hits) + sum(read_bytes) / 8192)::float8 AS pages FROM pg_stat_get_backend_io($1)`,
    values: [pid],
  });
  return rows[0]?.pages ?? 0;
}
