/** Gives everybody what seals and opens: data keys, texts of listings, blind indexes. */
import { Global, Module } from '@nestjs/common';
import { Alarms } from '../platform/alarms/alarms.js';
import { KeyStore, Settings } from '../platform/instance-parts.js';
import { BlindIndex } from './blind-index.js';
import { Canaries } from './canaries.js';
import { DataKeys } from './data-keys.js';
import { DestroyDueKeys } from './destroy-due-keys.js';
import { DestroyKek } from './destroy-kek.js';
import { DestroyOrphanKeys } from './destroy-orphan-keys.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { ErasureJournal } from './erasure/erasure-journal.js';
import { JournaledDataKeyStore } from './erasure/journaled-data-key.store.js';
import { HashQueue } from './hash-queue.js';
import { InstanceSecrets } from './instance-secrets.js';
import { KeyProvider } from './key-provider.js';
import { ListingTexts } from './listing-key.js';
import { ListingKeyStore } from './listing-key.store.js';
import { ReadKeks } from './read-keks.js';
import { RotateKeys } from './rotate-keys.js';

@Global()
@Module({
  imports: [ErasureModule],
  providers: [
    // One queue for return codes and passwords alike: it bounds the memory that hashing may take.
    { provide: HashQueue, useFactory: () => new HashQueue() },
    {
      provide: DataKeys,
      useFactory: (
        keyStore: KeyStore,
        provider: KeyProvider,
        journal: ErasureJournal,
        alarms: Alarms,
        canaries: Canaries,
      ) =>
        new DataKeys(
          new JournaledDataKeyStore(keyStore.database, journal),
          provider,
          () => alarms.raise('KEYS_UNREACHABLE'),
          (ids) => canaries.otherKeys(ids),
        ),
      inject: [KeyStore, KeyProvider, ErasureJournal, Alarms, Canaries],
    },
    {
      provide: ListingTexts,
      useFactory: (dataKeys: DataKeys, keyStore: KeyStore, { config }: Settings) =>
        new ListingTexts(dataKeys, new ListingKeyStore(keyStore.database), config.keyMemorySeconds * 1000),
      inject: [DataKeys, KeyStore, Settings],
    },
    {
      provide: BlindIndex,
      useFactory: (secrets: InstanceSecrets) => new BlindIndex(secrets.secret('blind-index')),
      inject: [InstanceSecrets],
    },
    Canaries,
    DestroyDueKeys,
    DestroyOrphanKeys,
    ReadKeks,
    RotateKeys,
    DestroyKek,
  ],
  exports: [HashQueue, DataKeys, ListingTexts, BlindIndex, Canaries],
})
export class SealingModule {}
