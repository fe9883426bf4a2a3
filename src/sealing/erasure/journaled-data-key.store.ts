/** A data key that somebody destroys is in the journal before they hear that it is gone. */
import type { Queryable } from '../../platform/queryable.js';
import { DataKeyStore } from '../data-key.store.js';
import { erasedDigest } from './erased-digest.js';
import type { ErasureJournal } from './erasure-journal.js';

export class JournaledDataKeyStore extends DataKeyStore {
  constructor(
    keyStore: Queryable,
    private readonly journal: ErasureJournal,
  ) {
    super(keyStore);
  }

  /** The key first: when the journal cannot be written it is gone all the same, and the sweep notes it. Then this rejects with `KeysUnreachable`. */
  override async destroy(ids: readonly string[]): Promise<void> {
    await super.destroy(ids);
    await this.journal.add(ids.map((id) => erasedDigest('data_key', id)));
  }
}
