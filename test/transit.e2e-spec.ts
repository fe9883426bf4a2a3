/** A vault wraps as the key file does; what it refuses, it refuses for one record; and when it does not answer, nothing is opened and nothing is lost. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readConfig } from '../src/platform/config.js';
import { KeyChangeRefused, KeyDestroyed, KeysUnreachable, type Wrapping } from '../src/sealing/key-provider.js';
import { makeKey, SealBroken } from '../src/sealing/sealed-box.js';
import { TransitKeyProvider } from '../src/sealing/transit-key-provider.js';
import { VaultRefused } from '../src/sealing/vault-settings.js';
import { aVault, type TestVault } from './world/a-vault.js';
import { temporaryFolder } from './world/temporary-folder.js';
import { TransitServer, type VaultMood } from './world/transit-server.js';

jest.setTimeout(30_000);

const context = (dataKeyId: string, purpose = 'CLAIM') => ({ dataKeyId, purpose });

async function providerOf(vault: TestVault, its: Record<string, string> = {}): Promise<TransitKeyProvider> {
  const { vault: settings } = readConfig(await vault.settings(its));
  if (!settings) throw new Error('the settings name no vault');
  return TransitKeyProvider.start(settings);
}

async function wrapped(
  provider: TransitKeyProvider,
  count: number,
): Promise<{ keys: Buffer[]; wrappings: Wrapping[] }> {
  const plain = Array.from({ length: count }, (_, at) => ({ key: makeKey(), context: context(`key ${at}`) }));
  const answers = await provider.wrapMany(plain);
  const wrappings = plain.map((its, at) => {
    const answer = answers[at];
    if (!answer) throw new Error('one was not wrapped');
    return { ...answer, context: its.context };
  });
  return { keys: plain.map(({ key }) => key), wrappings };
}

describe('keys in a vault', () => {
  let vault: TestVault;
  let folder: string;
  const opened: TestVault[] = [];
  const another = async (...its: Parameters<typeof aVault>) => {
    const made = await aVault(...its);
    opened.push(made);
    return made;
  };
  beforeAll(async () => {
    vault = await another();
    folder = await temporaryFolder('transit');
  });
  afterAll(async () => {
    await Promise.all(opened.map((its) => its.close()));
    await rm(folder, { recursive: true });
  });

  it('wrap many and unwrap many in one question each, and none of them is shown', async () => {
    const provider = await providerOf(vault);
    const before = vault.fake?.calls.length ?? 0;
    const { keys, wrappings } = await wrapped(provider, 50);
    expect(await provider.unwrapMany(wrappings)).toEqual(keys);
    expect(await provider.unwrapMany([])).toEqual([]);
    if (vault.fake) {
      expect(vault.fake.calls.slice(before).map(({ path, items }) => `${path} ${items}`)).toEqual([
        `${vault.mount}/encrypt/${vault.key} 50`,
        `${vault.mount}/decrypt/${vault.key} 50`,
      ]);
    }
    expect(wrappings[0]?.kekId).toBe(`transit/${vault.mount}/${vault.key}/v1`);
    expect(wrappings.some((its, at) => its.wrapped.includes(keys[at]?.toString('base64') ?? ''))).toBe(false);
  });

  it('bind a wrapping to its record, and one that is broken takes no other along', async () => {
    const provider = await providerOf(vault);
    const { keys, wrappings } = await wrapped(provider, 3);
    const [first, second, third] = wrappings;
    if (!first || !second || !third) throw new Error('three were wrapped');
    const changed = Buffer.from(first.wrapped);
    changed.write('AAAA', 10);
    const asked: [Wrapping, unknown][] = [
      [first, keys[0]],
      [{ ...first, context: second.context }, expect.any(SealBroken)],
      [{ ...first, context: context('key 0', 'PERSON') }, expect.any(SealBroken)],
      [{ ...first, wrapped: changed }, expect.any(SealBroken)],
      [{ ...first, wrapped: first.wrapped.subarray(0, 15) }, expect.any(SealBroken)],
      [{ ...first, wrapped: Buffer.from('nonsense') }, expect.any(SealBroken)],
      [{ ...first, kekId: `transit/${vault.mount}/${vault.key}/v2` }, expect.any(SealBroken)],
      [{ ...first, kekId: 'of a key file' }, expect.any(KeyDestroyed)],
      [third, keys[2]],
    ];
    expect(await provider.unwrapMany(asked.map(([wrapping]) => wrapping))).toEqual(asked.map(([, answer]) => answer));
    const rewrapped = await provider.rewrapMany(asked.map(([wrapping]) => wrapping));
    expect(rewrapped.map((its) => its instanceof Error)).toEqual(asked.map(([, answer]) => !Buffer.isBuffer(answer)));
    await expect(provider.unwrap(first, second.context)).rejects.toThrow(SealBroken);
  });

  it('rotate inside the vault: old wrappings open, are rewrapped unseen, and go with their version alone', async () => {
    const ours = await another();
    const provider = await providerOf(ours, { VAULT_TOKEN: await ours.token({ as: 'operator' }) });
    const { keys, wrappings } = await wrapped(provider, 4);
    const first = wrappings[0]?.kekId ?? '';
    const second = await provider.add();
    expect(await provider.list()).toEqual([
      { id: first, current: false },
      { id: second, current: true },
    ]);
    const before = ours.fake?.calls.length ?? 0;
    const moved = (await provider.rewrapMany(wrappings.slice(0, 2))).map((its, at) => {
      if (its instanceof Error) throw its;
      return { ...its, context: context(`key ${at}`) };
    });
    expect(ours.fake?.calls.slice(before).some(({ path }) => path.includes('decrypt')) ?? false).toBe(false);
    expect(moved.map(({ kekId }) => kekId)).toEqual([second, second]);
    expect(await provider.unwrapMany([...wrappings, ...moved])).toEqual([...keys, keys[0], keys[1]]);

    const third = await provider.add();
    await expect(provider.destroy(second)).rejects.toThrow('oldest first');
    await expect(provider.destroy(third)).rejects.toThrow(KeyChangeRefused);
    await provider.destroy(first);
    await provider.destroy(first);
    const gone = expect.any(KeyDestroyed);
    expect(await provider.unwrapMany([...wrappings, ...moved])).toEqual([gone, gone, gone, gone, keys[0], keys[1]]);
    expect(await provider.list()).toEqual([
      { id: second, current: false },
      { id: third, current: true },
    ]);
    // Trimmed, not put away: no setting brings it back.
    const config = `${ours.mount}/keys/${ours.key}/config`;
    await expect(ours.operate('POST', config, { min_decryption_version: 1 })).rejects.toThrow('min available version');
  });

  it('are gone, not unreachable, when an operator has disabled their version', async () => {
    const ours = await another();
    const provider = await providerOf(ours);
    const { wrappings, keys } = await wrapped(provider, 1);
    await ours.operate('POST', `${ours.mount}/keys/${ours.key}/rotate`);
    await ours.operate('POST', `${ours.mount}/keys/${ours.key}/config`, { min_decryption_version: 2 });
    expect(await provider.unwrapMany(wrappings)).toEqual([expect.any(KeyDestroyed)]);
    await ours.operate('POST', `${ours.mount}/keys/${ours.key}/config`, { min_decryption_version: 1 });
    expect(await provider.unwrapMany(wrappings)).toEqual(keys);
  });

  it('would not open again after a rewrap that knows no associated data: that is why the key is derived', async () => {
    const ours = await another({ type: 'aes256-gcm96' });
    const path = (what: string) => `${ours.mount}/${what}/${ours.key}`;
    const sealed = { plaintext: makeKey().toString('base64'), associated_data: Buffer.from('a').toString('base64') };
    const { data } = (await ours.operate('POST', path('encrypt'), sealed)) as { data: { ciphertext: string } };
    const rewrap = ours.operate('POST', path('rewrap'), { ...data, associated_data: sealed.associated_data });
    await expect(rewrap).rejects.toThrow('message authentication failed');
    await expect(providerOf(ours)).rejects.toThrow('derived=true');
  });

  it.each([
    ['another cipher', { type: 'chacha20-poly1305', derived: true }],
    ['no derivation', { type: 'aes256-gcm96' }],
    ['a key that may be exported', { type: 'aes256-gcm96', derived: true, exportable: true }],
    ['a key that may be copied in the clear', { type: 'aes256-gcm96', derived: true, allow_plaintext_backup: true }],
  ])('are refused with %s', async (_, its) => {
    await expect(providerOf(await another(its))).rejects.toThrow(VaultRefused);
  });

  it('are not guessed at: a key or an engine that is not there is no key that was destroyed', async () => {
    await expect(providerOf(vault, { VAULT_TRANSIT_MOUNT: 'elsewhere' })).rejects.toMatchObject({ why: 'DENIED' });
    const root = { VAULT_TOKEN: vault.fake?.tokens.root ?? process.env['VAULT_TEST_TOKEN'] ?? '' };
    await expect(providerOf(vault, { VAULT_TRANSIT_MOUNT: 'elsewhere', ...root })).rejects.toMatchObject({
      why: 'FAULT',
    });
    await expect(providerOf(vault, { VAULT_TRANSIT_KEY: 'nobodys', ...root })).rejects.toMatchObject({ why: 'FAULT' });
    const ours = await another();
    const provider = await providerOf(ours);
    const { wrappings } = await wrapped(provider, 1);
    await ours.operate('POST', `${ours.mount}/keys/${ours.key}/config`, { deletion_allowed: true });
    await ours.operate('DELETE', `${ours.mount}/keys/${ours.key}`);
    await expect(provider.unwrapMany(wrappings)).rejects.toMatchObject({ why: 'FAULT' });
  });

  it('are asked over TLS, and only of a vault whose certificate is trusted', async () => {
    const server = await TransitServer.start({ tls: true });
    const certificate = join(folder, 'ca.pem');
    await writeFile(certificate, server.tls?.certificate ?? '');
    const environment = { KEY_PROVIDER: 'vault', VAULT_ADDR: server.address, VAULT_TOKEN: server.tokens.root };
    const start = (its: Record<string, string>) => {
      const { vault: settings } = readConfig({ ...environment, ...its });
      if (!settings) throw new Error('the settings name no vault');
      return TransitKeyProvider.start(settings);
    };
    try {
      await expect(start({})).rejects.toMatchObject({ why: 'NO_ANSWER' });
      // Nor when somebody has told all of Node to trust whoever answers.
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
      await expect(start({})).rejects.toMatchObject({ why: 'NO_ANSWER' });
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      await expect(start({ VAULT_CACERT: join(folder, 'none.pem') })).rejects.toThrow(VaultRefused);
      expect(server.calls).toEqual([]);
      // It is reached: that it has no such engine is its own answer.
      await expect(start({ VAULT_CACERT: certificate })).rejects.toMatchObject({ why: 'FAULT' });
      expect(server.calls.map(({ path }) => path)).toContain('transit/keys/sanctuary-homes');
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      await server.down();
    }
  });

  describe('whoever asks', () => {
    it('can do no more with the documented rights of the service than it needs', async () => {
      const ours = await another();
      const provider = await providerOf(ours);
      await wrapped(provider, 1);
      await expect(provider.add()).rejects.toMatchObject({ why: 'DENIED' });
      await delay(1_100);
      await expect(provider.destroy(`transit/${ours.mount}/${ours.key}/v1`)).rejects.toThrow(KeyChangeRefused);
      expect(await provider.list()).toHaveLength(1);
    });

    it('is let in with a token that somebody keeps fresh in a file', async () => {
      const ours = await another();
      const file = join(folder, 'token');
      const first = await ours.token();
      await writeFile(file, `${first}\n`);
      const provider = await providerOf(ours, { VAULT_TOKEN: '', VAULT_TOKEN_FILE: file });
      const { wrappings, keys } = await wrapped(provider, 2);
      await ours.operate('POST', 'auth/token/revoke', { token: first });
      await expect(provider.unwrapMany(wrappings)).rejects.toMatchObject({ why: 'DENIED' });
      await writeFile(file, await ours.token());
      await delay(1_100);
      expect(await Promise.all([provider.unwrapMany(wrappings), provider.unwrapMany(wrappings)])).toEqual([keys, keys]);
    });

    it('logs in as a role, and again when its token is over', async () => {
      const ours = await another();
      const { roleId, secretId } = await ours.appRole({ ttl: '1s' });
      const file = join(folder, 'secret id');
      await writeFile(file, secretId);
      const role = { VAULT_TOKEN: '', VAULT_ROLE_ID: roleId, VAULT_SECRET_ID_FILE: file };
      const provider = await providerOf(ours, role);
      const { wrappings, keys } = await wrapped(provider, 1);
      await delay(1_500);
      expect(await provider.unwrapMany(wrappings)).toEqual(keys);
      await writeFile(file, 'not ours');
      await expect(providerOf(ours, role)).rejects.toMatchObject({ why: 'DENIED' });
    });

    it('waits no longer for its login than for its question', async () => {
      const ours = await another();
      if (!ours.fake) return;
      const { roleId, secretId } = await ours.appRole({ ttl: '1s' });
      const file = join(folder, 'another secret id');
      await writeFile(file, secretId);
      const role = { VAULT_TOKEN: '', VAULT_ROLE_ID: roleId, VAULT_SECRET_ID_FILE: file, VAULT_TIMEOUT_MS: '600' };
      const provider = await providerOf(ours, role);
      await delay(1_100);
      ours.fake.slowPath = 'auth/approle/login';
      const startedAt = performance.now();
      await expect(provider.list()).rejects.toMatchObject({ why: 'NO_ANSWER' });
      // Twice its patience would be 1,200.
      expect(performance.now() - startedAt).toBeLessThan(1_150);
    });

    it('stays with a token that is renewed before its time is over', async () => {
      const ours = await another();
      const provider = await providerOf(ours, { VAULT_TOKEN: await ours.token({ ttl: '3s' }) });
      const { wrappings, keys } = await wrapped(provider, 1);
      await delay(4_500);
      expect(await provider.unwrapMany(wrappings)).toEqual(keys);
    });
  });

  describe('that cannot be asked', () => {
    let ours: TestVault;
    let provider: TransitKeyProvider;
    let keys: Buffer[];
    let wrappings: Wrapping[];
    const mood = (its: VaultMood) => {
      if (ours.fake) ours.fake.mood = its;
    };
    beforeAll(async () => {
      ours = await another();
      provider = await providerOf(ours, { VAULT_TIMEOUT_MS: '600' });
      ({ keys, wrappings } = await wrapped(provider, 2));
    });
    afterEach(async () => {
      mood('FINE');
      // It is left alone for a second.
      await delay(1_050);
      expect(await provider.unwrapMany(wrappings)).toEqual(keys);
    });

    const onlyFake = process.env['VAULT_TEST_ADDR'] === undefined ? it : it.skip;
    onlyFake.each([
      ['SEALED', 'SEALED', 3],
      ['BUSY', 'TOO_MANY_CALLS', 3],
      ['BROKEN', 'FAULT', 3],
      ['CUT', 'NO_ANSWER', 3],
      ['SLOW', 'NO_ANSWER', 1],
      ['GARBAGE', 'NONSENSE', 3],
      ['REDIRECTING', 'NONSENSE', 3],
    ] as const)('say so in time when it is %s, and the next call does not wait', async (its, why, tries) => {
      mood(its);
      const before = ours.fake?.calls.length ?? 0;
      const startedAt = performance.now();
      await expect(provider.unwrapMany(wrappings)).rejects.toMatchObject({ name: 'KeysUnreachable', why });
      expect(performance.now() - startedAt).toBeLessThan(1_500);
      const made = (ours.fake?.calls.length ?? 0) - before;
      // Fewer where the machine was too busy for all of them within the time.
      expect(made).toBeGreaterThan(0);
      expect(made).toBeLessThanOrEqual(tries);
      const again = performance.now();
      await expect(provider.wrapMany([{ key: makeKey(), context: context('x') }])).rejects.toThrow(KeysUnreachable);
      expect(performance.now() - again).toBeLessThan(300);
      expect((ours.fake?.calls.length ?? 0) - before).toBe(made);
    });

    onlyFake('are asked again when one connection breaks', async () => {
      mood('FLAKY');
      expect(await provider.unwrapMany(wrappings)).toEqual(keys);
    });

    onlyFake('say so when nothing listens, and answer when it is back', async () => {
      await ours.fake?.down();
      await expect(provider.unwrapMany(wrappings)).rejects.toMatchObject({ why: 'NO_ANSWER' });
      await ours.fake?.up();
    });

    onlyFake('make no second version when the first answer was lost', async () => {
      const operator = await providerOf(ours, { VAULT_TOKEN: await ours.token({ as: 'operator' }) });
      const before = await operator.list();
      mood('CUT');
      const calls = ours.fake?.calls.length ?? 0;
      await expect(operator.add()).rejects.toThrow(KeysUnreachable);
      expect((ours.fake?.calls.length ?? 0) - calls).toBe(1);
      mood('FINE');
      await delay(1_050);
      expect(await operator.list()).toEqual(before);
    });
  });
});

describe('the settings of a vault', () => {
  const all = { KEY_PROVIDER: 'vault', VAULT_ADDR: 'https://vault.example.org:8200', VAULT_TOKEN: 's.secret' };

  it.each([
    ['plain http to another machine', { VAULT_ADDR: 'http://vault.example.org:8200' }, 'VAULT_ADDR'],
    ['a host that only looks like this one', { VAULT_ADDR: 'http://127.0.0.1.example.org' }, 'VAULT_ADDR'],
    ['a password in the address', { VAULT_ADDR: 'https://a:b@vault.example.org' }, 'VAULT_ADDR'],
    ['no address', { VAULT_ADDR: '' }, 'VAULT_ADDR'],
    ['nothing to show who it is', { VAULT_TOKEN: '' }, 'VAULT_TOKEN'],
    ['two ways to show who it is', { VAULT_TOKEN_FILE: '/run/token' }, 'VAULT_TOKEN'],
    ['half a role', { VAULT_ROLE_ID: 'x' }, 'VAULT_ROLE_ID'],
    ['a mount that leads elsewhere', { VAULT_TRANSIT_MOUNT: '../sys' }, 'VAULT_TRANSIT_MOUNT'],
    ['a key that leads elsewhere', { VAULT_TRANSIT_KEY: 'a/../b' }, 'VAULT_TRANSIT_KEY'],
    ['a provider that is none', { KEY_PROVIDER: 'cloud' }, 'KEY_PROVIDER'],
    ['more patience than a request has', { VAULT_TIMEOUT_MS: '60000' }, 'VAULT_TIMEOUT_MS'],
  ])('are refused with %s, and say what they take', (_, its, name) => {
    const read = () => readConfig({ ...all, ...its });
    expect(read).toThrow(name);
    expect(read).not.toThrow('secret');
  });

  it.each(['http://127.0.0.1:8200', 'http://localhost:8200', 'http://[::1]:8200', 'https://vault.example.org'])(
    'take %s',
    (VAULT_ADDR) => {
      expect(readConfig({ ...all, VAULT_ADDR }).vault?.address).toBe(VAULT_ADDR);
    },
  );

  it('are not looked at for a key file', () => {
    expect(readConfig({ ...all, KEY_PROVIDER: 'file', VAULT_ADDR: 'nonsense' }).vault).toBeUndefined();
  });
});
