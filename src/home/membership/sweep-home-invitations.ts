/** An invitation that nobody used in its time is forgotten. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { InvitationStore } from './invitation.store.js';

@Injectable()
export class SweepHomeInvitations implements Sweep {
  readonly name = 'home-invitations';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: InvitationStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.deleteOver(this.owner.database, now);
  }
}
