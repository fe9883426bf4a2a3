/** Gives everybody what seals and opens: data keys, texts of listings, blind indexes. */
import { Global, Module } from '@nestjs/common';
import { KeyStore } from '../platform/instance-parts.js';
import { BlindIndex } from './blind-index.js';
import { DataKeyStore } from './data-key.store.js';
import { DataKeys } from './data-keys.js';
import { InstanceSecrets } from './instance-secrets.js';
import { KeyProvider } from './key-provider.js';
import { ListingTexts } from './listing-key.js';
import { ListingKeyStore } from './listing-key.store.js';

@Global()
@Module({
  providers: [
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
  ],
  exports: [DataKeys, ListingTexts, BlindIndex],
})
export class SealingModule {}
