/** The keys of backups end in their time, whether or not another backup is made, and are wrapped by the current key until then. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../platform/jobs/sweep.js';
import { BackupKeys } from './backup-keys.js';

@Injectable()
export class TendBackupKeys implements Sweep {
  readonly name = 'tend-backup-keys';

  constructor(private readonly keys: BackupKeys) {}

  async run(now: Date): Promise<number> {
    return (await this.keys.destroyOver(now)) + (await this.keys.rewrap());
  }
}
