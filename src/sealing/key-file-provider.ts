/** On one machine the key-encryption keys are those of the key file, and what leaves the file opens nothing any more. */
import { randomUUID } from 'node:crypto';
import { InstanceSecrets } from './instance-secrets.js';
import { changeKeyFile, createKeyFile, missingKeyFile, readKeyFile } from './key-file.js';
import type { KeyFileContent } from './key-file-format.js';
import { KeyDestroyed, KeyProvider, KeysUnreachable, type WrapContext, type WrappedKey } from './key-provider.js';
import { makeKey, open, type SealContext, SHORT_PADDING_STEP, seal } from './sealed-box.js';

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

  async wrap(plainKey: Buffer, context: WrapContext): Promise<WrappedKey> {
    const kekId = this.content.current;
    const wrapped = seal(this.keyInMemory(kekId), plainKey, wrapping(context, kekId), SHORT_PADDING_STEP);
    return { kekId, wrapped };
  }

  async unwrap({ kekId, wrapped }: WrappedKey, context: WrapContext): Promise<Buffer> {
    // Somebody may have rotated in another process: a key that is not known yet may be in the file.
    if (!this.content.keys.has(kekId)) await this.reread();
    return open(this.keyInMemory(kekId), wrapped, wrapping(context, kekId));
  }

  async rewrap(wrapped: WrappedKey, context: WrapContext): Promise<WrappedKey> {
    return this.wrap(await this.unwrap(wrapped, context), context);
  }

  /** Wraps under a new key from now on; the older ones go on unwrapping. Answers the new key's id. */
  async addKey(): Promise<string> {
    this.content = await changeKeyFile(this.path, withNewKey);
    return this.content.current;
  }

  async destroy(kekId: string): Promise<void> {
    this.content = await changeKeyFile(this.path, (content) => {
      const kept = content.current === kekId ? withNewKey(content) : content;
      return { ...kept, keys: new Map([...kept.keys].filter(([id]) => id !== kekId)) };
    });
  }

  private keyInMemory(kekId: string): Buffer {
    const key = this.content.keys.get(kekId);
    if (!key) throw new KeyDestroyed();
    return key;
  }

  private async reread(): Promise<void> {
    const content = await readKeyFile(this.path).catch(() => null);
    if (!content) throw new KeysUnreachable();
    this.content = content;
  }
}

function withNewKey(content: KeyFileContent): KeyFileContent {
  const id = randomUUID();
  return { ...content, current: id, keys: new Map([...content.keys, [id, makeKey()]]) };
}

function wrapping({ dataKeyId, purpose }: WrapContext, kekId: string): SealContext {
  return { table: 'data_key', column: `wrapped/${purpose}`, rowId: dataKeyId, partnerId: '', keyId: kekId };
}
