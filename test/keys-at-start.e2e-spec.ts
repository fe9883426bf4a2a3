/** A service starts with the keys that its key store was sealed with, and with no others. */
import { access, copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { whyItCannotStart } from '../src/platform/cannot-start.js';
import { openInstance } from '../src/platform/instance.js';
import { keyStoreRows, mainRows } from '../src/rows.js';
import { RotateKeys } from '../src/sealing/rotate-keys.js';
import { aHome } from './world/people.js';
import { temporaryFolder } from './world/temporary-folder.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

describe('a service with a key file', () => {
  let world: World;
  let folder: string;
  beforeAll(async () => {
    world = await World.open();
    folder = await temporaryFolder('keys at start');
    await aHome(world);
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true });
  });

  const startsWith = async (keyFile: string, its: World = world): Promise<string | null> => {
    const { config, clock } = its.instance;
    try {
      const rows = { main: mainRows, keyStore: keyStoreRows };
      await (await openInstance({ config: { ...config, keyFile }, clock, rows })).close();
      return null;
    } catch (error) {
      return whyItCannotStart(error);
    }
  };

  it('starts with its own, wherever that lies', async () => {
    const copy = join(folder, 'moved.json');
    await copyFile(world.instance.config.keyFile, copy);
    expect(await startsWith(copy)).toBeNull();
  });

  it("does not start with another instance's, and leaves that as it is", async () => {
    const other = await World.open();
    try {
      const { keyFile } = other.instance.config;
      const before = await readFile(keyFile, 'utf8');
      expect(await startsWith(keyFile)).toContain('sealed with another key file');
      expect(await readFile(keyFile, 'utf8')).toBe(before);
    } finally {
      await other.close();
    }
  });

  it('makes none beside records that an older one sealed, though the key store is empty', async () => {
    const other = await World.open();
    try {
      await aHome(other);
      for (const table of ['listing_key', 'data_key', 'instance_root'])
        await other.instance.keyStore.owner.query(`empty ${table}`, `DELETE FROM ${table}`);
      const missing = join(folder, 'missing.json');
      expect(await startsWith(missing, other)).toContain('is missing');
      await expect(access(missing)).rejects.toThrow('ENOENT');
    } finally {
      await other.close();
    }
  });

  it('does not start with a copy from before a rotation: what that does not know would look destroyed', async () => {
    const older = join(folder, 'older.json');
    await copyFile(world.instance.config.keyFile, older);
    await world.get(RotateKeys).execute({ resume: false, destroyOld: false }, () => undefined);
    expect(await startsWith(older)).toContain('older than the key store');
    expect(await startsWith(world.instance.config.keyFile)).toBeNull();
  });
});
