/** Backups of both databases, and the keys that open them. */
import { Global, Module } from '@nestjs/common';
import { Settings } from '../platform/instance-parts.js';
import { KeyProvider } from '../sealing/key-provider.js';
import { WrappedElsewhere } from '../sealing/wrapped-elsewhere.js';
import { BackupKeys } from './backup-keys.js';
import { MakeBackup } from './make-backup.js';
import { TendBackupKeys } from './tend-backup-keys.js';

// Global: whoever rotates keys sees to those of backups as well.
@Global()
@Module({
  providers: [
    {
      provide: BackupKeys,
      useFactory: ({ config }: Settings, provider: KeyProvider) => new BackupKeys(config.backupKeyFolder, provider),
      inject: [Settings, KeyProvider],
    },
    { provide: WrappedElsewhere, useExisting: BackupKeys },
    MakeBackup,
    TendBackupKeys,
  ],
  exports: [WrappedElsewhere],
})
export class BackupModule {}
