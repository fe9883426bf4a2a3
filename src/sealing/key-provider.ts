/** Data keys are kept only wrapped, and whoever wraps them may live outside this process: a file, a vault, a cloud's key service. */

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

/** The keys cannot be asked right now: nothing is opened or sealed until they can, and nothing is lost. */
export class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable';
  constructor() {
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

/** Every method may reject with `KeysUnreachable`. */
export abstract class KeyProvider {
  /** Wraps under the current key-encryption key. */
  abstract wrap(plainKey: Buffer, context: WrapContext): Promise<WrappedKey>;
  /** Rejects with `KeyDestroyed`, or with `SealBroken` when the wrapping is not this key's own. */
  abstract unwrap(wrapped: WrappedKey, context: WrapContext): Promise<Buffer>;
  /** The same data key under the current key-encryption key. Rejects as `unwrap` does. */
  abstract rewrap(wrapped: WrappedKey, context: WrapContext): Promise<WrappedKey>;
  /** Forgets a key-encryption key for good; when it is the current one, another takes its place first. */
  abstract destroy(kekId: string): Promise<void>;
}
