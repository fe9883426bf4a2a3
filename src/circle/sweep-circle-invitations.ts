/** Invitations into circles whose time is over are forgotten. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { CircleInvitationStore } from './circle-invitation.store.js';

@Injectable()
export class SweepCircleInvitations implements Sweep {
  readonly name = 'circle-invitations';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: CircleInvitationStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.forgetOver(this.owner.database, now);
  }
}
