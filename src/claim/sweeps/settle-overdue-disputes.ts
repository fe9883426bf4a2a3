/** A dispute that nobody settles within 14 days ends by itself: the need is listed again, and what was given stays given. */
import { Injectable } from '@nestjs/common';
import { later } from '../../kernel/duration.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DISPUTE } from '../domain/claim.js';
import { MoveDueClaims } from './move-due-claims.js';
import { OverdueClaimsStore } from './overdue-claims.store.js';

@Injectable()
export class SettleOverdueDisputes implements Sweep {
  readonly name = 'settle-overdue-disputes';

  constructor(
    private readonly store: OverdueClaimsStore,
    private readonly claims: MoveDueClaims,
  ) {}

  run(now: Date): Promise<number> {
    const openSince = later(now, -DISPUTE);
    return this.claims.execute((db, after, most) => this.store.disputedBefore(db, openSince, after, most), now);
  }
}
