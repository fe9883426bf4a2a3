/** The keys that wrap are changed while the service runs: nothing is lost, nothing is encrypted anew, and what a destroyed one wrapped is gone, exactly that. */
import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BackupKeys } from '../src/backup/backup-keys.js';
import { readConfig } from '../src/platform/config.js';
import { KeyStore } from '../src/platform/instance-parts.js';
import { DataKeyStore } from '../src/sealing/data-key.store.js';
import { DataKeys } from '../src/sealing/data-keys.js';
import { DestroyKek } from '../src/sealing/destroy-kek.js';
import { InstanceRoot } from '../src/sealing/instance-root.js';
import { KekStore } from '../src/sealing/kek.store.js';
import { KeyFileProvider } from '../src/sealing/key-file-provider.js';
import { currentOf, KeyChangeRefused, type KeyProvider, KeysUnreachable } from '../src/sealing/key-provider.js';
import { ReadKeks } from '../src/sealing/read-keks.js';
import { RotateKeys } from '../src/sealing/rotate-keys.js';
import { TransitKeyProvider } from '../src/sealing/transit-key-provider.js';
import { aVault, type TestVault } from './world/a-vault.js';
import { aKeyStore, manyKeys, type TestKeyStore } from './world/key-store.js';
import { temporaryFolder } from './world/temporary-folder.js';

jest.setTimeout(60_000);

const NOON = new Date('2026-03-10T12:00:00Z');
const quiet = () => undefined;

/** What a process has of the keys: each has its own idea of which is current. */
interface Process {
  readonly provider: KeyProvider;
  readonly keys: DataKeys;
  readonly keks: ReadKeks;
  readonly rotate: RotateKeys;
  readonly destroy: DestroyKek;
  readonly backups: BackupKeys;
}

function processWith(provider: KeyProvider, keyStore: TestKeyStore, folder: string): Process {
  // Nothing but queries is asked of it here.
  const store = { database: keyStore, owner: keyStore } as unknown as KeyStore;
  const keks = new ReadKeks(store, provider);
  const backups = new BackupKeys(join(folder, 'backup keys'), provider);
  const keys = new DataKeys(new DataKeyStore(keyStore), provider);
  return {
    provider,
    keys,
    keks,
    rotate: new RotateKeys(store, provider, backups),
    destroy: new DestroyKek(store, provider, keks, keys, backups),
    backups,
  };
}

