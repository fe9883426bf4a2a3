/** The people of a partner. Apart from the partners themselves, since they sign in. */
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CoordinatorResolver } from './coordinator.resolver.js';
import { CoordinatorStore } from './coordinator.store.js';
import { InviteCoordinator } from './invite-coordinator.js';
import { JoinAsCoordinator } from './join-as-coordinator.js';
import { SweepInvitations } from './sweep-invitations.js';

@Module({
  imports: [AccessModule],
  providers: [CoordinatorStore, InviteCoordinator, JoinAsCoordinator, CoordinatorResolver, SweepInvitations],
  exports: [InviteCoordinator, SweepInvitations],
})
export class CoordinatorModule {}
