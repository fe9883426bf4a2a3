/** Whoever guesses return codes by the thousand gets few of them tried, and 20 families behind the guesser's own address still get in. */
import { createHash } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { isRefused } from '../../src/kernel/decision.js';
import { CodeHashing } from '../../src/requester/code-hashing.js';
import { aRide, rideInput } from '../world/families.js';
import { aPublishableKey, aSecretKey } from '../world/people.js';
import { aGuess, selectorOf } from '../world/return-codes.js';
import { World } from '../world/world.js';
import { report, tries } from './scale.js';

jest.setTimeout(1_800_000);

const GUESSES = tries({ short: 2_000, full: 100_000 });
/** The limits, as an operator may set them; shortly, fewer guesses have to reach them. */
const LIMITS = {
  WRONG_CODES_PER_SELECTOR: 5,
  WRONG_CODES_IN_RESERVE: 20,
  WRONG_CODES_PER_CLIENT: 20,
  WRONG_CODES_PER_PARTNER: tries({ short: 60, full: 200 }),
  WRONG_CODES_PER_HOUR: tries({ short: 250, full: 1_000 }),
};
const FAMILIES = 20;
const VICTIMS = 3;
const AT_ONCE = 200;
const IN_A_BUNCH = 8;
/** Where the families are, and where somebody guesses too. */
const SHELTER = '203.0.113.77';

let world: World;
let port: number;
let secret: string;
let publishable: string;
let families: string[];
let victims: string[];
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE + FAMILIES });

beforeAll(async () => {
  const limits = Object.fromEntries(Object.entries(LIMITS).map(([name, limit]) => [name, String(limit)]));
  world = await World.open({ ...limits, RETURN_CODE_MEMORY_KIB: String(tries({ short: 1_024, full: 65_536 })) });
  port = Number(new URL(await world.app.getUrl()).port);
  secret = (await aSecretKey(world)).key;
  publishable = (await aPublishableKey(world)).key;
  const posted: string[] = [];
  for (let count = 0; count < FAMILIES + VICTIMS; count += 1) posted.push((await aRide(world)).returnCode ?? '');
  families = posted.slice(0, FAMILIES);
  victims = posted.slice(FAMILIES);
});
afterAll(async () => {
  agent.destroy();
  await world.close();
});

interface Heard {
  readonly status: number;
  readonly text: string;
}

