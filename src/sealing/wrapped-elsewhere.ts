/** What the same keys wrap outside of the key store, such as the keys of backups: it is taken along before a key is destroyed. */
export abstract class WrappedElsewhere {
  /** Under the current key-encryption key. Answers how many were rewrapped; rejects with `KeysUnreachable`. */
  abstract rewrap(): Promise<number>;
}