describe.each(['a key file', 'a vault'])('a rotation with %s', (kind) => {
  let folder: string;
  let file: string;
  let vault: TestVault | null;
  let keyStore: TestKeyStore;
  const aProcess = async (): Promise<Process> => {
    if (!vault) return processWith(await KeyFileProvider.start(file, true), keyStore, folder);
    const { vault: settings } = readConfig(
      await vault.settings({ VAULT_TOKEN: await vault.token({ as: 'operator' }) }),
    );
    if (!settings) throw new Error('the settings name no vault');
    return processWith(await TransitKeyProvider.start(settings), keyStore, folder);
  };
  const boxes = () => keyStore.rows('SELECT id, purpose, destroy_after, made_on FROM data_key ORDER BY id');
  const keksInUse = async () =>
    (await keyStore.rows<{ kek: string }>('SELECT DISTINCT kek_id AS kek FROM data_key ORDER BY 1')).map(
      (row) => row.kek,
    );

  beforeAll(async () => {
    folder = await temporaryFolder('rotation');
    file = join(folder, 'keys.json');
    vault = kind === 'a vault' ? await aVault() : null;
    keyStore = await aKeyStore();
  });
  afterAll(async () => {
    await keyStore.close();
    await vault?.close();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    await keyStore.rows('DELETE FROM data_key');
  });

  it('rewraps everything, in batches, and every key opens as before', async () => {
    const service = await aProcess();
    const made = await manyKeys(service.keys, 450, 'CLAIM', NOON);
    const kept = await boxes();
    const before = currentOf(await service.provider.list());
    const said: string[] = [];
    const operator = await aProcess();
    const done = await operator.rotate.execute({ resume: false, destroyOld: false }, (line) => said.push(line));
    expect(done).toMatchObject({ rewrapped: 450, unreadable: 0, destroyed: [] });
    expect(done.kept).toContain(before);
    expect(said.slice(1)).toEqual([200, 400, 450].map((count) => `${count} data keys are rewrapped.`));
    expect(await keksInUse()).toEqual([done.current]);
    expect(await boxes()).toEqual(kept);
    const opened = await service.keys.openMany(
      made.map(({ id }) => id),
      NOON,
    );
    expect(opened).toEqual(new Map(made.map(({ id, key }) => [id, key])));
  });

  it('reaches a process that does not know of it: what that wraps next is under the new key', async () => {
    const [service, operator] = [await aProcess(), await aProcess()];
    const first = await service.keys.create('CLAIM', null, NOON);
    const { current } = await operator.rotate.execute({ resume: false, destroyOld: true }, quiet);
    const next = await service.keys.create('CLAIM', null, NOON);
    expect(await keksInUse()).toEqual([current]);
    for (const its of [service, operator, await aProcess()]) {
      expect(await its.keys.openMany([first.id, next.id], NOON)).toEqual(
        new Map([
          [first.id, first.key],
          [next.id, next.key],
        ]),
      );
    }
    expect(await operator.provider.list()).toEqual([{ id: current, current: true }]);
  });

  it('loses nothing of what is written, read and destroyed meanwhile, however many rotate at once', async () => {
    const services = await Promise.all(Array.from({ length: 3 }, aProcess));
    const [one, other] = [await aProcess(), await aProcess()];
    const living = new Map<string, Buffer>();
    let isOver = false;
    const busy = services.map(async ({ keys }, at) => {
      for (let turn = 0; !isOver; turn += 1) {
        const [kept, lost] = [await keys.create('CLAIM', null, NOON), await keys.create('CLAIM', null, NOON)];
        await keys.destroy([lost.id]);
        living.set(kept.id, kept.key);
        const [id = kept.id] = [...living.keys()].slice((turn * (at + 3)) % living.size);
        expect(await keys.open(id, NOON)).toEqual(living.get(id));
        expect(await keys.open(lost.id, NOON)).toBeNull();
      }
    });
    const rotated = await Promise.allSettled([
      one.rotate.execute({ resume: false, destroyOld: false }, quiet),
      other.rotate.execute({ resume: false, destroyOld: false }, quiet),
    ]);
    // Two that change a key file in the same moment: one is told to try again.
    expect(rotated.some(({ status }) => status === 'fulfilled')).toBe(true);
    const { current } = await one.rotate.execute({ resume: true, destroyOld: true }, quiet);
    isOver = true;
    await Promise.all(busy);
    expect(living.size).toBeGreaterThan(3);
    expect(await keksInUse()).toEqual([current]);
    for (const { keys } of [...services, one, other])
      expect(await keys.openMany([...living.keys()], NOON)).toEqual(living);
    expect(await one.provider.list()).toEqual([{ id: current, current: true }]);
  });

  it('is finished by the next one when it was broken off, and says what does not open', async () => {
    const operator = await aProcess();
    const made = await manyKeys(operator.keys, 300, 'PERSON', NOON);
    await keyStore.rows('UPDATE data_key SET wrapped = wrapped || $1 WHERE id = $2', [
      Buffer.from('AA'),
      made.map(({ id }) => id).sort()[0],
    ]);
    const { replace } = KekStore.prototype;
    const broken = jest.spyOn(KekStore.prototype, 'replace');
    broken.mockImplementationOnce(async function (this: KekStore, pairs) {
      await replace.call(this, pairs);
      throw new KeysUnreachable();
    });
    await expect(operator.rotate.execute({ resume: false, destroyOld: true }, quiet)).rejects.toThrow(KeysUnreachable);
    broken.mockRestore();
    expect(await keksInUse()).toHaveLength(2);
    const later = await aProcess();
    const done = await later.rotate.execute({ resume: true, destroyOld: true }, quiet);
    expect(done).toMatchObject({ rewrapped: 300 - 199 - 1, unreadable: 1, destroyed: [] });
    const opened = await later.keys.openMany(
      made.map(({ id }) => id),
      NOON,
    );
    expect(opened.size).toBe(299);
  });

  it('is of no use to a process whose keys are older than the key store: it seals nothing, and says so', async () => {
    if (vault) return; // A vault has no older copies of itself that would answer.
    const copy = join(folder, 'older.json');
    await aProcess();
    await copyFile(file, copy);
    const operator = await aProcess();
    await operator.rotate.execute({ resume: false, destroyOld: false }, quiet);
    const stale = processWith(await KeyFileProvider.start(copy, false), keyStore, folder);
    await expect(stale.keys.create('CLAIM', null, NOON)).rejects.toMatchObject({ why: 'RETIRED' });
    for (const resume of [true, false]) {
      const rotation = stale.rotate.execute({ resume, destroyOld: false }, quiet);
      await expect(rotation).rejects.toMatchObject({ why: 'RETIRED' });
    }
    // And the newer key was not retired by it.
    await operator.keys.create('CLAIM', null, NOON);
    expect(await keksInUse()).toEqual([currentOf(await operator.provider.list())]);
  });

  it('waits for whoever is about to write under the old key, and lets nobody after it', async () => {
    const [service, operator] = [await aProcess(), await aProcess()];
    const made = await service.keys.create('CLAIM', null, NOON);
    const before = currentOf(await service.provider.list());
    const writer = await keyStore.begin();
    await writer.query('touch', 'UPDATE data_key SET kek_id = kek_id WHERE id = $1', [made.id]);
    const rotation = operator.rotate.execute({ resume: false, destroyOld: true }, quiet);
    await keyStore.untilSomebodyWaits();
    await writer.query(
      'copy',
      `INSERT INTO data_key SELECT gen_random_uuid(), purpose, wrapped, kek_id, NULL, made_on FROM data_key WHERE id = $1`,
      [made.id],
    );
    await writer.commit();
    // The copy is bound to another id: it does not open, but its key was seen and not destroyed under it.
    expect(await rotation).toMatchObject({ rewrapped: 1, unreadable: 1, kept: [before] });
    const late = keyStore.rows('UPDATE data_key SET kek_id = (SELECT min(id) FROM retired_kek)');
    await expect(late).rejects.toMatchObject({ constraint: 'kek_in_use' });
  });

  it('is followed by the end of an old key, with what it still wraps and nothing else', async () => {
    const service = await aProcess();
    const lost = await manyKeys(service.keys, 3, 'REPORT', NOON);
    const old = currentOf(await service.provider.list());
    await service.provider.add();
    // Not rotated: only a new key, as if the operator had stopped there.
    const kept = await manyKeys((await aProcess()).keys, 2, 'PERSON', NOON);
    const operator = await aProcess();
    // A vault destroys the oldest first.
    for (const { id, state } of await operator.keks.all()) {
      if (state === 'OLDER' && id !== old) await operator.destroy.execute(id);
    }
    await expect(operator.destroy.look('nobody')).rejects.toThrow(KeyChangeRefused);
    await expect(operator.destroy.execute(currentOf(await operator.provider.list()))).rejects.toThrow('Rotate first');
    expect(await operator.destroy.look(old)).toMatchObject({
      dataKeys: 3,
      kek: { state: 'OLDER', wraps: { REPORT: 3 } },
    });
    expect(await operator.destroy.execute(old)).toBe(3);
    // Also for a process that still has the old key in its memory.
    const ids = [...lost, ...kept].map(({ id }) => id);
    expect(await service.keys.openMany(ids, NOON)).toEqual(new Map(kept.map(({ id, key }) => [id, key])));
    if (!vault) expect(await readFile(file, 'utf8')).not.toContain(old);
  });

  it('takes the root of the instance along, where it lies in the key store', async () => {
    const operator = await aProcess();
    const root = new InstanceRoot(keyStore);
    const [secrets, again] = await Promise.all([root.secrets(operator.provider), root.secrets(operator.provider)]);
    expect(again.secret('pepper')).toEqual(secrets.secret('pepper'));
    const before = await root.wrapped();
    await operator.provider.add();
    await expect(operator.destroy.look(before?.kekId ?? '')).rejects.toThrow('root of the instance');
    const { current } = await operator.rotate.execute({ resume: false, destroyOld: true }, quiet);
    expect((await root.wrapped())?.kekId).toBe(current);
    expect((await root.secrets((await aProcess()).provider)).secret('pepper')).toEqual(secrets.secret('pepper'));
    // No call comes near it, and none retires a key.
    const may = (table: string, what: string) => `has_table_privilege('sanctuary_api', '${table}', '${what}')`;
    const held = await keyStore.rows(
      `SELECT ${may('instance_root', 'SELECT, INSERT, UPDATE, DELETE')} AS root, ${may('retired_kek', 'INSERT, UPDATE, DELETE')} AS retired`,
    );
    expect(held).toEqual([{ root: false, retired: false }]);
  });

  it('takes the keys of backups along before it destroys what wrapped them', async () => {
    await keyStore.rows('DELETE FROM instance_root');
    const service = await aProcess();
    const until = new Date('2026-04-10T12:00:00Z');
    const [first, second] = [await service.backups.create('main', until), await service.backups.create('keys', until)];
    const operator = await aProcess();
    const { destroyed } = await operator.rotate.execute({ resume: false, destroyOld: true }, quiet);
    expect(destroyed).toHaveLength(1);
    // The service has not heard of it: what it makes next is not lost either.
    const third = await service.backups.create('main', until);
    const old = currentOf(await operator.provider.list());
    await operator.provider.add();
    await operator.destroy.execute(old);
    for (const { id, key } of [first, second, third])
      expect(await (await aProcess()).backups.open(id, NOON)).toEqual(key);
  });

  it('destroys nothing under which a service may still wrap, though it wraps nothing yet', async () => {
    const [operator, service] = [await aProcess(), await aProcess()];
    const { list } = operator.provider;
    let key: { id: string; key: Buffer } | null = null;
    // At its last look another rotation has just made its own key an older one, and somebody writes under that.
    const looked = jest.spyOn(operator.provider, 'list');
    looked.mockImplementation(async () => {
      const keks = await list.call(operator.provider);
      if (looked.mock.calls.length === 5) {
        key = await service.keys.create('CLAIM', null, NOON);
        await service.provider.add();
        return list.call(operator.provider);
      }
      return keks;
    });
    const { current, kept } = await operator.rotate.execute({ resume: false, destroyOld: true }, quiet);
    expect(kept).toEqual([current]);
    looked.mockRestore();
    if (!key) throw new Error('nobody wrote in between');
    const { id, key: plain } = key as { id: string; key: Buffer };
    expect(await (await aProcess()).keys.open(id, NOON)).toEqual(plain);
  });
});
