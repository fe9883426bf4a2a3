/** A backup brings back what was lost, and nothing that was erased. */
import { randomBytes } from 'node:crypto';
import { appendFile, copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { archivesIn } from '../src/backup/backup-folder.js';
import { verifyArchive } from '../src/backup/choose-archives.js';
import { LEFT_OUT } from '../src/backup/order-of-need.js';
import { VerifyDisclosures } from '../src/claim/audit/verify-disclosures.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { erasedDigest } from '../src/sealing/erasure/erased-digest.js';
import { backUp, Elsewhere, foldersOf, keysOf } from './world/backups.js';
import {
  anAcceptedClaim,
  claimRequest,
  messagesFor,
  moved,
  openHandoff,
  sendMessage,
  unbalanced,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, comeBack, type Json } from './world/families.js';
import { aTrustedHome, aVouchedHome, PASSWORD, type TestHome, theHostsCoordinator } from './world/people.js';
import { World } from './world/world.js';

jest.setTimeout(120_000);

const SUMMARY = 'We need a little help this week';

let world: World;
const opened: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
afterAll(async () => {
  await world.close();
});

async function elsewhere(): Promise<Elsewhere> {
  const made = await Elsewhere.make();
  opened.push(() => made.drop());
  return made;
}
async function openedAt(place: Elsewhere): Promise<World> {
  const restored = await place.open(world);
  opened.push(() => restored.close());
  return restored;
}
async function act(at: World, mutation: string, token: string, input: Json, happened: string): Promise<Json> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await at.ask<Record<string, Json>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`,
    { input },
    token === '' ? {} : { token },
  );
  return answer[mutation] ?? {};
}
async function signIn(at: World, { email }: { email: string }): Promise<{ token: string }> {
  const { session } = await act(
    at,
    'signIn',
    '',
    { email, password: PASSWORD },
    '... on SignedIn { session { token } }',
  );
  return session as { token: string }; // As it was asked for.
}
async function codeOf(at: World, returnCode: string | null): Promise<unknown> {
  const answer = await act(
    at,
    'returnWithCode',
    '',
    { code: returnCode ?? '' },
    '... on SessionOpened { session { token } }',
  );
  return answer['code'] ?? 'IN';
}
const readOwn = async (at: World, token: string, id: string) =>
  (
    await at.ask<{ request: { id: string; status: string } | null }>(
      'query ($id: ID!) { request(id: $id) { id status } }',
      { id },
      { token },
    )
  ).request;

describe('a backup', () => {
  it('brings everything back as it was but sessions and kept answers', async () => {
    await anAcceptedClaim(world, { request: await aGrocery(world, { summary: SUMMARY }) });
    await world.get(RunSweeps).one('journal-erasures', world.clock.now());
    await backUp(world, foldersOf(world, 'whole'));
    const before = await everythingStored(world);
    const place = await elsewhere();
    const { rows } = await place.restore(world, { from: foldersOf(world, 'whole') });
    expect(rows.main).toBeGreaterThan(20);
    const restored = await openedAt(place);
    const after = await everythingStored(restored);
    const changed = Object.keys(before).filter((table) => before[table] !== after[table]);
    const kept = changed.filter((table) => !LEFT_OUT.has(table.replace(/^keys /, '')));
    // What was left out is remembered nowhere else; what was erased is, with the journal's mark.
    expect(kept.filter((table) => !table.endsWith('public.erased'))).toEqual([]);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    // The sequence of notices goes on where it was.
    await anAcceptedClaim(restored);
    expect(await unbalanced(restored)).toEqual([]);
  });

  it('lies sealed: nothing in it can be read, and nothing outside says more than when it was made', async () => {
    const folder = foldersOf(world, 'sealed');
    const { archives } = await backUp(world, folder);
    for (const { path } of archives) {
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const [first = '', ...rest] = (await readFile(path, 'latin1')).split('\n');
      expect(Object.keys(JSON.parse(first)).toSorted()).toEqual(['backup', 'format', 'keyId', 'madeAt', 'part']);
      for (const word of ['ride', 'GROCERY', 'request', 'manifest', 'sanctuary_api']) {
        expect(rest.join('\n')).not.toContain(word);
      }
    }
    expect((await readdir(folder)).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('holds every table but those that are named', async () => {
    const folder = foldersOf(world, 'tables');
    await backUp(world, folder);
    const read = await Promise.all(
      (await archivesIn(folder, keysOf(world), world.clock.now())).map((its) =>
        verifyArchive(its, keysOf(world), world.clock.now()),
      ),
    );
    const held = read.flatMap(({ manifest }) => manifest.tables.map(({ schema, name }) => `${schema}.${name}`));
    const all = Object.keys(await everythingStored(world)).map((table) => table.replace(/^keys /, ''));
    expect(all.filter((table) => !held.includes(table) && !LEFT_OUT.has(table))).toEqual([]);
  });
});

describe('what was erased after a backup', () => {
  it('stays erased when the backup is put back; what was not is there', async () => {
    const home = await aTrustedHome(world);
    const coordinator = await theHostsCoordinator(world);
    const erased = await anAcceptedClaim(world, { home, request: await aRide(world, { summary: SUMMARY }) });
    const joined = await aGrocery(world, {
      summary: SUMMARY,
      acceptance: 'ANY_TRUSTED_HOME',
      returnCode: erased.request.returnCode,
    });
    const joinedClaim = (await claimRequest(world, home, joined.requestId)).claim?.id ?? '';
    const stays = await anAcceptedClaim(world, { home });
    const ended = await anAcceptedClaim(world, { home });
    const withdrawn = await anAcceptedClaim(world, { home });
    const reworded = await aRide(world, { summary: SUMMARY });
    const taken = await aRide(world, {}, { coordinator });
    for (const { claimId } of [erased, stays, ended, withdrawn])
      expect(await openHandoff(world, home, claimId)).toHaveProperty('handoff');
    await sendMessage(world, home, erased.claimId, 'Seven is fine.');
    await backUp(world);

    expect(
      await act(
        world,
        'eraseRequester',
        erased.request.token,
        { confirm: true },
        '... on RequesterErased { requests }',
      ),
    ).toEqual({ requests: 2 });
    await moved(world, 'revokeDisclosure', ended.family, ended.claimId);
    await act(
      world,
      'withdrawRequest',
      withdrawn.request.token,
      { requestId: withdrawn.request.requestId },
      '... on RequestChanged { request { id } }',
    );
    await act(
      world,
      'rewordText',
      reworded.token,
      { requestId: reworded.requestId, summary: 'A lift on Friday would help' },
      '... on RequestChanged { request { id } }',
    );
    const { returnCode } = await act(
      world,
      'reissueReturnCode',
      coordinator.token,
      { requestId: taken.requestId },
      '... on ReturnCodeReissued { returnCode }',
    );
    await world.get(RunSweeps).one('journal-erasures', world.clock.now());

    const place = await elsewhere();
    const { erasedAgain } = await place.restore(world);
    expect(erasedAgain).toMatchObject({ rings: 1, codes: 1, requests: 2, withdrawn: 1 });
    expect(erasedAgain.keys).toBeGreaterThanOrEqual(4);
    const at = await openedAt(place);
    const [again, their] = [await signIn(at, home), await signIn(at, coordinator)];

    expect(await codeOf(at, erased.request.returnCode)).toBe('CODE_UNKNOWN');
    expect(await openHandoff(at, again, erased.claimId)).toEqual({ code: 'NOT_FOUND' });
    expect(await openHandoff(at, again, joinedClaim)).toEqual({ code: 'NOT_FOUND' });
    expect(await messagesFor(at, again, erased.claimId)).toBeNull();
    for (const { requestId } of [erased.request, joined]) {
      expect(await place.query('main', 'SELECT FROM request WHERE id = $1', [requestId])).toEqual([]);
      expect(await place.query('main', 'SELECT FROM sealed.handoff WHERE request_id = $1', [requestId])).toEqual([]);
    }
    expect(await openHandoff(at, again, ended.claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
    expect(await openHandoff(at, again, withdrawn.claimId)).toMatchObject({
      code: expect.stringMatching(/CLOSED|STATE/),
    });
    const back = await comeBack(at, withdrawn.request.returnCode);
    expect(await readOwn(at, back, withdrawn.request.requestId)).toMatchObject({ status: 'WITHDRAWN' });
    // What other words took the place of does not come back either.
    expect(await place.query('main', 'SELECT summary_box FROM request WHERE id = $1', [reworded.requestId])).toEqual([
      { summary_box: null },
    ]);
    // The code from before does not act; the new one is lost with its ring, and the coordinator gives out another.
    expect(await codeOf(at, String(returnCode))).toBe('CODE_UNKNOWN');
    const old = await comeBack(at, taken.returnCode);
    expect(await readOwn(at, old, taken.requestId)).toBeNull();
    const third = await act(
      at,
      'reissueReturnCode',
      their.token,
      { requestId: taken.requestId },
      '... on ReturnCodeReissued { returnCode }',
    );
    expect(await readOwn(at, await comeBack(at, String(third['returnCode'])), taken.requestId)).not.toBeNull();

    // Who did not erase gets in with the same code, and the home reads and claims as before.
    const family = await comeBack(at, stays.request.returnCode);
    expect(await readOwn(at, family, stays.request.requestId)).toMatchObject({ status: 'CLAIMED' });
    expect(await openHandoff(at, again, stays.claimId)).toHaveProperty('handoff');
    await moved(at, 'markDelivered', again, stays.claimId);
    await anAcceptedClaim(at, { home: { ...home, ...again } as TestHome });
    expect(await unbalanced(at)).toEqual([]);
    expect(await at.get(VerifyDisclosures).execute(at.clock.now())).toMatchObject({ broken: [] });
    await at.get(RunSweeps).all(at.clock.now());
    expect(await codeOf(at, erased.request.returnCode)).toBe('CODE_UNKNOWN');
  });

  it('is in the journal before the family hears of it, and before anybody else does', async () => {
    const claim = await anAcceptedClaim(world);
    const folder = world.instance.config.erasureJournal;
    const inJournal = async () =>
      (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))).join('').length;
    const before = await inJournal();
    await moved(world, 'revokeDisclosure', claim.family, claim.claimId);
    const ended = await inJournal();
    expect(ended).toBeGreaterThan(before);
    await act(world, 'eraseRequester', claim.request.token, { confirm: true }, '... on RequesterErased { requests }');
    expect(await inJournal()).toBeGreaterThan(ended);
    const pending = `SELECT count(*)::integer AS count FROM erased WHERE journals = '{}'`;
    const left = await world.instance.keyStore.owner.query<{ count: number }>('pending', pending);
    // Nothing but the ring itself, which was noted beforehand.
    expect(left.rows[0]?.count).toBeLessThanOrEqual(1);
  });

  it('is not said to be erased while the journal cannot be written, and can be erased afterwards', async () => {
    const at = await World.open({ ERASURE_JOURNAL: join(world.instance.config.dataFolder, 'keys.json', 'no-folder') });
    opened.push(() => at.close());
    const { token, returnCode } = await aRide(at);
    const erase = () => act(at, 'eraseRequester', token, { confirm: true }, '... on RequesterErased { requests }');
    expect(await erase()).toMatchObject({ code: 'KEYS_UNREACHABLE' });
    expect(await codeOf(at, returnCode)).toBe('IN');
    expect((await at.get(RunSweeps).one('journal-erasures', at.clock.now())).rows).toBeNull();
    expect(at.logLines.join('')).toContain('ERASURES_NOT_KEPT');
  });
});

describe('a restore', () => {
  const folder = () => foldersOf(world, 'guarded');
  let files: { main: string; keys: string };
  let home: TestHome;
  beforeAll(async () => {
    home = await aVouchedHome(world);
    await anAcceptedClaim(world, { home });
    const { archives } = await backUp(world, folder());
    const pathOf = (part: string) => archives.find((its) => its.part === part)?.path ?? '';
    files = { main: pathOf('main'), keys: pathOf('keys') };
  });
  const isEmpty = async (place: Elsewhere) =>
    (
      await place.query<{ count: number }>(
        'main',
        `SELECT count(*)::integer AS count FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
      )
    )[0]?.count === 0;
  /** A folder of its own with both archives, and what was done to one of them. */
  async function tampered(
    name: string,
    part: 'main' | 'keys',
    tamper: (path: string) => Promise<void>,
  ): Promise<string> {
    const its = foldersOf(world, name);
    await mkdir(its, { recursive: true });
    for (const path of Object.values(files)) await copyFile(path, join(its, path.split('/').at(-1) ?? ''));
    await tamper(join(its, files[part].split('/').at(-1) ?? ''));
    return its;
  }
  const changeByte = async (path: string) => {
    const bytes = await readFile(path);
    const at = bytes.length - 200;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };

  it.each<[string, 'main' | 'keys', (path: string) => Promise<void>]>([
    ['a byte changed', 'main', changeByte],
    ['a byte of the keys changed', 'keys', changeByte],
    ['cut short', 'main', async (path) => truncate(path, (await stat(path)).size - 100)],
    [
      'cut to its header',
      'keys',
      async (path) => writeFile(path, `${(await readFile(path, 'latin1')).split('\n')[0]}\n`),
    ],
    ['something added', 'main', (path) => appendFile(path, randomBytes(50))],
    ['one put in the place of the other', 'keys', (path) => copyFile(files.main, path)],
    [
      'another header',
      'keys',
      async (path) => {
        const [, ...rest] = (await readFile(path)).toString('latin1').split('\n');
        const header = (await readFile(path, 'latin1'))
          .split('\n')[0]
          ?.replace(/"madeAt":"[^"]+"/, '"madeAt":"2026-01-01T00:00:00.000Z"');
        await writeFile(path, Buffer.from([header, ...rest].join('\n'), 'latin1'));
      },
    ],
  ])('refuses an archive with %s, and changes nothing', async (what, part, tamper) => {
    const from = await tampered(what.replaceAll(' ', '-'), part, tamper);
    const place = await elsewhere();
    await expect(place.restore(world, { from })).rejects.toThrow(/not as it was written|is missing|not an archive/);
    expect(await isEmpty(place)).toBe(true);
  });

  it('refuses databases that somebody lives in, until it is told that they may go', async () => {
    const place = await elsewhere();
    await place.restore(world, { from: folder() });
    await expect(place.restore(world, { from: folder() })).rejects.toThrow('not empty');
    await expect(place.restore(world, { from: folder(), replace: 'another' })).rejects.toThrow('not empty');
    const there = await openedAt(place);
    await expect(place.restore(world, { from: folder(), replace: place.databaseName })).rejects.toThrow(
      'Stop it first',
    );
    expect(await signIn(there, home)).toHaveProperty('token');
    await there.close();
    opened.pop();
    await place.restore(world, { from: folder(), replace: place.databaseName });
    expect(await signIn(await openedAt(place), home)).toHaveProperty('token');
  });

  it('that was broken off leaves databases that say so and serve nobody, and can be run again', async () => {
    const place = await elsewhere();
    const broken = place.restore(
      world,
      { from: folder() },
      {
        say: (line) => {
          if (line.startsWith('keys:')) throw new Error('the power is gone');
        },
      },
    );
    await expect(broken).rejects.toThrow('the power is gone');
    await expect(place.open(world)).rejects.toThrow('A restore is under way');
    expect((await place.restore(world, { from: folder() })).rows.main).toBeGreaterThan(0);
    expect(await signIn(await openedAt(place), home)).toHaveProperty('token');
  });

  it('under way is seen by whoever asks whether the service is ready', async () => {
    const place = await elsewhere();
    await place.restore(world, { from: folder() });
    const at = await openedAt(place);
    const ready = async () => (await fetch(`${await at.app.getUrl()}/health/ready`)).status;
    expect(await ready()).toBe(200);
    await place.query('keyStore', 'CREATE TABLE restore_under_way ()');
    expect(await ready()).toBe(503);
  });

  it('of keys needs a journal that was there when they were backed up, and was kept since', async () => {
    const place = await elsewhere();
    const nobodys = foldersOf(world, 'no-journal');
    await expect(place.restore(world, { from: folder() }, { journal: nobodys })).rejects.toThrow(
      'does not know this backup',
    );
    expect(await isEmpty(place)).toBe(true);
    const now = world.clock.now();
    world.clock.advance({ days: 3 });
    await expect(place.restore(world, { from: folder() })).rejects.toThrow(
      `--stopped-on ${now.toISOString().slice(0, 10)}`,
    );
    await expect(
      place.restore(world, { from: folder(), stoppedOn: world.clock.now().toISOString().slice(0, 10) }),
    ).rejects.toThrow('not its latest journal');
    expect(await isEmpty(place)).toBe(true);
    expect(
      (await place.restore(world, { from: folder(), stoppedOn: now.toISOString().slice(0, 10) })).rows.keys,
    ).toBeGreaterThan(0);
    world.clock.set(now);
  });

  it('without a journal brings back nothing of any family, and homes, offers and coordinators', async () => {
    const place = await elsewhere();
    const { withoutFamilies } = await place.restore(
      world,
      { from: folder(), withoutFamilies: true },
      { journal: foldersOf(world, 'no-journal') },
    );
    expect(withoutFamilies).toBeGreaterThan(0);
    for (const table of ['request', 'disclosure', 'sealed.handoff', 'sealed.claim_handoff', 'sealed.message']) {
      expect(await place.query('main', `SELECT FROM ${table}`)).toEqual([]);
    }
    expect(await place.query('keyStore', 'SELECT FROM ring')).toEqual([]);
    expect(await place.query('keyStore', 'SELECT DISTINCT purpose FROM data_key ORDER BY purpose')).toEqual([
      { purpose: 'LISTING' },
      { purpose: 'PERSON' },
    ]);
    const at = await openedAt(place);
    const again = await signIn(at, home);
    await anAcceptedClaim(at, { home: { ...home, ...again } });
    expect(await unbalanced(at)).toEqual([]);
  });

  it('of the main database alone leaves the keys as they are', async () => {
    const place = await elsewhere();
    await place.restore(world, { from: folder() });
    const before = await place.query('keyStore', 'SELECT id, wrapped FROM data_key ORDER BY id');
    await place.restore(world, { from: files.main, only: 'main', replace: place.databaseName });
    expect(await place.query('keyStore', 'SELECT id, wrapped FROM data_key ORDER BY id')).toEqual(before);
    expect(await signIn(await openedAt(place), home)).toHaveProperty('token');
  });
});

