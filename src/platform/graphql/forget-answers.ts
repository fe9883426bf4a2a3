/** An answer is kept for replay for 24 hours; then its key may be used anew. */
import { Injectable } from '@nestjs/common';
import { hours, later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../instance-parts.js';
import type { Sweep } from '../jobs/sweep.js';
import { IdempotencyStore } from './idempotency.store.js';

const KEPT_HOURS = 24;

@Injectable()
export class ForgetAnswers implements Sweep {
  readonly name = 'forget-answers';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: IdempotencyStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.deleteOlder(this.owner.database, later(now, -hours(KEPT_HOURS)));
  }
}
