/** A gathering is listed at its coarse place; where it is exactly is sealed before anything is written. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { decidePlan, type GatheringInput } from './domain/plan-gathering.js';
import { GatheringStore, type Occasion } from './gathering.store.js';
import { SealedPlaces } from './sealed-places.js';

export type { GatheringInput } from './domain/plan-gathering.js';

@Injectable()
export class PlanGathering {
  constructor(
    private readonly database: Database,
    private readonly store: GatheringStore,
    private readonly places: SealedPlaces,
    private readonly clock: Clock,
  ) {}

  /** `languages`: of the training or the campaign, for a plan that names none. */
  async execute(
    occasion: Occasion,
    input: GatheringInput,
    languages: readonly string[],
  ): Promise<{ gatheringId: string } | Refused> {
    const now = this.clock.now();
    const plan = decidePlan(input, now);
    if (!plan.accepted) return plan;
    const id = randomUUID();
    const { exactPlace, endsAt } = plan.value;
    const sealed = await this.places.seal({ id, partnerId: occasion.partnerId }, exactPlace, endsAt, now);
    const done = await this.database.transaction(async (tx) => {
      const its = { languages: plan.value.languages ?? languages, listedOn: now.toISOString().slice(0, 10) };
      await this.store.insert(tx, id, occasion, plan, its);
      await this.places.keep(tx, sealed);
      return { gatheringId: id };
    });
    if (isRefused(done)) await this.places.discard(sealed);
    return done;
  }
}
