/** Proposals that nobody answered and claims that nobody delivered give back what they held when their lease is over. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { MoveDueClaims } from './move-due-claims.js';
import { OverdueClaimsStore } from './overdue-claims.store.js';

@Injectable()
export class LapseClaims implements Sweep {
  readonly name = 'lapse-claims';

  constructor(
    private readonly store: OverdueClaimsStore,
    private readonly claims: MoveDueClaims,
  ) {}

  run(now: Date): Promise<number> {
    return this.claims.execute((db, after, most) => this.store.lapsed(db, now, after, most), now);
  }
}
