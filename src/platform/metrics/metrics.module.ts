/** Everybody may count; the pools are watched from here. */
import { Global, Module } from '@nestjs/common';
import { Database } from '../database/database.js';
import { KeyStore, OwnerDatabase } from '../instance-parts.js';
import { Metrics } from './metrics.js';

@Global()
@Module({
  providers: [
    {
      provide: Metrics,
      useFactory: (main: Database, keyStore: KeyStore, owner: OwnerDatabase) => {
        const metrics = new Metrics();
        metrics.watchPool('main', () => main.poolUsage);
        metrics.watchPool('keys', () => keyStore.database.poolUsage);
        metrics.watchPool('owner', () => owner.database.poolUsage);
        return metrics;
      },
      inject: [Database, KeyStore, OwnerDatabase],
    },
  ],
  exports: [Metrics],
})
export class MetricsModule {}
