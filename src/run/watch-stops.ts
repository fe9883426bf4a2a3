/** Stops are named by occurrences, whose ids nobody derives: whether one of a run that was refused is a canary's is looked up once the answer is out. */
import { Injectable } from '@nestjs/common';
import { ReviewConduct } from '../home/review-conduct.js';
import { isPublicId } from '../kernel/ids.js';
import { afterAnswer } from '../platform/current-call.js';
import { Database } from '../platform/database/database.js';
import { Logger } from '../platform/logger.js';
import { Canaries } from '../sealing/canaries.js';
import { RunStore } from './run.store.js';

@Injectable()
export class WatchStops {
  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
    private readonly canaries: Canaries,
    private readonly conduct: ReviewConduct,
    private readonly log: Logger,
  ) {}

  /** An alarm, and a pause for the home that named it, as for whoever names a canary by its own id. */
  execute(homeId: string, occurrenceIds: readonly string[], now: Date): void {
    afterAnswer(() => {
      this.look(homeId, occurrenceIds, now).catch((error) => this.log.failure('stops were not watched', error));
    });
  }

  private async look(homeId: string, occurrenceIds: readonly string[], now: Date): Promise<void> {
    const requestIds = await this.store.requestsOf(this.database, occurrenceIds.filter(isPublicId));
    if (this.canaries.watchRequests(requestIds)) this.conduct.canaryReached(homeId, now);
  }
}
