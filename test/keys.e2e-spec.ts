/** Whoever destroys a key has erased what it sealed, exactly that, whatever else is still there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataKeyStore } from '../src/sealing/data-key.store.js';
import { DataKeys } from '../src/sealing/data-keys.js';
import { KeyFileProvider } from '../src/sealing/key-file-provider.js';
import { KeysUnreachable } from '../src/sealing/key-provider.js';
import { ListingTexts } from '../src/sealing/listing-key.js';
import { ListingKeyStore } from '../src/sealing/listing-key.store.js';
import { open, type SealContext, seal } from '../src/sealing/sealed-box.js';
import { aKeyStore, manyKeys, type TestKeyStore } from './world/key-store.js';

const NOON = new Date('2026-03-10T12:00:00Z');
const LATER = (hours: number, from = NOON) => new Date(from.getTime() + hours * 3_600_000);

describe('the keys of an instance', () => {
  let folder: string;
  let path: string;
  let keyStore: TestKeyStore;
  let provider: KeyFileProvider;
  let store: DataKeyStore;
  let keys: DataKeys;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys '));
    path = join(folder, 'keys.json');
    keyStore = await aKeyStore();
    provider = await KeyFileProvider.start(path, true);
    store = new DataKeyStore(keyStore);
    keys = new DataKeys(store, provider);
  });
  afterAll(async () => {
    await keyStore.close();
    await rm(folder, { recursive: true });
  });

  describe('data keys', () => {
    const place = (keyId: string): SealContext => ({
      table: 'handoff',
      column: 'box',
      rowId: 'r',
      partnerId: '',
      keyId,
    });

    it('open again, also many at once, and what is stored is not the key', async () => {
      const made = [await keys.create('CLAIM', null, NOON), ...(await manyKeys(keys, 20, 'HANDOFF', NOON))];
      const opened = await keys.openMany(
        made.map(({ id }) => id),
        NOON,
      );
      expect(opened).toEqual(new Map(made.map(({ id, key }) => [id, key])));
      const stored = await keyStore.rows<{ wrapped: Buffer }>('SELECT wrapped FROM data_key');
      expect(made.some(({ key }) => stored.some(({ wrapped }) => wrapped.includes(key)))).toBe(false);
    });

    it('open nothing once destroyed, and their neighbours go on opening', async () => {
      const [lost, kept] = [await keys.create('CLAIM', null, NOON), await keys.create('CLAIM', null, NOON)];
      const boxes = [lost, kept].map(({ id, key }) => seal(key, Buffer.from('the green door'), place(id)));
      await keys.destroy([lost.id]);
      await keys.destroy([lost.id]);
      expect(await keys.open(lost.id, NOON)).toBeNull();
      const opened = await keys.openMany([lost.id, kept.id], NOON);
      expect([...opened.keys()]).toEqual([kept.id]);
      const [, box = Buffer.alloc(0)] = boxes;
      expect(open(opened.get(kept.id) ?? Buffer.alloc(32), box, place(kept.id)).toString()).toBe('the green door');
    });

    it('open nothing after their time, swept or not, and the sweep may run twice', async () => {
      const made = await keys.create('HANDOFF', LATER(72), NOON);
      expect(await keys.open(made.id, LATER(71))).toEqual(made.key);
      expect(await keys.open(made.id, LATER(72))).toBeNull();
      expect(await keys.sweep(LATER(71))).toBe(0);
      expect(await keys.sweep(LATER(73))).toBe(1);
      expect(await keys.sweep(LATER(73))).toBe(0);
      expect(await keys.open(made.id, NOON)).toBeNull();
    });

    it.each([
      ['2026-03-13T17:31:07.123Z', '2026-03-13T12:00:00.000Z'],
      ['2026-03-10T12:00:00.001Z', '2026-03-11T00:00:00.000Z'],
      ['2026-03-10T09:00:00.000Z', '2026-03-10T00:00:00.000Z'],
    ])('keep no moment from which a post could be told: %s becomes %s', async (moment, mark) => {
      const { id } = await keys.create('HANDOFF', new Date(moment), NOON);
      const [row] = await keyStore.rows<{ at: Date }>('SELECT destroy_after AS at FROM data_key WHERE id = $1', [id]);
      expect(row?.at.toISOString()).toBe(mark);
    });

    it('can be given another time, or none', async () => {
      const { id, key } = await keys.create('CLAIM', null, NOON);
      await keys.setDestroyAfter([id], LATER(24), NOON);
      expect(await keys.open(id, LATER(48))).toBeNull();
      await keys.setDestroyAfter([id], null, NOON);
      expect(await keys.open(id, LATER(48))).toEqual(key);
    });

    it('do not open from another row, nor for another purpose', async () => {
      const [mine, theirs] = [await keys.create('CLAIM', null, NOON), await keys.create('CLAIM', null, NOON)];
      await keyStore.rows(
        'UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE id = $2), kek_id = (SELECT kek_id FROM data_key WHERE id = $2) WHERE id = $1',
        [mine.id, theirs.id],
      );
      await keyStore.rows("UPDATE data_key SET purpose = 'PERSON' WHERE id = $1", [theirs.id]);
      expect(await keys.openMany([mine.id, theirs.id], NOON)).toEqual(new Map());
    });

    it('are lost with the key that wrapped them, and only those', async () => {
      const [lost] = await manyKeys(keys, 1, 'REPORT', NOON);
      const [row] = await keyStore.rows<{ kek: string }>('SELECT kek_id AS kek FROM data_key WHERE id = $1', [
        lost?.id,
      ]);
      const rotated = await KeyFileProvider.start(join(folder, 'rotated.json'), true);
      const other = new DataKeys(store, rotated);
      const kept = await other.create('REPORT', null, NOON);
      expect(row?.kek).toBeDefined();
      expect(await other.openMany([lost?.id ?? '', kept.id], NOON)).toEqual(new Map([[kept.id, kept.key]]));
    });

    it('seal nothing and open nothing while the keys cannot be reached, and say so', async () => {
      const elsewhere = join(folder, 'moved.json');
      const writer = await KeyFileProvider.start(elsewhere, true);
      const reader = new DataKeys(store, await KeyFileProvider.start(elsewhere, false));
      await writer.add();
      const { id } = await new DataKeys(store, writer).create('CLAIM', null, NOON);
      await rm(elsewhere);
      await expect(reader.open(id, NOON)).rejects.toThrow(KeysUnreachable);
    });
  });

  describe('the texts of listings', () => {
    const place = (rowId: string) => ({ table: 'request', column: 'summary_box', rowId });
    const anInstance = () => new ListingTexts(keys, new ListingKeyStore(keyStore));

    it('open for the service, in the order asked for, and not from the row alone', async () => {
      const texts = anInstance();
      const words = Array.from({ length: 20 }, (_, index) => `pañales, talla ${index}`);
      const sealed = await Promise.all(
        words.map(async (word, index) => ({
          box: await texts.seal(word, place(`${index}`), NOON),
          place: place(`${index}`),
        })),
      );
      expect(sealed.some(({ box }) => box.includes('talla'))).toBe(false);
      const fresh = anInstance();
      expect(await fresh.openMany(sealed, NOON)).toEqual(words);
      expect(await fresh.openMany(sealed.toReversed(), NOON)).toEqual(words.toReversed());
      expect(await fresh.openMany([], NOON)).toEqual([]);
    });

    it('do not open in another row or column, not even when they are still in memory', async () => {
      const texts = anInstance();
      const box = await texts.seal('diapers', place('a'), NOON);
      for (const reader of [texts, anInstance()]) {
        expect(await reader.open(box, place('a'), NOON)).toBe('diapers');
        expect(await reader.open(box, place('b'), NOON)).toBeNull();
        expect(await reader.open(box, { ...place('a'), column: 'label_box' }, NOON)).toBeNull();
        expect(await reader.open(box.subarray(0, 10), place('a'), NOON)).toBeNull();
        expect(await reader.open(box.subarray(0, 40), place('a'), NOON)).toBeNull();
      }
    });

    it('share one key a month, however many processes begin it', async () => {
      const may = new Date('2026-05-01T00:00:00Z');
      const instances = Array.from({ length: 6 }, anInstance);
      const boxes = await Promise.all(instances.map((texts) => texts.seal('milk', place('a'), may)));
      const april = await anInstance().seal('milk', place('a'), new Date(may.getTime() - 1));
      const keyIds = new Set(boxes.map((box) => box.toString('hex', 0, 16)));
      expect(keyIds.size).toBe(1);
      expect(keyIds.has(april.toString('hex', 0, 16))).toBe(false);
      const listing = await keyStore.rows<{ epoch: string }>("SELECT epoch FROM listing_key WHERE epoch >= '2026-04'");
      expect(listing.map(({ epoch }) => epoch).sort()).toEqual(['2026-04', '2026-05']);
      const orphans = await keyStore.rows(
        "SELECT id FROM data_key WHERE purpose = 'LISTING' AND id NOT IN (SELECT data_key_id FROM listing_key)",
      );
      expect(orphans).toEqual([]);
    });

    it('are gone with the key of their month, and the month goes on with another', async () => {
      const june = new Date('2026-06-15T00:00:00Z');
      const box = await anInstance().seal('milk', place('a'), june);
      const id = box.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      await keys.destroy([id]);
      const fresh = anInstance();
      expect(await fresh.open(box, place('a'), june)).toBeNull();
      const next = await fresh.seal('bread', place('b'), june);
      const opened = await anInstance().openMany(
        [
          { box, place: place('a') },
          { box: next, place: place('b') },
        ],
        june,
      );
      expect(opened).toEqual([null, 'bread']);
    });
  });
});
