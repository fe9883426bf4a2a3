/** Gives everybody what seals and opens: data keys, texts of listings, blind indexes. */
import { Global, Module } from '@nestjs/common';
import { KeyStore } from '../platform/instance-parts.js';
import { BlindIndex } from './blind-index.js';
import { DataKeyStore } from './data-key.store.js';
import { DataKeys } from './data-keys.js';
import { DestroyDueKeys } from './destroy-due-keys.js';
import { HashQueue } from './hash-queue.js';
import { InstanceSecrets } from './instance-secrets.js';
import { KeyProvider } from './key-provider.js';
import { ListingTexts } from './listing-key.js';
import { ListingKeyStore } from './listing-key.store.js';

@Global()
@Module({
  providers: [
    // One queue for return codes and passwords alike: it bounds the memory that hashing may take.
    { provide: HashQueue, useFactory: () => new HashQueue() },
    {
      provide: DataKeys,
      useFactory: (keyStore: KeyStore, provider: KeyProvider) =>
        new DataKeys(new DataKeyStore(keyStore.database), provider),
      inject: [KeyStore, KeyProvider],
    },
    {
      provide: ListingTexts,
      useFactory: (dataKeys: DataKeys, keyStore: KeyStore) =>
        new ListingTexts(dataKeys, new ListingKeyStore(keyStore.database)),
      inject: [DataKeys, KeyStore],
    },
    {
      provide: BlindIndex,
      useFactory: (secrets: InstanceSecrets) => new BlindIndex(secrets.secret('blind-index')),
      inject: [InstanceSecrets],
    },
    DestroyDueKeys,
  ],
  exports: [HashQueue, DataKeys, ListingTexts, BlindIndex],
})
export class SealingModule {}
