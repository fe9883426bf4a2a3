/** A home is told 30 days before a certificate ends; 90 days after it counts no more it is forgotten, and where it was earned after as long. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DueCertificatesStore } from './due-certificates.store.js';

const AHEAD = days(30);
const KEPT = days(90);
const MOST_AT_ONCE = 500;

@Injectable()
export class TendCertificates implements Sweep {
  readonly name = 'tend-certificates';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: DueCertificatesStore,
    private readonly notices: Notices,
  ) {}

  async run(now: Date): Promise<number> {
    const { database } = this.owner;
    const told = await database.transaction(async (tx) => {
      const ending = await this.store.takeEnding(tx, now, later(now, AHEAD), MOST_AT_ONCE);
      for (const { id, homeId } of ending) {
        await this.notices.tell(tx, { homeId }, 'CERTIFICATE_ENDS_SOON', { kind: 'CERTIFICATE', id }, now);
      }
      return ending.length;
    });
    const before = later(now, -KEPT);
    const over = await this.store.deleteOver(database, before);
    return (isRefused(told) ? 0 : told) + over + (await this.store.forgetSessions(database, before));
  }
}
