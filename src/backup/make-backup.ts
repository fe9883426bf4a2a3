/** A backup is both databases, each as it is at one moment and in an archive of its own, and a mark in the journal of what is erased from then on. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { days, later } from '../kernel/duration.js';
import type { DatabaseUrls } from '../platform/database/database-urls.js';
import { KeyStore, Settings } from '../platform/instance-parts.js';
import { erasedDigest } from '../sealing/erasure/erased-digest.js';
import { ErasureJournal } from '../sealing/erasure/erasure-journal.js';
import { KeepErasures } from '../sealing/erasure/keep-erasures.js';
import { FORMAT, type Part } from './archive-format.js';
import { removeOver } from './backup-folder.js';
import { BackupKeys } from './backup-keys.js';
import { markBackup } from './backup-mark.store.js';
import { DatabaseSnapshot } from './database-snapshot.store.js';
import { type WrittenArchive, writeArchive } from './write-archive.js';

export interface BackupMade {
  readonly backup: string;
  readonly archives: readonly (WrittenArchive & { readonly part: Part; readonly opensUntil: Date })[];
  /** Files whose time was over. */
  readonly removed: number;
}

@Injectable()
export class MakeBackup {
  constructor(
    private readonly settings: Settings,
    private readonly keys: BackupKeys,
    private readonly keyStore: KeyStore,
    private readonly erasures: KeepErasures,
    private readonly journal: ErasureJournal,
  ) {}

  /**
   * The main database's moment comes first: a key is made before the row that needs it, so every row finds its key, unless that was destroyed
   * in between. The mark comes before both: whatever is erased after these moments is in the journal behind it.
   */
  async execute(urls: DatabaseUrls, folder: string, now: Date): Promise<BackupMade> {
    const backup = randomUUID();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await markBackup(this.keyStore.owner, erasedDigest('backup', backup));
    await this.erasures.execute(now);
    await this.journal.sign();
    const main = await DatabaseSnapshot.open(urls.main);
    try {
      const keys = await DatabaseSnapshot.open(urls.keyStore);
      try {
        const archives = [
          await this.write(folder, backup, 'main', main, now),
          await this.write(folder, backup, 'keys', keys, now),
        ];
        return { backup, archives, removed: await removeOver(folder, this.keys, this.daysKept, now) };
      } finally {
        await keys.close();
      }
    } finally {
      await main.close();
    }
  }

  private get daysKept(): Readonly<Record<Part, number>> {
    const { backupDays, backupKeysDays } = this.settings.config;
    return { main: backupDays, keys: backupKeysDays };
  }

  private async write(folder: string, backup: string, part: Part, source: DatabaseSnapshot, now: Date) {
    const opensUntil = later(now, days(this.daysKept[part]));
    const { id: keyId, key } = await this.keys.create(part, opensUntil);
    const madeAt = `${now.toISOString().slice(0, 16)}:00.000Z`;
    try {
      const written = await writeArchive(folder, { format: FORMAT, backup, part, madeAt, keyId }, key, source);
      return { ...written, part, opensUntil };
    } catch (error) {
      await this.keys.destroy(keyId);
      throw error;
    }
  }
}
