/** What nobody signed within five minutes is forgotten. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { PasskeyChallengeStore } from './passkey-challenge.store.js';

@Injectable()
export class ForgetChallenges implements Sweep {
  readonly name = 'forget-passkey-challenges';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PasskeyChallengeStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.deleteOver(this.owner.database, now);
  }
}
