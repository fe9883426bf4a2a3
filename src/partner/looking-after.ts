/** Every request is looked after by one partner: whose people posted it, else whose program covers place and kind, else whose area covers the place, else the host. */
import { Injectable } from '@nestjs/common';
import type { HelpKind } from '../kernel/help.js';
import { parentAt, resolutionOf } from '../place/cell.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { FINEST_AREA } from './domain/partner-details.js';
import { type LookingAfter, PartnerStore } from './partner.store.js';

export type { LookingAfter } from './partner.store.js';

export interface PostedFrom {
  /** The partner of the coordinator who posts. Goes before the frontend: the person's rights decide. */
  readonly coordinatorPartnerId?: string | null;
  /** The partner whose key the call carries. */
  readonly frontendPartnerId?: string | null;
  /** Resolution 2 to 7. */
  readonly cell: string;
  /** Left out: whatever is asked for. */
  readonly kind?: HelpKind;
}

const COARSEST_AREA = 2;

@Injectable()
export class PartnerForPlace {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerStore,
  ) {}

  async find(
    { coordinatorPartnerId, frontendPartnerId, cell, kind }: PostedFrom,
    db: Queryable = this.database,
  ): Promise<LookingAfter> {
    const posted = coordinatorPartnerId ?? frontendPartnerId ?? null;
    const own = posted ?? (kind ? await this.store.byProgram(db, kind, areasAround(cell)) : null);
    const found = await this.store.lookingAfter(db, own, areasAround(cell));
    if (!found) throw new Error('nobody looks after this place: the first start makes the host partner');
    return found;
  }
}

/** Of resolution 2 to 4, the coarsest first. */
export function areasAround(cell: string): string[] {
  const finest = Math.min(resolutionOf(cell), FINEST_AREA);
  return Array.from({ length: finest - COARSEST_AREA + 1 }, (_, step) => parentAt(cell, COARSEST_AREA + step));
}