it('a backup of the main database outlives a rotation that destroys the older keys', async () => {
  const at = await World.open();
  opened.push(() => at.close());
  await aRide(at);
  const folder = foldersOf(at);
  const { archives } = await backUp(at, folder);
  const old = (await at.instance.keyProvider.list()).map(({ id }) => id);
  await at.instance.keyProvider.add();
  expect(await keysOf(at).rewrap()).toBe(2);
  expect(await keysOf(at).rewrap()).toBe(0);
  for (const id of old) await at.instance.keyProvider.destroy(id);
  const main = archives.find(({ part }) => part === 'main')?.path ?? '';
  const place = await elsewhere();
  expect((await place.restore(at, { from: main, only: 'main' })).rows.main).toBeGreaterThan(0);
});

it('what was erased has the same digest in both databases and in the program', async () => {
  const bytes = randomBytes(32);
  for (const database of [world.instance.owner.database, world.instance.keyStore.owner]) {
    const { rows } = await database.query('digest', `SELECT erased_digest('ring', $1) AS digest`, [bytes]);
    expect(rows).toEqual([{ digest: erasedDigest('ring', bytes) }]);
  }
});

describe('time', () => {
  it('shuts the keys after 7 days and the rest after 30, for everybody, and the files go with the next backup', async () => {
    const at = await World.open({ BACKUP_DAYS: '30', BACKUP_KEYS_DAYS: '7' });
    opened.push(() => at.close());
    await aRide(at);
    const folder = foldersOf(at);
    await backUp(at, folder);
    const [main, keys] = (await archivesIn(folder, keysOf(at), at.clock.now())).toSorted((a, b) =>
      b.part.localeCompare(a.part),
    );
    if (!main || !keys) throw new Error('a backup has two archives');
    const opens = async (its: typeof main) => keysOf(at).open(its.keyId, at.clock.now());
    const tend = () => at.get(RunSweeps).one('tend-backup-keys', at.clock.now());
    at.clock.advance({ days: 6, hours: 23 });
    await tend();
    expect(await opens(keys)).not.toBeNull();
    at.clock.advance({ hours: 2 });
    expect(await opens(keys)).toBeNull();
    expect((await tend()).rows).toBe(1);
    expect(await readdir(at.instance.config.backupKeyFolder)).toHaveLength(1);
    expect(await opens(main)).not.toBeNull();
    await backUp(at, folder);
    expect((await archivesIn(folder, keysOf(at), at.clock.now())).map(({ part }) => part).toSorted()).toEqual([
      'keys',
      'main',
      'main',
    ]);
    at.clock.advance({ days: 24 });
    expect(await opens(main)).toBeNull();
    await rm(at.instance.config.backupKeyFolder, { recursive: true });
    const place = await elsewhere();
    await expect(place.restore(at, { from: main.path, only: 'main' })).rejects.toThrow('opens no more');
  });

  it('takes what no backup is as old as out of the journal and the databases, and what was erased together out of its order', async () => {
    const at = await World.open();
    opened.push(() => at.close());
    const sweep = (name: string) => at.get(RunSweeps).one(name, at.clock.now());
    for (let count = 0; count < 3; count += 1) {
      const { token } = await aRide(at, { acceptance: 'ANY_TRUSTED_HOME' });
      await act(at, 'eraseRequester', token, { confirm: true }, '... on RequesterErased { requests }');
      at.clock.advance({ minutes: 40 });
      await sweep('journal-erasures');
    }
    const folder = at.instance.config.erasureJournal;
    const entries = async () => {
      const files = (await readdir(folder)).filter((name) => name !== 'journal-id');
      const lines = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('').split('\n');
      return { files, digests: lines.filter((line) => line.startsWith('e ')) };
    };
    const before = await entries();
    at.clock.advance({ hours: 20 });
    await sweep('tidy-erasures');
    const merged = await entries();
    expect(merged.files).toHaveLength(1);
    expect(merged.digests).toEqual([...new Set(before.digests)].toSorted());
    const remembered = async () => (await at.instance.keyStore.owner.query('all', 'SELECT FROM erased')).rowCount;
    expect(await remembered()).toBeGreaterThan(0);
    at.clock.advance({ days: 40 });
    await sweep('tidy-erasures');
    expect(await entries()).toEqual({ files: [], digests: [] });
    expect(await remembered()).toBe(0);
  });

  it('is noted in the journal of each machine, once', async () => {
    const at = await World.open();
    opened.push(() => at.close());
    const { main: DATABASE_URL } = at.instance.urls;
    const { dataFolder } = at.instance.config;
    const other = await World.open(
      { DATABASE_URL, DATA_FOLDER: dataFolder, ERASURE_JOURNAL: foldersOf(at, 'other') },
      at.clock,
    );
    opened.push(() => other.close());
    const { token } = await aRide(at);
    await act(at, 'eraseRequester', token, { confirm: true }, '... on RequesterErased { requests }');
    const noted = async (its: World) => (await its.get(RunSweeps).one('journal-erasures', at.clock.now())).rows;
    expect([(await noted(at)) ?? 0, (await noted(other)) ?? 0].every((rows) => rows > 0)).toBe(true);
    expect([await noted(at), await noted(other), await noted(at)]).toEqual([0, 0, 0]);
  });

  it('loses no erasure when the journal is lost: another is filled from the databases', async () => {
    const at = await World.open();
    opened.push(() => at.close());
    const { token, returnCode } = await aRide(at, { summary: SUMMARY });
    await backUp(at);
    await act(at, 'eraseRequester', token, { confirm: true }, '... on RequesterErased { requests }');
    await at.get(RunSweeps).one('journal-erasures', at.clock.now());
    await rm(at.instance.config.erasureJournal, { recursive: true });
    const later = await World.open(
      { DATABASE_URL: at.instance.urls.main, DATA_FOLDER: at.instance.config.dataFolder },
      at.clock,
    );
    await later.get(RunSweeps).one('journal-erasures', at.clock.now());
    await later.close();
    const place = await elsewhere();
    expect((await place.restore(at)).erasedAgain).toMatchObject({ rings: 1, requests: 1 });
    const restored = await place.open(at);
    opened.push(() => restored.close());
    expect(await codeOf(restored, returnCode)).toBe('CODE_UNKNOWN');
  });
});