function send(body: unknown, from: string, key?: string): Promise<Heard> {
  const client: Record<string, string> =
    key === secret
      ? { 'x-partner-client': createHash('sha256').update(from).digest('hex') }
      : { 'x-forwarded-for': from };
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...client, ...(key && { 'x-partner-key': key }) };
    const call = httpRequest(
      { host: '127.0.0.1', port, path: '/graphql', method: 'POST', agent, headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}

const field = (code: string) => `returnWithCode(input: { code: "${code}" }) { __typename ... on Refusal { code } }`;
const one = (code: string) => ({ query: `mutation { ${field(code)} }` });
const bunch = <T>(make: (at: number) => T): T[] => Array.from({ length: IN_A_BUNCH }, (_, at) => make(at));

interface Way {
  readonly name: string;
  /** Codes that one call carries. */
  readonly codes: number;
  send(at: number): Promise<Heard>;
}

/** One of as many as a guesser may have. */
const address = (at: number) => `198.${51 + (Math.floor(at / 62_500) % 4)}.${Math.floor(at / 250) % 250}.${at % 250}`;

const ways: readonly Way[] = [
  { name: 'from the families’ address', codes: 1, send: () => send(one(aGuess()), SHELTER, publishable) },
  { name: 'from many addresses', codes: 1, send: (at) => send(one(aGuess()), address(at)) },
  {
    name: 'from many addresses by a publishable key',
    codes: 1,
    send: (at) => send(one(aGuess()), address(at), publishable),
  },
  { name: 'by a server that names many clients', codes: 1, send: (at) => send(one(aGuess()), `client ${at}`, secret) },
  {
    name: 'at families that are known',
    codes: 1,
    send: (at) => send(one(aGuess(selectorOf(victims[at % VICTIMS] ?? ''))), address(at)),
  },
  {
    name: 'by aliases',
    codes: IN_A_BUNCH,
    send: (at) => send({ query: `mutation { ${bunch((n) => `a${n}: ${field(aGuess())}`).join(' ')} }` }, address(at)),
  },
  {
    name: 'by fragments',
    codes: IN_A_BUNCH,
    send: (at) =>
      send(
        {
          query: `mutation { ${bunch((n) => `...F${n}`).join(' ')} } ${bunch((n) => `fragment F${n} on Mutation { a${n}: ${field(aGuess())} }`).join(' ')}`,
        },
        address(at),
      ),
  },
  {
    name: 'by batches',
    codes: IN_A_BUNCH,
    send: (at) =>
      send(
        bunch(() => one(aGuess())),
        address(at),
      ),
  },
  {
    name: 'by several operations',
    codes: IN_A_BUNCH,
    send: (at) =>
      send(
        {
          query: bunch((n) => `mutation M${n} { ${field(aGuess())} }`).join(' '),
          operationName: `M${at % IN_A_BUNCH}`,
        },
        address(at),
      ),
  },
  {
    name: 'by posts that join a code',
    codes: 1,
    send: (at) =>
      send(
        {
          query: 'mutation ($input: PostRideRequestInput!) { postRideRequest(input: $input) { __typename } }',
          variables: { input: rideInput(world, { returnCode: aGuess() }) },
        },
        address(at),
      ),
  },
];

/** Every call takes the next way, until so many codes were sent. */
async function guess(counts: Map<string, number>, statuses: Map<string, number>): Promise<number> {
  let sent = 0;
  let at = 0;
  const guesser = async () => {
    while (sent < GUESSES) {
      const turn = at++;
      // Many addresses, some of them often.
      const way = ways[turn % ways.length];
      if (!way) return;
      sent += way.codes;
      counts.set(way.name, (counts.get(way.name) ?? 0) + way.codes);
      const { status, text } = await way.send(Math.floor(turn / 7));
      const what = `${way.name}: ${text.includes('INTERNAL_SERVER_ERROR') ? 'broke' : status}`;
      statuses.set(what, (statuses.get(what) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, guesser));
  return sent;
}

/** A frontend tries again when told that too much is going on, as soon as it is told to. */
async function comesIn(code: string): Promise<string> {
  for (let again = 1; ; again += 1) {
    const { status, text } = await send(one(code), SHELTER, publishable);
    if (text.includes('SessionOpened')) return 'IN';
    if (!text.includes('BUSY') || again === 5) return `${status} ${text}`;
    await delay(2_000);
  }
}

const isIn = (answer: string) => answer === 'IN';

/** Which selectors were hashed: what found no place in the queue was not. */
async function hashedBy(hashing: ReturnType<typeof watchHashing>): Promise<number[]> {
  const outcomes = await Promise.all(hashing.mock.results.map(({ value }) => value));
  return hashing.mock.calls.flatMap(([{ selector }], at) => (isRefused(outcomes[at]) ? [] : [selector]));
}

function watchHashing() {
  return jest.spyOn(world.get(CodeHashing), 'hash');
}

it('tries few codes of one client that takes its time', async () => {
  const hashing = watchHashing();
  const from = '203.0.113.88';
  let left = 48;
  const guesser = async () => {
    while (left-- > 0) await send(one(aGuess()), from);
  };
  await Promise.all(Array.from({ length: 12 }, guesser));
  const tried = (await hashedBy(hashing)).length;
  hashing.mockRestore();
  report('code guesses of one client', { guesses: 48, tried });
  expect(tried).toBeGreaterThan(0);
  expect(tried).toBeLessThanOrEqual(LIMITS.WRONG_CODES_PER_CLIENT);
});

it('tries no more codes than the limits allow, and lets 20 families in meanwhile', async () => {
  const hashing = watchHashing();
  const counts = new Map<string, number>();
  const statuses = new Map<string, number>();
  const startedAt = performance.now();
  const flood = guess(counts, statuses);
  // The families come when their address is spent already.
  while (hashing.mock.calls.length < LIMITS.WRONG_CODES_PER_CLIENT * 2) await delay(20);
  await Promise.all(
    Array.from({ length: LIMITS.WRONG_CODES_PER_CLIENT + 1 }, () => send(one(aGuess()), SHELTER, publishable)),
  );
  const during = await Promise.all(families.map(comesIn));
  const sent = await flood;
  const after = await Promise.all(families.map(comesIn));
  const seconds = (performance.now() - startedAt) / 1_000;

  const right = [...during, ...after].filter(isIn).length;
  const ofFamilies = [...families, ...victims].map(selectorOf);
  const hashed = await hashedBy(hashing);
  const tried = hashed.length - right;
  const atVictims = victims.map((code) => hashed.filter((selector) => selector === selectorOf(code)).length);
  report('code guesses', {
    guesses: sent,
    ways: counts.size,
    tried,
    'most tried at one family': Math.max(...atVictims),
    'families in during it': during.filter(isIn).length,
    'families in after it': after.filter(isIn).length,
    seconds: Math.round(seconds),
  });
  expect(sent).toBeGreaterThanOrEqual(GUESSES);
  expect([...statuses.keys()].filter((what) => !/: [24]\d\d$/.test(what))).toEqual([]);
  // More than one code in an operation is refused before any of them is looked at.
  for (const way of ['by aliases', 'by fragments', 'by batches']) {
    expect([...statuses.keys()].filter((what) => what.startsWith(way))).toEqual([`${way}: 400`]);
  }
  expect(counts.size).toBe(ways.length);
  // Beyond the limit of all together only selectors of families are tried, each a few times.
  expect(tried).toBeGreaterThan(LIMITS.WRONG_CODES_PER_CLIENT);
  expect(tried).toBeLessThanOrEqual(LIMITS.WRONG_CODES_PER_HOUR + ofFamilies.length * LIMITS.WRONG_CODES_PER_SELECTOR);
  for (const many of atVictims) {
    expect(many).toBeLessThanOrEqual(LIMITS.WRONG_CODES_PER_SELECTOR + LIMITS.WRONG_CODES_IN_RESERVE);
  }
  expect(during).toEqual(families.map(() => 'IN'));
  expect(after).toEqual(families.map(() => 'IN'));
  expect(world.logLines.filter((line) => line.includes('CODE_GUESSING')).length).toBe(1);
});
