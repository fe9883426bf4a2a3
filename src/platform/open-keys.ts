/** Which provider keeps the keys of this instance: the one it was set up with, and never another because that one does not answer. */
import { InstanceRoot } from '../sealing/instance-root.js';
import type { InstanceSecrets } from '../sealing/instance-secrets.js';
import { KeyFileProvider } from '../sealing/key-file-provider.js';
import type { KeyProvider } from '../sealing/key-provider.js';
import { refuseOutdatedKeys } from '../sealing/refuse-outdated-keys.js';
import { TransitKeyProvider } from '../sealing/transit-key-provider.js';
import type { VaultSettings } from '../sealing/vault-settings.js';
import { CannotStart } from './cannot-start.js';
import type { Config } from './config.js';
import type { Queryable } from './queryable.js';

export interface OpenedKeys {
  readonly keyProvider: KeyProvider;
  readonly secrets: InstanceSecrets;
}

const SEALED_WITH_VAULT =
  'This key store was sealed with a vault (KEY_PROVIDER=vault). A key file opens none of it, and none is made.';
const SEALED_WITH_FILE =
  'This key store was sealed with a key file (KEY_PROVIDER=file). A vault opens none of it: begin with an empty database, or go on with the file.';
const SEALED_WITH_ANOTHER_FILE =
  'This key store was sealed with another key file. Put that one back: with this one nothing opens, and what is sealed now would be lost when the right one is back.';
const KEY_STORE_IS_EMPTY =
  'The main database holds records, but its key store is empty. Bring back the newest backup of the key store: a new root would fit none of them.';

/** `keyStore`, `owner`: both databases as their owner. Rejects with what `whyItCannotStart` puts in words. */
export async function openKeys(config: Config, keyStore: Queryable, owner: Queryable): Promise<OpenedKeys> {
  const root = new InstanceRoot(keyStore);
  const opened = config.vault
    ? await openVault(config.vault, root, keyStore, owner)
    : await openKeyFile(config.keyFile, root, keyStore, owner);
  await refuseOutdatedKeys(opened.keyProvider, keyStore);
  return opened;
}

async function openKeyFile(path: string, root: InstanceRoot, keyStore: Queryable, owner: Queryable) {
  const place = await root.place();
  if (place === 'VAULT') throw new CannotStart(SEALED_WITH_VAULT);
  // A key file is made only where nothing was sealed yet: a missing one must not be replaced by a stranger.
  const isNew = place === null && (await isEmpty(keyStore)) && !(await holdsRecords(owner));
  const keyProvider = await KeyFileProvider.start(path, isNew);
  if (!(await root.isThatOf(keyProvider.secrets))) throw new CannotStart(SEALED_WITH_ANOTHER_FILE);
  return { keyProvider, secrets: keyProvider.secrets };
}

async function openVault(settings: VaultSettings, root: InstanceRoot, keyStore: Queryable, owner: Queryable) {
  const place = await root.place();
  if (place === 'FILE' || (!place && !(await isEmpty(keyStore)))) throw new CannotStart(SEALED_WITH_FILE);
  if (!place && (await holdsRecords(owner))) throw new CannotStart(KEY_STORE_IS_EMPTY);
  const keyProvider = await TransitKeyProvider.start(settings);
  return { keyProvider, secrets: await root.secrets(keyProvider) };
}

/** For what is wrapped outside of the key store, such as the keys of backups. Makes no key file. */
export async function openKeyProvider({ vault, keyFile }: Config): Promise<KeyProvider> {
  return vault ? TransitKeyProvider.start(vault) : KeyFileProvider.start(keyFile, false);
}

async function isEmpty(keyStore: Queryable): Promise<boolean> {
  const { rows } = await keyStore.query<{ empty: boolean }>(
    'key-store-is-empty',
    'SELECT NOT EXISTS (SELECT FROM data_key) AND NOT EXISTS (SELECT FROM ring) AS empty',
  );
  return rows[0]?.empty ?? true;
}

async function holdsRecords(owner: Queryable): Promise<boolean> {
  const { rows } = await owner.query<{ held: boolean }>(
    'main-database-holds-records',
    'SELECT EXISTS (SELECT FROM home) OR EXISTS (SELECT FROM coordinator) OR EXISTS (SELECT FROM request) AS held',
  );
  return rows[0]?.held ?? false;
}
