/** A transit key of its own for a test, in the fake vault, or in the real one of `VAULT_TEST_ADDR` and `VAULT_TEST_TOKEN`. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransitServer } from './transit-server.js';

type Json = Record<string, unknown>;

export interface TestVault {
  readonly address: string;
  readonly mount: string;
  readonly key: string;
  /** Null when it is a real one: then it cannot be put in a mood. */
  readonly fake: TransitServer | null;
  /** What an operator with every right may do; rejects when it is refused. */
  operate(method: string, path: string, body?: Json): Promise<Json>;
  /** With the rights that src/sealing/README.md gives the service, or the operator. */
  token(its?: { ttl?: string; as?: 'service' | 'operator' }): Promise<string>;
  appRole(its?: { ttl?: string }): Promise<{ roleId: string; secretId: string }>;
  /** Environment variables for a service that is to use it. */
  settings(its?: Record<string, string>): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export async function aVault(keySettings: Json = { type: 'aes256-gcm96', derived: true }): Promise<TestVault> {
  const real = process.env['VAULT_TEST_ADDR'];
  const fake = real === undefined ? await TransitServer.start() : null;
  const address = real ?? fake?.address ?? '';
  const root = fake?.tokens.root ?? process.env['VAULT_TEST_TOKEN'] ?? '';
  const mount = `transit-${randomUUID().slice(0, 8)}`;
  const key = 'sanctuary-homes';

  const operate = async (method: string, path: string, body?: Json): Promise<Json> => {
    const answer = await fetch(`${address}/v1/${path}`, {
      method,
      headers: { 'x-vault-token': root },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the vault refused ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  const policyFor = async (as: 'service' | 'operator') => {
    const name = `${mount}-${as}`;
    await operate('POST', `sys/policies/acl/${name}`, { policy: await documentedPolicy(as, mount, key) });
    return name;
  };
  await operate('POST', `sys/mounts/${mount}`, { type: 'transit' });
  await operate('POST', `${mount}/keys/${key}`, keySettings);

  const token: TestVault['token'] = async ({ ttl = '1h', as = 'service' } = {}) => {
    const made = await operate('POST', 'auth/token/create', { policies: [await policyFor(as)], ttl, renewable: true });
    return (made['auth'] as { client_token: string }).client_token; // What the vault answers.
  };
  return {
    address,
    mount,
    key,
    fake,
    operate,
    token,
    async appRole({ ttl = '1h' } = {}) {
      await operate('POST', 'sys/auth/approle', { type: 'approle' }).catch(() => undefined);
      const role = `auth/approle/role/${mount}`;
      await operate('POST', role, { token_policies: [await policyFor('service')], token_ttl: ttl });
      const [id, secret] = [await operate('GET', `${role}/role-id`), await operate('POST', `${role}/secret-id`, {})];
      const read = (of: Json, name: string) => String((of['data'] as Json)[name]); // What the vault answers.
      return { roleId: read(id, 'role_id'), secretId: read(secret, 'secret_id') };
    },
    async settings(its = {}) {
      return {
        KEY_PROVIDER: 'vault',
        VAULT_ADDR: address,
        VAULT_TRANSIT_MOUNT: mount,
        VAULT_TRANSIT_KEY: key,
        VAULT_TOKEN: await token(),
        ...its,
      };
    },
    async close() {
      if (fake) await fake.down();
      else await operate('DELETE', `sys/mounts/${mount}`);
    },
  };
}

/** The blocks that README.md tells an operator to write: what stands there is what is tested. */
async function documentedPolicy(as: 'service' | 'operator', mount: string, key: string): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '../../src/sealing/README.md'), 'utf8');
  const blocks = [...page.matchAll(/```hcl\n# (service|operator)\n([\s\S]*?)```/g)];
  const of = (name: string) => blocks.find(([, its]) => its === name)?.[2] ?? '';
  const policy = as === 'service' ? of('service') : of('service') + of('operator');
  return policy.replaceAll('transit/', `${mount}/`).replaceAll('sanctuary-homes', key);
}
