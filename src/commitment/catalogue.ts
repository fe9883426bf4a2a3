/** Which steps there are for whom: those that ship for everybody, and those of a partner for its own homes, people and frontends. */
import { Injectable } from '@nestjs/common';
import { isPublicId } from '../kernel/ids.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import type { Step } from './domain/step.js';
import { PartnerStepStore } from './partner-step.store.js';
import { readShippedCatalogue, type ShippedCatalogue } from './shipped-steps.js';

/** Whose steps the viewer sees besides those that ship. A frontend's key shows its partner's to whoever has no partner. */
export function partnerInSight(viewer: Viewer): string | null {
  return 'partnerId' in viewer ? viewer.partnerId : (viewer.frontend?.partnerId ?? null);
}

@Injectable()
export class Catalogue {
  /** Read when the service starts: files that are missing are noticed then. */
  readonly shipped: ShippedCatalogue = readShippedCatalogue();
  private readonly shippedById = new Map(this.shipped.steps.map((step) => [step.id, step]));

  constructor(
    private readonly database: Database,
    private readonly store: PartnerStepStore,
  ) {}

  /** Those that are retired included: whoever has marked one still reads what it was. */
  async steps(partnerId: string | null): Promise<Step[]> {
    const added = partnerId === null ? [] : await this.store.shown(this.database, partnerId);
    return [...this.shipped.steps, ...added];
  }

  async find(db: Queryable, partnerId: string | null, stepId: string): Promise<Step | null> {
    const shipped = this.shippedById.get(stepId);
    if (shipped) return shipped;
    return isPublicId(stepId) ? this.store.oneShown(db, partnerId, stepId) : null;
  }
}
