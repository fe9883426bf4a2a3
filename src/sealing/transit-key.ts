/** One named key of a vault's transit engine: what is asked of it, and what its answers mean. */
import { KeyDestroyed, KeysUnreachable, type NotUnwrapped } from './key-provider.js';
import { KEY_BYTES, SealBroken } from './sealed-box.js';
import { listOf, objectOf, stringOf, wholeNumberOf } from './vault-answer.js';
import type { VaultAnswer, VaultConnection } from './vault-connection.js';

/** `context` is what the version's key is derived for: a ciphertext opens under no other. */
interface Item {
  readonly context: Buffer;
}
export type PlainItem = Item & { readonly plain: Buffer };
export type WrappedItem = Item & { readonly ciphertext: string };

export interface TransitKeyState {
  readonly type: string;
  readonly derived: boolean;
  readonly exportable: boolean;
  readonly latest: number;
  /** The oldest version that is there. */
  readonly oldest: number;
  readonly leastForDecryption: number;
  readonly leastForEncryption: number;
}

/** What transit says of a ciphertext whose version was trimmed, disabled, or is not known. */
const GONE = /too old|no such key version|version is too new/;
/** What it says of one that is not whole, or was not made for this context. */
const BROKEN = /message authentication failed|invalid ciphertext|could not decode base64|missing ciphertext/;

export class TransitKey {
  constructor(
    private readonly vault: VaultConnection,
    private readonly mount: string,
    private readonly name: string,
  ) {}

  async encrypt(items: readonly PlainItem[]): Promise<string[]> {
    const results = await this.batch(
      'encrypt',
      items.map(({ plain, context }) => ({ plaintext: base64(plain), context: base64(context) })),
    );
    return results.map((result) => {
      const ciphertext = stringOf(result['ciphertext']);
      if (ciphertext === null) throw new KeysUnreachable('FAULT');
      return ciphertext;
    });
  }

  async decrypt(items: readonly WrappedItem[]): Promise<(Buffer | NotUnwrapped)[]> {
    const results = await this.batch('decrypt', asked(items));
    return results.map((result) => {
      const plain = stringOf(result['plaintext']);
      if (plain === null) return failureOf(result);
      const key = Buffer.from(plain, 'base64');
      if (key.length !== KEY_BYTES) throw new KeysUnreachable('NONSENSE');
      return key;
    });
  }

  async rewrap(items: readonly WrappedItem[]): Promise<(string | NotUnwrapped)[]> {
    const results = await this.batch('rewrap', asked(items));
    return results.map((result) => stringOf(result['ciphertext']) ?? failureOf(result));
  }

  async read(): Promise<TransitKeyState> {
    const { data } = succeeded(await this.vault.ask({ method: 'GET', path: `${this.mount}/keys/${this.name}` }));
    const latest = wholeNumberOf(data?.['latest_version']);
    if (latest === null || latest < 1) throw new KeysUnreachable('NONSENSE');
    return {
      type: stringOf(data?.['type']) ?? '',
      derived: data?.['derived'] === true,
      exportable: data?.['exportable'] === true || data?.['allow_plaintext_backup'] === true,
      latest,
      oldest: Math.max(1, wholeNumberOf(data?.['min_available_version']) ?? 1),
      leastForDecryption: wholeNumberOf(data?.['min_decryption_version']) ?? 1,
      leastForEncryption: wholeNumberOf(data?.['min_encryption_version']) ?? 0,
    };
  }

  /** Makes a new version, under which it encrypts from now on. */
  async rotate(): Promise<void> {
    succeeded(await this.vault.askOnce({ method: 'POST', path: `${this.mount}/keys/${this.name}/rotate`, body: {} }));
  }

  /** Destroys all versions before this one; setting a lowest version alone would only put them away. */
  async trimBefore(version: number, { leastForDecryption, leastForEncryption }: TransitKeyState): Promise<void> {
    const path = `${this.mount}/keys/${this.name}`;
    const least = {
      min_decryption_version: Math.max(version, leastForDecryption),
      min_encryption_version: Math.max(version, leastForEncryption),
    };
    succeeded(await this.vault.ask({ method: 'POST', path: `${path}/config`, body: least }));
    const trim = { min_available_version: version };
    succeeded(await this.vault.ask({ method: 'POST', path: `${path}/trim`, body: trim }));
  }

  private async batch(
    what: 'encrypt' | 'decrypt' | 'rewrap',
    items: readonly Readonly<Record<string, string>>[],
  ): Promise<Readonly<Record<string, unknown>>[]> {
    if (items.length === 0) return [];
    const path = `${this.mount}/${what}/${this.name}`;
    const answer = await this.vault.ask({ method: 'POST', path, body: { batch_input: items } });
    // A batch of which some failed is answered with 400, and each of its items all the same.
    const results = listOf(answer.data?.['batch_results'])?.map((result) => objectOf(result));
    if (results?.length !== items.length) throw new KeysUnreachable(answer.status < 300 ? 'NONSENSE' : 'FAULT');
    return results.map((result) => result ?? {});
  }
}

function asked(items: readonly WrappedItem[]) {
  return items.map(({ ciphertext, context }) => ({ ciphertext, context: base64(context) }));
}

/** What we cannot tell to be gone or broken may well be there: then nothing at all is answered. */
function failureOf(result: Readonly<Record<string, unknown>>): NotUnwrapped {
  const said = stringOf(result['error']) ?? '';
  if (GONE.test(said)) return new KeyDestroyed();
  if (BROKEN.test(said)) return new SealBroken();
  throw new KeysUnreachable('FAULT');
}

function succeeded(answer: VaultAnswer): VaultAnswer {
  if (answer.status < 300) return answer;
  throw new KeysUnreachable('FAULT');
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}
