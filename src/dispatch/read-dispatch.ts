/** What coordinators of a partner read of its plans: as they stand by the clock, page by page. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { DispatchStore } from './dispatch.store.js';
import { DispatchLinesStore } from './dispatch-lines.store.js';
import { standingAt } from './domain/plan-state.js';
import type { LineOutcome, PlanLine, PlanRecord } from './plan-record.js';

@Injectable()
export class ReadDispatch {
  constructor(
    private readonly database: Database,
    private readonly store: DispatchStore,
    private readonly stored: DispatchLinesStore,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** Null when it is not there, or not the partner's. */
  async one({ partnerId }: CoordinatorViewer, id: string): Promise<PlanRecord | null> {
    if (!isPublicId(id)) return null;
    return this.store.find(this.database, id, partnerId, this.clock.now());
  }

  standing(plan: PlanRecord): PlanRecord {
    return { ...plan, ...standingAt(plan, this.clock.now()) };
  }

  counts(plan: PlanRecord): Promise<ReadonlyMap<LineOutcome, number>> {
    return this.stored.count(this.database, plan.id);
  }

  async lines(
    plan: PlanRecord,
    served: boolean,
    { first, after }: { readonly first: number; readonly after: string | null },
  ): Promise<Connection<PlanLine> | Refused> {
    const list = `dispatch ${plan.id} ${served}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    const from = opened ? Number(opened.value[0]) : -1;
    const rows = await this.stored.page(this.database, plan.id, served, from, first + 1);
    return pageOf(
      rows,
      first,
      (row) => row,
      ({ position }) => this.cursors.seal(list, [position]),
    );
  }
}
