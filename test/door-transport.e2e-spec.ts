/** What comes through the door before it is GraphQL: how large, how slowly, packed how, by which method, and for how long anybody is kept. */
import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everythingStored } from './world/everything-stored.js';
import { aCoordinator, aPublishableKey, aSecretKey, aVouchedHome } from './world/people.js';
import { World } from './world/world.js';

const MARK = 'Zanzibar4711';
const TIMEOUT_SECONDS = 2;
const QUERY = JSON.stringify({ query: '{ viewer { kind } }' });

interface Sent {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

describe('the door', () => {
  let world: World;
  let port: number;
  beforeAll(async () => {
    world = await World.open({ CALL_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS) });
    port = Number(new URL(await world.app.getUrl()).port);
  });
  afterAll(async () => {
    await world.close();
  });

  function send(its: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer }) {
    const { method = 'POST', path = '/graphql', headers = { 'content-type': 'application/json' }, body } = its;
    return new Promise<Sent>((resolve, reject) => {
      const call = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  /** What a connection hears that says these bytes and then nothing, and after how many milliseconds it is closed. */
  async function saying(bytes: string): Promise<{ heard: string; after: number }> {
    const startedAt = performance.now();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(bytes);
    const heard: Buffer[] = [];
    socket.on('data', (part: Buffer) => heard.push(part));
    await new Promise((resolve) => socket.once('close', resolve));
    return { heard: Buffer.concat(heard).toString(), after: performance.now() - startedAt };
  }

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])(
    'takes nothing by %s: an address is written down on its way',
    async (method) => {
      const query = encodeURIComponent(`{ viewer { kind } ${MARK} }`);
      const answer = await send({
        method,
        path: `/graphql?query=${query}`,
        headers: { 'apollo-require-preflight': '1' },
      });
      expect([404, 405]).toContain(answer.status);
      expect(answer.text).not.toContain(MARK);
      expect(answer.text).not.toContain('PUBLIC');
      if (answer.status === 405) expect(answer.headers.allow).toBe('POST, OPTIONS');
    },
  );

  it.each([
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form with files', 'multipart/form-data; boundary=x'],
    ['bare GraphQL', 'application/graphql'],
    ['what has no type', ''],
    ['what has two types', 'text/plain; application/json'],
  ])('takes JSON only, and not %s: no page of another site can send it unasked', async (_what, type) => {
    const headers: Record<string, string> = type ? { 'content-type': type } : {};
    const answer = await send({ headers, body: QUERY });
    expect(answer.status).toBe(type.startsWith('application/json') ? 200 : 415);
    expect(answer.text).not.toContain('PUBLIC');
  });

  it.each(['gzip', 'br', 'deflate', 'zstd', 'gzip, identity'])('unpacks nothing: %s', async (packed) => {
    const body = gzipSync(JSON.stringify({ query: `{ viewer { kind } } # ${'x'.repeat(1_000_000)}` }));
    const answer = await send({ headers: { 'content-type': 'application/json', 'content-encoding': packed }, body });
    expect(answer.status).toBe(415);
    expect(answer.text).not.toContain('PUBLIC');
  });

  it.each([
    ['that says how long it is', {}],
    ['that does not', { 'transfer-encoding': 'chunked' }],
  ])('takes no body of more than 64 kB %s', async (_what, more) => {
    const headers = { 'content-type': 'application/json', ...more };
    const body = (length: number) =>
      JSON.stringify({ query: '{ viewer { kind } }', variables: { x: MARK.padEnd(length) } });
    expect((await send({ headers, body: body(60_000) })).status).toBe(200);
    const answer = await send({ headers, body: body(66_000) });
    expect(answer.status).toBe(413);
    expect(answer.text).not.toContain(MARK);
  });

  it.each([
    ['a prototype', `{"query":"{ viewer { kind } }","__proto__":{"${MARK}":1}}`],
    ['a prototype in its variables', `{"query":"{ viewer { kind } }","variables":{"__proto__":{"${MARK}":1}}}`],
    ['a constructor', `{"query":"{ viewer { kind } }","variables":{"constructor":{"prototype":{"${MARK}":1}}}}`],
    ['half a body', `{"query": "${MARK}`],
    ['a text', `"${MARK}"`],
    ['a number', '7'],
    ['nothing', 'null'],
    ['a document that is no text', `{"query": {"${MARK}": 1}}`],
    ['variables that are no object', `{"query":"{ viewer { kind } }","variables":"${MARK}"}`],
    ['a name that is no text', `{"query":"{ viewer { kind } }","operationName":{"${MARK}":1}}`],
    ['extensions that are none', `{"query":"{ viewer { kind } }","extensions":"${MARK}"}`],
  ])('takes no JSON that holds %s', async (_what, body) => {
    const answer = await send({ body });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(MARK);
    expect(answer.text).not.toContain('PUBLIC');
  });

  it('reads no headers of more than 16 kB', async () => {
    const headers = { 'content-type': 'application/json', 'x-long': MARK.padEnd(20_000, 'x') };
    const answer = await send({ headers, body: QUERY });
    expect(answer.status).toBe(431);
    expect(answer.text).not.toContain(MARK);
  });

  it.each([
    ['its headers', 'POST /graphql HTTP/1.1\r\nhost: x\r\n'],
    [
      'its body',
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"quer',
    ],
    ['anything at all', ''],
  ])('waits for nobody who does not go on with %s', async (_what, bytes) => {
    const { heard, after } = await saying(bytes);
    expect(after).toBeGreaterThan(TIMEOUT_SECONDS * 900);
    expect(after).toBeLessThan(TIMEOUT_SECONDS * 1_000 + 4_000);
    expect(heard).not.toContain(' 200 ');
  });

  it('answers in time, and what it then says was not done is not done', async () => {
    const home = await aVouchedHome(world);
    const coordinator = await aCoordinator(world);
    const before = await everythingStored(world);
    const startedAt = performance.now();
    // Somebody else has the home in hand for longer than the call may take, and shorter than a statement may.
    const held = world.instance.owner.database.transaction(async (tx) => {
      await tx.query('hold-home', 'SELECT FROM home WHERE id = $1 FOR UPDATE', [home.homeId]);
      await delay(TIMEOUT_SECONDS * 1_000 + 400);
    });
    await delay(50);
    const query = 'mutation ($input: PauseHomeInput!) { pauseHome(input: $input) { __typename } }';
    const answer = await send({
      headers: { 'content-type': 'application/json', authorization: `Bearer ${coordinator.token}` },
      body: JSON.stringify({ query, variables: { input: { homeId: home.homeId } } }),
    });
    expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_SECONDS * 1_000 + 1_000);
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toEqual({
      code: 'UNAVAILABLE',
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    await held;
    await delay(300);
    expect(await everythingStored(world)).toEqual(before);
    expect((await world.call('{ viewer { kind } }')).status).toBe(200);
  });

  it('gives no statement more than three seconds', async () => {
    const startedAt = performance.now();
    await expect(world.instance.database.query('sleep', 'SELECT pg_sleep(30)')).rejects.toMatchObject({
      code: '57014',
    });
    await expect(world.instance.keyStore.database.query('sleep', 'SELECT pg_sleep(30)')).rejects.toMatchObject({
      code: '57014',
    });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  const CODE = 'mutation { returnWithCode(input: { code: "x" }) { __typename } }';
  it('takes a hash for the name of a partner’s client, and no address, number or name', async () => {
    const { key } = await aSecretKey(world);
    const named = (client: string, partnerKey = key) =>
      send({
        headers: { 'content-type': 'application/json', 'x-partner-key': partnerKey, 'x-partner-client': client },
        body: JSON.stringify({ query: CODE }),
      });
    expect((await named(createHash('sha256').update(MARK).digest('hex'))).status).toBe(200);
    for (const client of ['203.0.113.7', '2001:db8::7', 'maria@example.org', '+19175550143', MARK]) {
      const answer = await named(client);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('X-Partner-Client');
      expect(answer.text).not.toContain(client);
    }
    // From a browser nobody takes its word: there it is not read.
    expect((await named('203.0.113.7', (await aPublishableKey(world)).key)).status).toBe(200);
  });

  it('lets pages of other sites neither ask nor read', async () => {
    await aPublishableKey(world, { origins: ['https://help.example.org'] });
    const asked = (origin: string) =>
      send({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect((await asked('https://help.example.org')).headers['access-control-allow-origin']).toBe(
      'https://help.example.org',
    );
    const foreign = await asked('https://evil.example');
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    expect(JSON.stringify(foreign)).not.toContain('evil');
  });

  it('leaves nothing of all this in the log', () => {
    expect(world.logLines.join('')).not.toContain(MARK);
    expect(world.logLines.join('')).not.toContain('127.0.0.1');
  });
});
