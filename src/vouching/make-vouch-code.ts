/** A home makes a code and shows it to people who know it: whoever of them is trusted may vouch for it within seven days. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { digestToken, makeToken } from '../sealing/opaque-token.js';
import { VouchStore } from './vouch.store.js';

const GOOD_FOR = days(7);

@Injectable()
export class MakeVouchCode {
  constructor(
    private readonly database: Database,
    private readonly store: VouchStore,
    private readonly clock: Clock,
  ) {}

  /** The one before is dead. */
  async execute(viewer: HomeViewer): Promise<{ readonly vouchCode: string; readonly endsAt: Date } | Refused> {
    if (viewer.paused) return refuse('HOME_PAUSED');
    const endsAt = later(this.clock.now(), GOOD_FOR);
    const vouchCode = makeToken('VOUCH');
    return this.database.transaction(async (tx) => {
      await this.store.keepCode(tx, viewer.homeId, digestToken(vouchCode), endsAt);
      return { vouchCode, endsAt };
    });
  }
}
