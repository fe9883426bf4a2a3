/** A handoff is destroyed 72 hours after its request ended, or when nobody came for it in time: the key first, then the row. */
import { Injectable } from '@nestjs/common';
import { later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DataKeys } from '../../sealing/data-keys.js';
import { HANDOFF_AFTER_END, UNCLAIMED_HANDOFF, unclaimedHandoffEnds } from '../domain/retention.js';
import { DueRequestsStore, type KeptHandoff } from '../due-requests.store.js';
import { eachOf } from './each-of.js';

@Injectable()
export class DestroyHandoffs implements Sweep {
  readonly name = 'destroy-handoffs';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly due: DueRequestsStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const { database } = this.owner;
    await this.keepServedSeries(now);
    const before = { endedBefore: later(now, -HANDOFF_AFTER_END), postedBefore: later(now, -UNCLAIMED_HANDOFF) };
    return eachOf(
      (after, most) => this.due.handoffs(database, before, after, most),
      ({ requestId }) => requestId,
      async (handoff) => {
        if (!handoff.ended && !isUnclaimed(handoff, now)) return false;
        await this.dataKeys.destroy(handoff.dataKeyId ? [handoff.dataKeyId] : []);
        return (await this.due.deleteHandoffs(database, [handoff.requestId])) > 0;
      },
    );
  }

  /** Somebody comes for it: its 30 days begin anew. */
  private async keepServedSeries(now: Date): Promise<void> {
    const keys = await this.due.keysOfServedSeries(this.owner.database, later(now, -UNCLAIMED_HANDOFF));
    await this.dataKeys.setDestroyAfter(keys, later(now, UNCLAIMED_HANDOFF), now);
  }
}

function isUnclaimed({ postedOn, lastClaimEndedAt, expiresAt, isSeries }: KeptHandoff, now: Date): boolean {
  const posted = new Date(`${postedOn}T00:00:00Z`);
  const since = isSeries && lastClaimEndedAt ? lastClaimEndedAt : posted;
  return unclaimedHandoffEnds(since, expiresAt, isSeries) <= now;
}
