/** On one machine the key-encryption keys are those of the key file, and what leaves the file opens nothing any more. */
import { randomUUID } from 'node:crypto';
import { InstanceSecrets } from './instance-secrets.js';
import { changeKeyFile, createKeyFile, missingKeyFile, readKeyFile } from './key-file.js';
import type { KeyFileContent } from './key-file-format.js';
import {
  KeyChangeRefused,
  KeyDestroyed,
  type KeyEncryptionKey,
  KeyProvider,
  KeysUnreachable,
  type NotUnwrapped,
  type PlainKey,
  type WrapContext,
  type WrappedKey,
  type Wrapping,
} from './key-provider.js';
import { makeKey, open, SealBroken, type SealContext, SHORT_PADDING_STEP, seal } from './sealed-box.js';

export class KeyFileProvider extends KeyProvider {
  readonly secrets: InstanceSecrets;

  private constructor(
    private readonly path: string,
    private content: KeyFileContent,
  ) {
    super();
    this.secrets = new InstanceSecrets(content.root);
  }

  /**
   * `mayCreate`: true only while nothing was sealed yet; otherwise a lost file would be replaced in silence, and open nothing.
   * Rejects with `KeyFileRefused`, whose message is for the operator.
   */
  static async start(path: string, mayCreate: boolean): Promise<KeyFileProvider> {
    const content = (await readKeyFile(path)) ?? (mayCreate ? await createKeyFile(path) : null);
    if (!content) throw missingKeyFile(path);
    return new KeyFileProvider(path, content);
  }

  async wrapMany(keys: readonly PlainKey[]): Promise<WrappedKey[]> {
    return keys.map((plain) => this.wrapOne(plain));
  }

  async unwrapMany(wrapped: readonly Wrapping[]): Promise<(Buffer | NotUnwrapped)[]> {
    // Somebody may have rotated in another process: a key that is not known yet may be in the file.
    if (wrapped.some(({ kekId }) => !this.content.keys.has(kekId))) await this.refresh();
    return wrapped.map((its) => this.unwrapOne(its));
  }

  async rewrapMany(wrapped: readonly Wrapping[]): Promise<(WrappedKey | NotUnwrapped)[]> {
    const keys = await this.unwrapMany(wrapped);
    return wrapped.map(({ context }, at) => {
      const key = keys[at] ?? new SealBroken();
      return key instanceof Error ? key : this.wrapOne({ key, context });
    });
  }

  async list(): Promise<KeyEncryptionKey[]> {
    await this.refresh();
    return [...this.content.keys.keys()].map((id) => ({ id, current: id === this.content.current }));
  }

  async add(): Promise<string> {
    this.content = await changeKeyFile(this.path, withNewKey);
    return this.content.current;
  }

  async refresh(): Promise<void> {
    const content = await readKeyFile(this.path).catch(() => null);
    if (!content) throw new KeysUnreachable();
    this.content = content;
  }

  async destroy(kekId: string): Promise<void> {
    this.content = await changeKeyFile(this.path, (content) => {
      if (content.current === kekId) throw new KeyChangeRefused('It is the current key. Rotate first.');
      return { ...content, keys: new Map([...content.keys].filter(([id]) => id !== kekId)) };
    });
  }

  private wrapOne({ key, context }: PlainKey): WrappedKey {
    const { current, keys } = this.content;
    const kek = keys.get(current);
    // A key file without its current key does not parse.
    if (!kek) throw new KeysUnreachable();
    return { kekId: current, wrapped: seal(kek, key, placeOf(context, current), SHORT_PADDING_STEP) };
  }

  private unwrapOne({ kekId, wrapped, context }: Wrapping): Buffer | NotUnwrapped {
    const kek = this.content.keys.get(kekId);
    if (!kek) return new KeyDestroyed();
    try {
      return open(kek, wrapped, placeOf(context, kekId));
    } catch (error) {
      if (error instanceof SealBroken) return error;
      throw error;
    }
  }
}

function withNewKey(content: KeyFileContent): KeyFileContent {
  const id = randomUUID();
  return { ...content, current: id, keys: new Map([...content.keys, [id, makeKey()]]) };
}

function placeOf({ dataKeyId, purpose }: WrapContext, kekId: string): SealContext {
  return { table: 'data_key', column: `wrapped/${purpose}`, rowId: dataKeyId, partnerId: '', keyId: kekId };
}
