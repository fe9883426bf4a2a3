/**
 * Data keys are kept only wrapped, and whoever wraps them may live outside this process: a file, a vault, a cloud's key service.
 *
 * Another provider is one file that extends `KeyProvider`, and a line in `platform/open-keys.ts`. For the clouds (README.md says more):
 *
 * | here            | AWS KMS                                              | Google Cloud KMS                                                   |
 * | ---             | ---                                                  | ---                                                                |
 * | key `id`        | ARN of a key (one key for each rotation)             | resource name of a CryptoKeyVersion                                |
 * | `WrapContext`   | `EncryptionContext` { dataKeyId, purpose }           | `additionalAuthenticatedData`: `bytesOfContext`                    |
 * | `wrapMany`      | `Encrypt` for each                                   | `encrypt` for each, on the CryptoKey: its primary version answers  |
 * | `unwrapMany`    | `Decrypt` for each, `KeyId` given                    | `decrypt` for each, on the CryptoKey                               |
 * | `rewrapMany`    | `ReEncrypt`: the plain key never leaves the service  | `decrypt`, then `encrypt`                                          |
 * | `add`           | `CreateKey`, then `UpdateAlias`                      | `cryptoKeyVersions.create`, then `updatePrimaryVersion`            |
 * | `list`          | the keys with our tag; the alias's is current        | `cryptoKeyVersions.list`; `primary` is current                     |
 * | `destroy`       | `ScheduleKeyDeletion`: 7 days or more, disabled at once | `cryptoKeyVersions.destroy`: 30 days or the key's own period     |
 * | `KeyDestroyed`  | `NotFoundException`; `KMSInvalidStateException` when pending deletion | `FAILED_PRECONDITION`: destroyed or scheduled for it |
 * | `SealBroken`    | `InvalidCiphertextException`, `IncorrectKeyException` | `INVALID_ARGUMENT`                                                |
 * | `KeysUnreachable` | everything else, and no answer in time             | everything else, and no answer in time                             |
 */
import { canonicalBytes } from './canonical-bytes.js';
import type { SealBroken } from './sealed-box.js';

/** Which data key a wrapping belongs to. It is authenticated: a wrapping that was copied to another row does not unwrap. */
export interface WrapContext {
  readonly dataKeyId: string;
  readonly purpose: string;
}

export interface WrappedKey {
  /** The key-encryption key that wrapped it. */
  readonly kekId: string;
  readonly wrapped: Buffer;
}

export interface PlainKey {
  readonly key: Buffer;
  readonly context: WrapContext;
}

export interface Wrapping extends WrappedKey {
  readonly context: WrapContext;
}

export interface KeyEncryptionKey {
  /** At most 200 characters. */
  readonly id: string;
  /** It wraps from now on; the others only unwrap. */
  readonly current: boolean;
}

/** Why the keys cannot be asked: for the operator, who alone is told. */
export type WhyUnreachable =
  | 'NO_ANSWER'
  | 'SEALED'
  | 'DENIED'
  | 'TOO_MANY_CALLS'
  | 'FAULT'
  | 'NONSENSE'
  | 'RETIRED'
  | 'JOURNAL';

/** The keys cannot be asked right now: nothing is opened or sealed until they can, and nothing is lost. */
export class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable';
  constructor(readonly why: WhyUnreachable = 'NO_ANSWER') {
    super('the keys cannot be reached');
  }
}

/** The key-encryption key is gone for good, and with it what it wrapped. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';
  constructor() {
    super('the key is gone');
  }
}

/** What was asked of the keys by an operator cannot be done; the message says what to do instead. */
export class KeyChangeRefused extends Error {
  override readonly name = 'KeyChangeRefused';
}

/** One that does not unwrap must not take the others along: its answer says which of the two it is. */
export type NotUnwrapped = KeyDestroyed | SealBroken;

/** Every method may reject with `KeysUnreachable`: then nothing was done. Answers are in the order of what was given. */
export abstract class KeyProvider {
  /** Wraps under the current key-encryption key. */
  abstract wrapMany(keys: readonly PlainKey[]): Promise<WrappedKey[]>;
  abstract unwrapMany(wrapped: readonly Wrapping[]): Promise<(Buffer | NotUnwrapped)[]>;
  /** The same data keys under the current key-encryption key. */
  abstract rewrapMany(wrapped: readonly Wrapping[]): Promise<(WrappedKey | NotUnwrapped)[]>;
  /** Those that are there, the oldest first. */
  abstract list(): Promise<KeyEncryptionKey[]>;
  /** Wraps under a new key from now on; the older ones go on unwrapping. Answers the new key's id. */
  abstract add(): Promise<string>;
  /** Learns which key is current, when another process may have added one. */
  abstract refresh(): Promise<void>;
  /** Forgets a key-encryption key for good, and no other. Rejects with `KeyChangeRefused` for the current one, or where it cannot. */
  abstract destroy(kekId: string): Promise<void>;

  async wrap(key: Buffer, context: WrapContext): Promise<WrappedKey> {
    return only(await this.wrapMany([{ key, context }]));
  }

  /** Rejects with `KeyDestroyed`, or with `SealBroken` when the wrapping is not this key's own. */
  async unwrap(wrapped: WrappedKey, context: WrapContext): Promise<Buffer> {
    const key = only(await this.unwrapMany([{ ...wrapped, context }]));
    if (key instanceof Error) throw key;
    return key;
  }

  /** Rejects as `unwrap` does. */
  async rewrap(wrapped: WrappedKey, context: WrapContext): Promise<WrappedKey> {
    const rewrapped = only(await this.rewrapMany([{ ...wrapped, context }]));
    if (rewrapped instanceof Error) throw rewrapped;
    return rewrapped;
  }
}

/** The id of the one that wraps. */
export function currentOf(keks: readonly KeyEncryptionKey[]): string {
  const current = keks.find((kek) => kek.current);
  if (!current) throw new KeysUnreachable('NONSENSE');
  return current.id;
}

/** For providers that bind the context as bytes. */
export function bytesOfContext({ dataKeyId, purpose }: WrapContext): Buffer {
  return canonicalBytes('sanctuary-homes/wrapping', [dataKeyId, purpose]);
}

function only<T>(answers: readonly T[]): T {
  const [answer] = answers;
  if (answers.length !== 1 || answer === undefined) throw new KeysUnreachable('NONSENSE');
  return answer;
}
