/** HashiCorp Vault or OpenBao wraps: its key never comes here, each of its versions is a key-encryption key, and trimming one destroys it. */
import {
  bytesOfContext,
  KeyChangeRefused,
  KeyDestroyed,
  type KeyEncryptionKey,
  KeyProvider,
  KeysUnreachable,
  type NotUnwrapped,
  type PlainKey,
  type WrappedKey,
  type Wrapping,
} from './key-provider.js';
import { SealBroken } from './sealed-box.js';
import { TransitKey, type WrappedItem } from './transit-key.js';
import { VaultConnection } from './vault-connection.js';
import { VaultRefused, type VaultSettings } from './vault-settings.js';

const VERSION_OF = /^vault:v([1-9][0-9]{0,8}):/;

export class TransitKeyProvider extends KeyProvider {
  private constructor(
    private readonly transit: TransitKey,
    /** Before the version in each id. */
    private readonly prefix: string,
  ) {
    super();
  }

  /** Rejects with `VaultRefused` for a key that would not keep what we promise, and with `KeysUnreachable`. */
  static async start(settings: VaultSettings): Promise<TransitKeyProvider> {
    const { mount, key } = settings;
    const transit = new TransitKey(await VaultConnection.open(settings), mount, key);
    const { type, derived, exportable } = await transit.read();
    // Without derivation transit ignores the context, and a wrapping would open in any row.
    if (type !== 'aes256-gcm96' || !derived) {
      throw new VaultRefused(
        `The transit key ${mount}/${key} has to be made with type=aes256-gcm96 and derived=true: vault write -f ${mount}/keys/${key} type=aes256-gcm96 derived=true`,
      );
    }
    if (exportable) {
      throw new VaultRefused(
        `The transit key ${mount}/${key} may be exported or backed up in the clear: what was copied cannot be destroyed. Make another one.`,
      );
    }
    return new TransitKeyProvider(transit, `transit/${mount}/${key}/v`);
  }

  async wrapMany(keys: readonly PlainKey[]): Promise<WrappedKey[]> {
    const items = keys.map(({ key, context }) => ({ plain: key, context: bytesOfContext(context) }));
    return (await this.transit.encrypt(items)).map((ciphertext) => this.wrappedOf(ciphertext));
  }

  unwrapMany(wrapped: readonly Wrapping[]): Promise<(Buffer | NotUnwrapped)[]> {
    return this.each(wrapped, (items) => this.transit.decrypt(items));
  }

  /** Inside the vault: the data keys are not shown to us. */
  async rewrapMany(wrapped: readonly Wrapping[]): Promise<(WrappedKey | NotUnwrapped)[]> {
    const rewrapped = await this.each(wrapped, (items) => this.transit.rewrap(items));
    return rewrapped.map((its) => (its instanceof Error ? its : this.wrappedOf(its)));
  }

  async list(): Promise<KeyEncryptionKey[]> {
    const { oldest, latest } = await this.transit.read();
    return Array.from({ length: latest - oldest + 1 }, (_, at) => ({
      id: `${this.prefix}${oldest + at}`,
      current: oldest + at === latest,
    }));
  }

  async add(): Promise<string> {
    await this.transit.rotate();
    const { latest } = await this.transit.read();
    return `${this.prefix}${latest}`;
  }

  /** The vault itself wraps under its latest version. */
  async refresh(): Promise<void> {}

  /** Transit forgets versions from the oldest on: one in the middle cannot go alone. */
  async destroy(kekId: string): Promise<void> {
    const version = this.versionOf(kekId);
    if (version === null) throw new KeyChangeRefused('The vault has no such key.');
    const state = await this.transit.read();
    if (version < state.oldest) return;
    if (version >= state.latest) throw new KeyChangeRefused('It is the current key. Rotate first.');
    if (version > state.oldest) {
      throw new KeyChangeRefused(`Vault destroys the oldest first: ${this.prefix}${state.oldest}.`);
    }
    await this.transit.trimBefore(version + 1, state);
  }

  /** Asks only for what this key can have wrapped, all of it at once. */
  private async each<T>(
    wrapped: readonly Wrapping[],
    ask: (items: readonly WrappedItem[]) => Promise<(T | NotUnwrapped)[]>,
  ): Promise<(T | NotUnwrapped)[]> {
    const items = wrapped.map((its) => this.itemOf(its));
    const answers = await ask(items.filter((item): item is WrappedItem => !(item instanceof Error)));
    const answered = answers.values();
    return items.map((item) => {
      if (item instanceof Error) return item;
      const { value, done } = answered.next();
      if (done) throw new KeysUnreachable('NONSENSE');
      return value;
    });
  }

  private itemOf({ kekId, wrapped, context }: Wrapping): WrappedItem | NotUnwrapped {
    const version = this.versionOf(kekId);
    if (version === null) return new KeyDestroyed();
    const ciphertext = wrapped.toString('latin1');
    if (VERSION_OF.exec(ciphertext)?.[1] !== `${version}`) return new SealBroken();
    return { ciphertext, context: bytesOfContext(context) };
  }

  private wrappedOf(ciphertext: string): WrappedKey {
    const version = VERSION_OF.exec(ciphertext)?.[1];
    if (version === undefined) throw new KeysUnreachable('NONSENSE');
    return { kekId: `${this.prefix}${version}`, wrapped: Buffer.from(ciphertext, 'latin1') };
  }

  private versionOf(kekId: string): number | null {
    const version = kekId.startsWith(this.prefix) ? kekId.slice(this.prefix.length) : '';
    return /^[1-9][0-9]{0,8}$/.test(version) ? Number(version) : null;
  }
}
