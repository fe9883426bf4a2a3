/** A key is made before the record that it seals; when the record never came, the key goes after a week, and a month's listing key with its last text. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../kernel/duration.js';
import { KeyStore, OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { Logger } from '../platform/logger.js';
import { DataKeyStore } from './data-key.store.js';
import { DataKeyUsesStore } from './data-key-uses.store.js';
import { DataKeys } from './data-keys.js';
import { mayBeLeftOver } from './orphans-to-destroy.js';

/** Nothing that is being written takes as long; but whoever put back too old a copy of the main database has time to notice. */
const WRITTEN_BY_THEN = days(7);
/** Its month is over by then, and nothing new is sealed under it. */
const MONTH_IS_OVER = days(40);
const AT_ONCE = 5_000;

@Injectable()
export class DestroyOrphanKeys implements Sweep {
  readonly name = 'destroy-orphan-keys';
  private readonly keys: DataKeyStore;
  private readonly uses: DataKeyUsesStore;

  constructor(
    keyStore: KeyStore,
    owner: OwnerDatabase,
    private readonly dataKeys: DataKeys,
    private readonly logger: Logger,
  ) {
    this.keys = new DataKeyStore(keyStore.database);
    this.uses = new DataKeyUsesStore(owner.database);
  }

  async run(now: Date): Promise<number> {
    const ofRecords = await this.ofRecords(later(now, -WRITTEN_BY_THEN));
    if (ofRecords === null) return 0;
    const orphans = [...ofRecords, ...(await this.ofTexts(later(now, -MONTH_IS_OVER)))];
    await this.dataKeys.destroy(orphans);
    return orphans.length;
  }

  /** Null when it looks as if these were not the records that the keys belong to. */
  private async ofRecords(madeBefore: Date): Promise<readonly string[] | null> {
    const orphans: string[] = [];
    let keys = 0;
    for (let after: string | null = null; ; ) {
      const ids = await this.keys.madeBefore(madeBefore, false, after, AT_ONCE);
      after = ids.at(-1) ?? null;
      if (after === null) break;
      const used = await this.uses.named(ids);
      orphans.push(...ids.filter((id) => !used.has(id)));
      keys += ids.length;
    }
    if (mayBeLeftOver({ keys, orphans: orphans.length })) return orphans;
    this.logger.warn('so many keys without a record look like another database: none was destroyed', {
      rows: orphans.length,
    });
    return null;
  }

  private async ofTexts(madeBefore: Date): Promise<readonly string[]> {
    const ids = await this.keys.madeBefore(madeBefore, true, null, AT_ONCE);
    const used = ids.length === 0 ? null : await this.uses.ofTexts();
    // Not one text at all is another database, too.
    return used?.size ? ids.filter((id) => !used.has(id.replaceAll('-', ''))) : [];
  }
}
