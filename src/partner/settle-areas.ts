/** The host looks after all that nobody else does: its admins say where another partner does so instead. */
import { Injectable } from '@nestjs/common';
import { allAccepted } from '../kernel/all-accepted.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { AgreedAreaStore, type AreasOfPartner } from './agreed-area.store.js';
import { decideAreas } from './domain/partner-details.js';
import { PartnerStore } from './partner.store.js';
import { ProgramStore } from './program.store.js';

export interface AreasSaid {
  readonly partnerId: string;
  readonly agreed: readonly string[];
  readonly refused: readonly string[];
}

@Injectable()
export class SettleAreas {
  constructor(
    private readonly database: Database,
    private readonly areas: AgreedAreaStore,
    private readonly partners: PartnerStore,
    private readonly programs: ProgramStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** Of every partner but the host itself, for which nobody has to agree; for coordinators of the host alone. */
  async all(viewer: CoordinatorViewer): Promise<AreasOfPartner[]> {
    return (await this.speaksForHost(this.database, viewer)) ? this.areas.ofPartners(this.database, null) : [];
  }

  /** Requests that the partner looks after already stay with it. */
  async execute(viewer: CoordinatorViewer, { partnerId, ...said }: AreasSaid): Promise<AreasOfPartner | Refused> {
    if (!isPublicId(partnerId)) return refuse('NOT_FOUND', ['partnerId']);
    const cells = allAccepted({
      agreed: decideAreas(said.agreed, ['agreed']),
      refused: decideAreas(said.refused, ['refused']),
    });
    if (!cells.accepted) return cells;
    const { agreed, refused } = cells.value;
    if (agreed.length + refused.length === 0) return refuse('INVALID_INPUT', ['agreed']);
    return this.database.transaction(async (tx) => {
      if (!(await this.speaksForHost(tx, viewer))) return refuse('NOT_FOUND', ['partnerId']);
      await this.programs.lockPartner(tx, partnerId);
      if (!(await this.areas.lock(tx, partnerId))) return refuse('NOT_FOUND', ['partnerId']);
      const now = this.clock.now();
      await this.areas.takeAway(tx, partnerId, refused);
      await this.areas.agree(tx, partnerId, agreed, now.toISOString().slice(0, 10));
      // What lies in a larger area that stays would count on: the larger one has to be refused.
      const at = await this.areas.withinAgreed(tx, partnerId, refused);
      if (at !== null) return refuse('WRONG_STATE', ['refused', String(at)]);
      const about = { kind: 'PARTNER', id: partnerId } as const;
      await this.notices.tell(tx, { coordinatorsOf: partnerId, roles: ['ADMIN'] }, 'AREAS_SETTLED', about, now);
      return (await this.areas.ofPartners(tx, partnerId))[0] ?? refuse('NOT_FOUND', ['partnerId']);
    });
  }

  private async speaksForHost(db: Queryable, { partnerId }: CoordinatorViewer): Promise<boolean> {
    return (await this.partners.hostId(db)) === partnerId;
  }
}
