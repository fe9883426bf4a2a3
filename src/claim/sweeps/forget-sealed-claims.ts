/** What was sealed of a claim is forgotten: the handoff with its end, the messages 72 hours later, or when a report of it was settled. */
import { Injectable } from '@nestjs/common';
import { days, hours, later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DataKeys } from '../../sealing/data-keys.js';
import { OverdueClaimsStore, type SealedLeftover } from './overdue-claims.store.js';

const BATCH = 200;
const MESSAGES_KEPT = hours(72);
/** As long as a report itself is readable. */
const REPORTED_KEPT = days(30);

@Injectable()
export class ForgetSealedClaims implements Sweep {
  readonly name = 'forget-sealed-claims';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: OverdueClaimsStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const db = this.owner.database;
    const [before, reportedBefore] = [later(now, -MESSAGES_KEPT), later(now, -REPORTED_KEPT)];
    return (
      (await this.forget(
        () => this.store.handoffsOfEnded(db, BATCH),
        (ids) => this.store.deleteHandoffs(db, ids),
      )) +
      (await this.forget(
        () => this.store.messagesOfEnded(db, before, reportedBefore, BATCH),
        (ids) => this.store.deleteMessages(db, ids),
      ))
    );
  }

  /** The keys first: a row without its key is nothing, a key without its row may open a backup. */
  private async forget(
    find: () => Promise<SealedLeftover[]>,
    remove: (claimIds: readonly string[]) => Promise<number>,
  ): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const found = await find();
      await this.dataKeys.destroy(found.map(({ dataKeyId }) => dataKeyId));
      const removed = await remove(found.map(({ claimId }) => claimId));
      forgotten += removed;
      if (found.length < BATCH || removed === 0) return forgotten;
    }
  }
}
