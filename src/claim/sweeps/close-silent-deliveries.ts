/** A delivery about which nobody says anything for 72 hours is taken for one. */
import { Injectable } from '@nestjs/common';
import { later } from '../../kernel/duration.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { SILENCE } from '../domain/claim.js';
import { MoveDueClaims } from './move-due-claims.js';
import { OverdueClaimsStore } from './overdue-claims.store.js';

@Injectable()
export class CloseSilentDeliveries implements Sweep {
  readonly name = 'close-silent-deliveries';

  constructor(
    private readonly store: OverdueClaimsStore,
    private readonly claims: MoveDueClaims,
  ) {}

  run(now: Date): Promise<number> {
    const silentSince = later(now, -SILENCE);
    return this.claims.execute((db, after, most) => this.store.deliveredBefore(db, silentSince, after, most), now);
  }
}