it('a backup that is made while everybody is busy is one moment of both databases', async () => {
  const homes = await Promise.all([0, 1, 2].map(() => aVouchedHome(world)));
  let busy = true;
  const work = homes.map(async (home) => {
    while (busy) {
      const { claimId, family } = await anAcceptedClaim(world, { home });
      await openHandoff(world, home, claimId);
      await moved(world, 'cancelClaim', family, claimId);
    }
  });
  const folder = foldersOf(world, 'busy');
  for (let count = 0; count < 3; count += 1) await backUp(world, folder);
  busy = false;
  await Promise.all(work);
  const place = await elsewhere();
  await place.restore(world, { from: folder });
  const at = await openedAt(place);
  expect(await unbalanced(at)).toEqual([]);
  expect(await at.get(VerifyDisclosures).execute(at.clock.now())).toMatchObject({ broken: [] });
  // Each copy of a handoff finds its key, unless its claim has ended by now.
  const copies = await place.query<{ id: string }>('main', `SELECT h.data_key_id AS id FROM sealed.claim_handoff h`);
  const gone = new Set(
    (await world.instance.keyStore.owner.query<{ id: string }>('there', 'SELECT id FROM data_key')).rows.map(
      ({ id }) => id,
    ),
  );
  const keys = new Set((await place.query<{ id: string }>('keyStore', 'SELECT id FROM data_key')).map(({ id }) => id));
  expect(copies.filter(({ id }) => !keys.has(id) && gone.has(id))).toEqual([]);
});
