/** The embedded PostgreSQL starts for anyone, anywhere, keeps its data through every kind of end, and never runs twice. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { databaseUrls } from '../src/platform/database/database-urls.js';
import { areBeingRestored } from '../src/platform/database/migrate.js';
import { EmbeddedPostgresUnavailable, packagedBinaries } from '../src/platform/embedded-postgres/binaries.js';
import { DataFolderInUse } from '../src/platform/embedded-postgres/data-folder-lock.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres/start.js';
import type { ChildReport } from './world/embedded-postgres-child.js';
import { childrenOf, descendantsOf, parentOf, survivors } from './world/processes.js';
import { copyProgram, nodeFor } from './world/program-copy.js';
import { temporaryFolder } from './world/temporary-folder.js';

const weAreRoot = process.getuid?.() === 0;
const onlyRootCanTry = weAreRoot ? it : it.skip;

jest.setTimeout(30_000);

let folder: string;
let program: string[];
const servers: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('embedded');
  program = await copyProgram(join(folder, 'a program'));
});

afterEach(async () => {
  for (const child of children.splice(0)) await ended(child, 'SIGTERM');
  for (const server of servers.splice(0)) await server.stop();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a start', () => {
  it('makes the cluster once, in a path with spaces, and finds its data again', async () => {
    const dataFolder = join(folder, "it's a data folder");
    const first = await start(dataFolder, { throwaway: false });
    expect(first.firstStart).toBe(true);
    expect(await first.ensureDatabase('a "name"')).toBe(true);
    expect(await first.ensureDatabase('a "name"')).toBe(false);
    await ask(first.ownerUrl('a "name"'), "CREATE TABLE word AS SELECT 'kept' AS word");
    await first.stop();
    expect(await first.exited).toEqual({ asked: true, reason: 'exit code 0' });

    const second = await start(dataFolder, { throwaway: false });
    expect(second.firstStart).toBe(false);
    expect(await ask(second.ownerUrl('a "name"'), 'SELECT word FROM word')).toEqual([{ word: 'kept' }]);
    expect(await ask(second.ownerUrl('postgres'), 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect((await stat(join(dataFolder, 'postgres.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataFolder, 'postgres', 'data'))).mode & 0o777).toBe(0o700);
  });

  it('gives an owner who is no superuser, on a server that sorts alike everywhere', async () => {
    const server = await start(join(folder, 'owner'));
    const role = 'SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user';
    expect(await ask(server.ownerUrl('postgres'), role)).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: true, rolcreatedb: true },
    ]);
    const order = 'SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = $1';
    expect(await ask(server.superuserUrl('postgres'), order, ['postgres'])).toEqual([
      { datlocprovider: 'b', datlocale: 'C.UTF-8', pg_encoding_to_char: 'UTF8' },
    ]);
    expect(await ask(server.ownerUrl('postgres'), 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
    const stranger = new URL(server.ownerUrl('postgres'));
    stranger.password = 'guessed';
    await expect(ask(stranger.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('the first of all is no error to it: nobody asks for a key store that is not there yet', async () => {
    const said: string[] = [];
    const server = await start(join(folder, 'first'), { log: (line) => said.push(line) });
    await server.ensureDatabase('sanctuary');
    const urls = databaseUrls(server.ownerUrl('sanctuary'), undefined);
    expect(await areBeingRestored(urls)).toBe(false);
    // What it says of an error comes out in order: after this one, everything before it has.
    await expect(ask(server.ownerUrl('nowhere'), 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
    while (!said.some((line) => line.includes('"nowhere"'))) await delay(20);
    expect(said.filter((line) => /FATAL|ERROR/.test(line) && !line.includes('"nowhere"'))).toEqual([]);
  });

  it('keeps what was sent to it out of its log', async () => {
    const said: string[] = [];
    const server = await start(join(folder, 'log'), { log: (line) => said.push(line) });
    await server.ensureDatabase('words');
    const url = server.ownerUrl('words');
    await ask(url, 'CREATE TABLE word (word text UNIQUE)');
    await ask(url, 'INSERT INTO word VALUES ($1)', ['typed-by-somebody']);
    await expect(ask(url, 'INSERT INTO word VALUES ($1)', ['typed-by-somebody'])).rejects.toThrow();
    await expect(ask(url, 'SELECT $1::uuid', ['typed-by-somebody'])).rejects.toThrow();
    await expect(ask(url, "SELECT 'typed-by-somebody'::int")).rejects.toThrow();
    await server.stop();
    expect(said.join('\n')).toContain('ready to accept connections');
    expect(said.join('\n')).not.toContain('typed-by-somebody');
  });

  it('says what to do where there is no PostgreSQL to start', () => {
    for (const platform of ['win32-x64', 'linux-riscv64', 'darwin-x64', 'linux-ia32']) {
      expect(() => packagedBinaries(platform)).toThrow(EmbeddedPostgresUnavailable);
      expect(() => packagedBinaries(platform)).toThrow(/DATABASE_URL/);
    }
  });

  it.each(['', 'null', '{"place":1}'])('does not go on with a damaged memory of its passwords: %j', async (damaged) => {
    const dataFolder = join(folder, 'damaged');
    await mkdir(dataFolder, { recursive: true });
    await writeFile(join(dataFolder, 'postgres.json'), damaged);
    await expect(start(dataFolder)).rejects.toThrow(/postgres\.json is not what was written there.*DATA_FOLDER/);
  });

  onlyRootCanTry('works below a folder of mode 0700 of root (only root can try this)', async () => {
    const home = join(folder, 'home of root');
    await mkdir(home, { mode: 0o700 });
    const args = [...(await copyProgram(join(home, 'a clone'))), join(home, 'a clone/.data'), join(folder, 'shared')];
    const first = await startChild({ args });
    expect(first.report).toMatchObject({ firstStart: true });
    await ask(first.url, "CREATE TABLE word AS SELECT 'kept' AS word");
    await ended(first.child, 'SIGTERM');

    const second = await startChild({ args });
    expect(second.report).toMatchObject({ firstStart: false });
    expect(await ask(second.url, 'SELECT word FROM word')).toEqual([{ word: 'kept' }]);
    await ended(second.child, 'SIGTERM');

    // Somebody who removes the data folder begins anew, and what was there is not lost.
    await rm(join(home, 'a clone/.data'), { recursive: true });
    const anew = await startChild({ args });
    expect(anew.report).toMatchObject({ firstStart: true });
    await expect(ask(anew.url, 'SELECT word FROM word')).rejects.toMatchObject({ code: '42P01' });
  });

  it('works for a user without privileges who owns nothing but the data folder', async () => {
    const dataFolder = join(folder, 'of nobody');
    await mkdir(dataFolder, { mode: 0o700 });
    const user = weAreRoot ? nobody() : undefined;
    if (user) await chown(dataFolder, user.uid, user.gid);
    const command = user && (await nodeFor(user, folder));
    const { report, url } = await startChild({ args: [...program, dataFolder, '/nonexistent'], command, user });
    expect(report).toMatchObject({ firstStart: true });
    expect((await stat(join(dataFolder, 'postgres.json'))).uid).toBe(user?.uid ?? process.getuid?.());
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('after a bad end', () => {
  it('kill -9 of the process leaves no server, and the next start has what was committed', async () => {
    const args = [...program, join(folder, 'killed'), join(folder, 'shared')];
    const first = await startChild({ args });
    await ask(first.url, "CREATE TABLE word AS SELECT 'kept' AS word");
    const started = descendantsOf(Number(first.child.pid));
    expect(started.length).toBeGreaterThan(4);
    await ended(first.child, 'SIGKILL');
    expect(await survivors(started, 2_000)).toEqual([]);

    const second = await startChild({ args });
    expect(await ask(second.url, 'SELECT word FROM word')).toEqual([{ word: 'kept' }]);
    await ended(second.child, 'SIGKILL');
    // At once, while the old server is still stopping.
    const third = await startChild({ args });
    expect(third.report).toMatchObject({ firstStart: false });
    expect(await ask(third.url, 'SELECT word FROM word')).toEqual([{ word: 'kept' }]);
  });

  it('kill -9 of the process and of every guard: the next start stops the server that was left', async () => {
    const dataFolder = join(folder, 'unguarded');
    const { child, url } = await startChild({ args: [...program, dataFolder, join(folder, 'shared')] });
    await ask(url, "CREATE TABLE word AS SELECT 'kept' AS word");
    const postmaster = await postmasterOf(dataFolder);
    const guard = Number(parentOf(postmaster));
    const guards = [guard, ...childrenOf(guard).filter((pid) => pid !== postmaster)];
    expect(guards).toHaveLength(2);
    child.kill('SIGSTOP'); // So that it does not notice.
    for (const pid of guards) process.kill(pid, 'SIGKILL');
    await ended(child, 'SIGKILL');
    expect(await survivors([postmaster], 0)).toEqual([postmaster]);

    const next = await start(dataFolder);
    expect(await survivors([postmaster], 0)).toEqual([]);
    expect(await ask(next.ownerUrl('words'), 'SELECT word FROM word')).toEqual([{ word: 'kept' }]);
  });

  it.each([
    { who: 'the server', reason: 'ended by signal 9' },
    { who: 'its guard', reason: 'its guard was ended by SIGKILL' },
  ])('$who that dies by itself is noticed, nothing stays behind, and it starts again', async ({ who, reason }) => {
    const dataFolder = join(folder, `dies: ${who}`);
    const first = await start(dataFolder);
    const postmaster = await postmasterOf(dataFolder);
    const sessions = descendantsOf(postmaster);
    process.kill(who === 'the server' ? postmaster : Number(parentOf(postmaster)), 'SIGKILL');
    expect(await first.exited).toEqual({ asked: false, reason });
    await first.stop();
    expect((await start(dataFolder)).firstStart).toBe(false);
    expect(await survivors([postmaster, ...sessions], 2_000)).toEqual([]);
  });

  it('a note of a process id that now belongs to something else does not block', async () => {
    const dataFolder = join(folder, 'stale');
    await (await start(dataFolder)).stop();
    const data = join(dataFolder, 'postgres/data');
    const { uid, gid } = await stat(data);
    const other = spawn('sleep', ['60'], { ...(weAreRoot && { uid, gid }), stdio: 'ignore' });
    children.push(other);
    const lines = [other.pid, data, '1', '5432', '', '127.0.0.1', '  1234567         1', 'ready   '];
    await writeFile(join(data, 'postmaster.pid'), `${lines.join('\n')}\n`);
    expect((await start(dataFolder)).firstStart).toBe(false);
    expect(other.exitCode).toBeNull();
  });

  it('a first start that was interrupted begins again', async () => {
    const dataFolder = join(folder, 'interrupted');
    const { child } = spawnChild({ args: [...program, dataFolder, join(folder, 'shared')] });
    while (!(await stat(join(dataFolder, 'postgres.json')).catch(() => null))) await new Promise(setImmediate);
    await ended(child, 'SIGKILL');
    const server = await start(dataFolder);
    expect(server.firstStart).toBe(true);
    expect(await ask(server.ownerUrl('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a second start on the same data folder', () => {
  it('is refused, and told who holds it, from the same process and from another one', async () => {
    const dataFolder = join(folder, 'held');
    const holder = await start(dataFolder);
    const refused = await startEmbeddedPostgres({ dataFolder, log: () => {} }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataFolderInUse);
    expect(refused).toMatchObject({ holder: process.pid });

    const other = await startChild({ args: [...program, dataFolder, join(folder, 'shared')] });
    expect(other.report).toMatchObject({ error: 'DataFolderInUse', holder: process.pid });
    expect(other.report.message).toContain(`in use by process ${process.pid}`);
    expect(other.report.message).toContain('DATA_FOLDER');
    expect(await ask(holder.ownerUrl('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is refused when both begin at the same moment, on a first start and on a later one', async () => {
    const args = [...program, join(folder, 'raced'), join(folder, 'shared')];
    for (const firstStart of [true, false]) {
      const both = await Promise.all([startChild({ args }), startChild({ args }), startChild({ args })]);
      const won = both.filter(({ report }) => report.ownerUrl);
      expect(won.map(({ report }) => report.firstStart)).toEqual([firstStart]);
      const lost = both.filter(({ report }) => !report.ownerUrl);
      expect(lost.map(({ report }) => [report.error, report.holder])).toEqual(
        lost.map(() => ['DataFolderInUse', won[0]?.child.pid]),
      );
      for (const { child } of both) await ended(child, 'SIGTERM');
    }
  });
});

async function start(
  dataFolder: string,
  options: { throwaway?: boolean; log?: (line: string) => void } = {},
): Promise<EmbeddedPostgres> {
  const sharedFolder = join(folder, 'shared');
  const server = await startEmbeddedPostgres({ dataFolder, sharedFolder, throwaway: true, log: () => {}, ...options });
  servers.push(server);
  return server;
}

async function postmasterOf(dataFolder: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataFolder, 'postgres/data/postmaster.pid'), 'utf8'), 10);
}

interface ChildOptions {
  readonly args: string[];
  readonly command?: string;
  readonly user?: { uid: number; gid: number };
}

function spawnChild({ args, command = process.execPath, user }: ChildOptions) {
  const child = spawn(command, args, { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout }) };
}

async function startChild(options: ChildOptions) {
  const { child, lines } = spawnChild(options);
  const report = await new Promise<ChildReport>((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`The child ended without a word (${code}).`)));
  });
  return { child, report, url: report.ownerUrl ?? '' };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  child.kill('SIGCONT'); // One that a failed test has halted would not end.
  await exit;
}

async function ask(url: string, text: string, values: readonly unknown[] = []): Promise<object[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

function nobody(): { uid: number; gid: number } {
  const id = (option: string) => Number(spawnSync('id', [option, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
