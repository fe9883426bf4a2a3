/** What an operator sees: a start in plain words, a stop that drops nothing, refusals in one line, and a command line beside it. */
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BuiltProgram, type Ended, type Running } from './world/built-program.js';
import { descendantsOf, survivors } from './world/processes.js';
import { temporaryFolder } from './world/temporary-folder.js';

// Every command is a process of its own: on a busy machine that takes a while.
jest.setTimeout(180_000);

let folder: string;
let program: BuiltProgram;
let dataFolder: string;
const settings = () => ({ DATA_FOLDER: dataFolder, PORT: '0', METRICS_PORT: '0', SAMPLE: 'off' });

beforeAll(async () => {
  folder = await temporaryFolder('operations');
  dataFolder = join(folder, 'some data');
  program = await BuiltProgram.runIn(join(folder, 'a clone'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function urlIn(said: string): string {
  return /GraphQL +(http\S+)\/graphql/.exec(said)?.[1] ?? '';
}

async function isReady(url: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${url}/health/ready`);
  return { status: answer.status, body: await answer.json() };
}

function cli(...args: string[]): Promise<Ended> {
  return program.start('cli', args, settings()).end();
}

describe('the command line without a service', () => {
  it('starts the embedded database for as long as it takes, and stops it', async () => {
    const running = program.start('cli', ['--json', 'migrate'], settings());
    let children: number[] = [];
    while (children.length === 0 && running.child.exitCode === null) {
      children = descendantsOf(running.pid);
      await delay(20);
    }
    const { code, stdout } = await running.end();
    expect(code).toBe(0);
    expect(JSON.parse(stdout).applied).toBeGreaterThan(0);
    expect(await survivors(children, 2_000)).toEqual([]);
    expect((await cli('migrate')).stdout).toBe('The schema is the newest already.\n');
  });

  it('makes decoys that look like what they stand for', async () => {
    const { code, stdout } = await cli('--json', 'decoys');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      partnerKey: expect.stringMatching(/^shs_[\w-]{43}$/),
      email: expect.stringMatching(/^office\.[0-9a-f]{6}@/),
      password: expect.any(String),
    });
  });

  it.each([
    [['key', 'create', '--kind', 'golden', '--label', 'x'], 2, /Allowed choices/],
    [['sweep', 'the-floor'], 1, /^The sweeps are: /],
  ])('says what is wrong with %j', async (args, code, words) => {
    const ended = await cli(...args);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(words);
  });
});

describe('a running service', () => {
  let service: Running;
  let url: string;
  let said: string;

  beforeAll(async () => {
    service = program.start('main', [], settings());
    said = await service.says('Ctrl-C');
    url = urlIn(said);
  });
  afterAll(async () => {
    await service.end('SIGKILL');
  });

  it('says where everything is, and nothing of what PostgreSQL mutters', () => {
    expect(said).toMatch(/is ready after \d+\.\d s/);
    expect(said).toContain(`Mail       as files in ${dataFolder}/mail`);
    expect(said).not.toMatch(/^(LOG|WARNING|FATAL):/m);
    expect(said.split('\n').length).toBeLessThan(12);
  });

  it('is alive and ready, in words without detail', async () => {
    const up = { status: 'up' };
    const parts = { database: up, keyStore: up, migrations: up, keys: up };
    expect(await isReady(url)).toEqual({
      status: 200,
      body: { status: 'ok', info: parts, error: {}, details: parts },
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });

  it('keeps its data folder to itself', async () => {
    const { code, stderr } = await program.start('main', [], settings()).end();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `The data folder ${dataFolder}/postgres is in use by process ${service.pid}. Stop that one first, or set DATA_FOLDER to another folder.\n`,
    );
  });

  it('shares its database with the command line', async () => {
    const make = ['--json', 'partner', 'create', '--name', 'Casa Abierta', '--origin', 'https://casa.example'];
    const made = await cli(...make);
    expect(made.code).toBe(0);
    const { partnerId, publishableKey } = JSON.parse(made.stdout);
    expect(publishableKey).toMatch(/^shp_/);
    const [again, key, invited] = await Promise.all([
      cli(...make),
      cli('--json', 'key', 'create', '--partner', 'Casa Abierta', '--kind', 'secret', '--label', 'Server'),
      cli('--json', 'coordinator', 'invite', '--partner', partnerId, '--email', 'c@example.org'),
    ]);
    expect(again).toMatchObject({ code: 1, stdout: '{"refused":{"code":"NAME_TAKEN","path":["name"]}}\n' });
    expect(JSON.parse(invited.stdout).invitation).toMatch(/^shi_/);

    const { keyId, token } = JSON.parse(key.stdout);
    const asKey = { method: 'POST', headers: { 'content-type': 'application/json', 'x-partner-key': token } };
    const viewer = await fetch(`${url}/graphql`, { ...asKey, body: '{"query":"{viewer{kind}}"}' });
    expect(await viewer.json()).toEqual({ data: { viewer: { kind: 'PARTNER' } } });
    const [list, revoked, counts, swept] = await Promise.all([
      cli('key', 'list', '--partner', partnerId),
      cli('key', 'revoke', keyId),
      cli('--json', 'counts'),
      cli('sweep', 'send-notice-mail'),
    ]);
    expect(list.stdout).toContain(keyId);
    expect(list.stdout).not.toContain(token);
    expect(revoked).toMatchObject({ code: 0, stdout: 'It is revoked.\n' });
    expect(JSON.parse(counts.stdout)).toContainEqual({ what: 'coordinator', state: 'invited', count: 1 });
    expect(swept.stdout).toMatch(/^SWEEP +ROWS +TOOK\nsend-notice-mail +0 +\d+ ms\n$/);
  });

  it('finishes the call in flight when it is told to stop, turns others away, and leaves nothing behind', async () => {
    const children = descendantsOf(service.pid);
    const port = Number(new URL(url).port);
    const call = connect(port, '127.0.0.1');
    const body = '{"query":"{ viewer { kind } }"}';
    let answer = '';
    call.on('data', (chunk) => {
      answer += chunk;
    });
    call.write(
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    );
    await delay(100);
    const ended = service.end('SIGTERM');
    await service.says('Stopping');
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    call.write(body.slice(10));
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(answer).toContain('HTTP/1.1 200 OK');
    expect(answer).toContain('"kind":"PUBLIC"');
    expect(await survivors(children, 0)).toEqual([]);
  });
});

describe('a service that runs into trouble', () => {
  it('ends, and says so, when its database does', async () => {
    const service = program.start('main', [], settings());
    await service.says('Ctrl-C');
    const postmaster = descendantsOf(service.pid).at(1);
    if (postmaster) process.kill(postmaster, 'SIGKILL');
    const { code, stderr } = await service.end();
    expect(code).toBe(1);
    expect(stderr).toContain('The database ended by itself');
  });

  it('is stopped at once by a second signal', async () => {
    const service = program.start('main', [], settings());
    const url = urlIn(await service.says('Ctrl-C'));
    const children = descendantsOf(service.pid);
    const held = connect(Number(new URL(url).port), '127.0.0.1');
    held.on('error', () => undefined);
    held.write(
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nContent-Type: application/json\r\n\r\n{',
    );
    await delay(100);
    service.child.kill('SIGINT');
    await service.says('Stopping');
    const { code, stderr } = await service.end('SIGINT');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Stopping at once.\n' });
    expect(await survivors(children, 2_000)).toEqual([]);
  });

  describe('before it serves anybody', () => {
    let taken: Server;
    beforeAll(async () => {
      taken = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => taken.once('listening', resolve));
    });
    afterAll(() => void taken.close());
    const portTaken = () => String((taken.address() as AddressInfo).port); // Listens on a port, not on a pipe.

    it('says that its port is taken', async () => {
      const { code, stderr } = await program.start('main', [], { ...settings(), PORT: portTaken() }).end();
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `Port ${portTaken()} is in use. Stop what listens there, or set PORT to another one.\n`,
      });
    });

    it('goes on without figures when only their port is taken', async () => {
      const service = program.start('main', [], { ...settings(), METRICS_PORT: portTaken() });
      expect(await service.says('Ctrl-C')).toContain(`none: port ${portTaken()} is taken`);
      expect((await service.end('SIGTERM')).code).toBe(0);
    });

    it('says in one line what stands in its way, without the secrets in it', async () => {
      const wrong = { DATABASE_URL: 'postgres://somebody:secret-word@127.0.0.1:1/here' };
      const ended = await program.start('main', [], { ...settings(), ...wrong }).end();
      const stderr = 'No PostgreSQL answers where DATABASE_URL or KEY_STORE_URL points.\n';
      expect(ended).toEqual({ code: 1, stderr, stdout: '' });
    });

    it('refuses a key file that others can read, and a lost one', async () => {
      const keyFile = join(dataFolder, 'keys.json');
      await chmod(keyFile, 0o644);
      const open = await program.start('main', [], settings()).end();
      expect(open).toMatchObject({ code: 1, stderr: expect.stringContaining('chmod 600') });
      await rm(keyFile);
      const lost = await program.start('main', [], settings()).end();
      expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining('Put it back from its backup') });
    });
  });
});
