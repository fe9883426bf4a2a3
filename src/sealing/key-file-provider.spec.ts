import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyFileRefused } from './key-file.js';
import { KeyFileProvider } from './key-file-provider.js';
import { KeyChangeRefused, KeyDestroyed, KeysUnreachable } from './key-provider.js';
import { makeKey, SealBroken } from './sealed-box.js';

const context = { dataKeyId: '9b2f5b0e-6a0c-4a57-9d5c-0d6a1f2f3a4b', purpose: 'CLAIM' };

describe('the key file', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key file '));
    path = join(folder, 'keys.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made at the first start for its owner alone, and is the same at the next', async () => {
    const first = await KeyFileProvider.start(path, true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const wrapped = await first.wrap(makeKey(), context);
    const second = await KeyFileProvider.start(path, false);
    expect(await second.unwrap(wrapped, context)).toEqual(await first.unwrap(wrapped, context));
    expect(second.secrets.secret('pepper')).toEqual(first.secrets.secret('pepper'));
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  it('is one file, however many start at once', async () => {
    const started = await Promise.all(Array.from({ length: 8 }, () => KeyFileProvider.start(path, true)));
    expect(new Set(started.map(({ secrets }) => secrets.secret('pepper').toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  it.each([0o640, 0o604, 0o660, 0o666])('is refused when others can get at it: %o', async (mode) => {
    await KeyFileProvider.start(path, true);
    await chmod(path, mode);
    await expect(KeyFileProvider.start(path, true)).rejects.toThrow(`chmod 600 '${path}'`);
  });

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, -40)],
    ['without its current key', (text: string) => text.replace(/"current": "[^"]+"/, '"current": "x"')],
    ['with a short key', (text: string) => text.replace(/"root": "....../, '"root": "')],
    ['of another kind', () => '[]'],
  ])('is refused when it is damaged: %s', async (_, damage) => {
    await KeyFileProvider.start(path, true);
    const text = await readFile(path, 'utf8');
    await writeFile(path, damage(text));
    const start = KeyFileProvider.start(path, true);
    await expect(start).rejects.toThrow(KeyFileRefused);
    await expect(start).rejects.toThrow(`${path} is damaged`);
    expect(await readFile(path, 'utf8')).toBe(damage(text));
  });

  it('is not made anew for a database that was sealed with a lost one', async () => {
    await expect(KeyFileProvider.start(path, false)).rejects.toThrow('Put it back from its backup');
    expect(await readdir(folder)).toEqual([]);
  });

  it('says so when it cannot be made', async () => {
    await writeFile(path, '');
    await expect(KeyFileProvider.start(join(path, 'keys.json'), true)).rejects.toThrow(KeyFileRefused);
  });

  it('binds a wrapping to its data key and purpose', async () => {
    const provider = await KeyFileProvider.start(path, true);
    const wrapped = await provider.wrap(makeKey(), context);
    await expect(provider.unwrap(wrapped, { ...context, purpose: 'LISTING' })).rejects.toThrow(SealBroken);
    await expect(provider.unwrap(wrapped, { ...context, dataKeyId: 'other' })).rejects.toThrow(SealBroken);
  });

  it('rotates: older keys unwrap, new ones wrap, and another process that has the file open learns it', async () => {
    const provider = await KeyFileProvider.start(path, true);
    const other = await KeyFileProvider.start(path, false);
    const key = makeKey();
    const old = await provider.wrap(key, context);
    const newer = await provider.add();
    const rewrapped = await provider.rewrap(old, context);
    expect(rewrapped.kekId).toBe(newer);
    expect(old.kekId).not.toBe(newer);
    expect(await provider.unwrap(old, context)).toEqual(key);
    expect(await other.unwrap(rewrapped, context)).toEqual(key);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('opens nothing of a destroyed key, and everything of the others', async () => {
    const provider = await KeyFileProvider.start(path, true);
    const secret = provider.secrets.secret('pepper');
    const lost = await provider.wrap(makeKey(), context);
    await provider.add();
    const kept = await provider.wrap(makeKey(), context);
    await provider.destroy(lost.kekId);
    await expect(provider.unwrap(lost, context)).rejects.toThrow(KeyDestroyed);
    await expect(provider.unwrap(kept, context)).resolves.toHaveLength(32);
    expect(await provider.list()).toEqual([{ id: kept.kekId, current: true }]);
    await expect(provider.destroy(kept.kekId)).rejects.toThrow(KeyChangeRefused);
    await expect(provider.unwrap(kept, context)).resolves.toHaveLength(32);
    await provider.destroy(lost.kekId);
    const again = await KeyFileProvider.start(path, false);
    await expect(again.unwrap(lost, context)).rejects.toThrow(KeyDestroyed);
    expect(again.secrets.secret('pepper')).toEqual(secret);
  });

  it('says of each key of many what became of it, and reads the file once for those that it does not know', async () => {
    const provider = await KeyFileProvider.start(path, true);
    const other = await KeyFileProvider.start(path, false);
    const keys = [makeKey(), makeKey(), makeKey()];
    const contexts = keys.map((_, at) => ({ dataKeyId: `${at}`, purpose: 'CLAIM' }));
    const old = await provider.wrapMany(keys.slice(0, 2).map((key, at) => ({ key, context: contexts[at] ?? context })));
    await provider.add();
    const wrappings = [...old, await provider.wrap(keys[2] ?? makeKey(), contexts[2] ?? context)].map((its, at) => ({
      ...its,
      context: contexts[at] ?? context,
    }));
    expect(await other.unwrapMany(wrappings)).toEqual(keys);
    const [first, second, third] = wrappings;
    if (!first || !second || !third) throw new Error('three were wrapped');
    const asked = [{ ...first, kekId: 'nobody' }, { ...second, context: third.context }, third];
    expect(await other.unwrapMany(asked)).toEqual([expect.any(KeyDestroyed), expect.any(SealBroken), keys[2]]);
    const rewrapped = await other.rewrapMany(asked);
    expect(rewrapped.slice(0, 2)).toEqual([expect.any(KeyDestroyed), expect.any(SealBroken)]);
    expect(rewrapped[2]).toMatchObject({ kekId: third.kekId });
  });

  it('refuses a second change while one is under way, and changes nothing', async () => {
    const provider = await KeyFileProvider.start(path, true);
    const before = await readFile(path, 'utf8');
    await writeFile(`${path}.next`, '');
    await expect(provider.add()).rejects.toThrow(`remove ${path}.next`);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('cannot be reached when it is needed and gone', async () => {
    const provider = await KeyFileProvider.start(path, true);
    const other = await KeyFileProvider.start(path, false);
    await provider.add();
    const wrapped = await provider.wrap(makeKey(), context);
    await rm(path);
    await expect(other.unwrap(wrapped, context)).rejects.toThrow(KeysUnreachable);
  });

  it('derives secrets that have nothing in common', async () => {
    const { secrets } = await KeyFileProvider.start(path, true);
    const labels = ['pepper', 'blind-index', 'idempotency-pepper', 'cursor', 'presence', 'unknown-selector'] as const;
    const derived = labels.map((label) => secrets.secret(label).toString('hex'));
    expect(new Set(derived).size).toBe(labels.length);
    expect(derived.every((secret) => secret.length === 64)).toBe(true);
  });
});
