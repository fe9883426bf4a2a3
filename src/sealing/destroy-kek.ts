/** Destroying a key-encryption key makes exactly what it wraps unreadable, for every process and for good. */
import { Injectable } from '@nestjs/common';
import { KeyStore } from '../platform/instance-parts.js';
import { DataKeys } from './data-keys.js';
import { KekStore } from './kek.store.js';
import { KeyChangeRefused, KeyProvider } from './key-provider.js';
import { dataKeysOf, type Kek, ReadKeks } from './read-keks.js';
import { WrappedElsewhere } from './wrapped-elsewhere.js';

const AT_ONCE = 1_000;

@Injectable()
export class DestroyKek {
  private readonly store: KekStore;

  constructor(
    keyStore: KeyStore,
    private readonly provider: KeyProvider,
    private readonly keks: ReadKeks,
    private readonly dataKeys: DataKeys,
    private readonly elsewhere: WrappedElsewhere,
  ) {
    this.store = new KekStore(keyStore.owner);
  }

  /** What would be lost. Rejects with `KeyChangeRefused` for a key that the instance itself needs. */
  async look(kekId: string): Promise<{ readonly kek: Kek; readonly dataKeys: number }> {
    const kek = await this.keks.named(kekId);
    if (kek.state === 'CURRENT') throw new KeyChangeRefused('It is the current key. Rotate first: keys rotate.');
    if (kek.wraps['ROOT'] && kek.state === 'OLDER') {
      throw new KeyChangeRefused('It wraps the root of the instance. Finish the rotation first: keys rotate --resume.');
    }
    return { kek, dataKeys: dataKeysOf(kek) };
  }

  /** Answers how many data keys went with it. Broken off, it may be run again. */
  async execute(kekId: string): Promise<number> {
    await this.look(kekId);
    await this.store.retire(kekId);
    await this.elsewhere.rewrap();
    await this.provider.destroy(kekId);
    // A process may hold the destroyed key in memory: without their rows it opens nothing with it.
    for (let destroyed = 0; ; ) {
      const ids = await this.store.idsWrappedBy(kekId, AT_ONCE);
      if (ids.length === 0) return destroyed;
      await this.dataKeys.destroy(ids);
      destroyed += ids.length;
    }
  }
}
