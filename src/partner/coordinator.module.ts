/** The people of a partner, and what its admins change. Apart from the partners themselves, since they sign in. */
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AreasResolver } from './areas.resolver.js';
import { ChangeCoordinators } from './change-coordinators.js';
import { CoordinatorResolver } from './coordinator.resolver.js';
import { CoordinatorStore } from './coordinator.store.js';
import { CoordinatorListStore } from './coordinator-list.store.js';
import { DutyResolver } from './duty.resolver.js';
import { InviteCoordinator } from './invite-coordinator.js';
import { JoinAsCoordinator } from './join-as-coordinator.js';
import { PartnerModule } from './partner.module.js';
import { PartnerResolver } from './partner.resolver.js';
import { PartnerKeyResolver } from './partner-key.resolver.js';
import { ReadCoordinators } from './read-coordinators.js';
import { SweepInvitations } from './sweep-invitations.js';
import { SweepLeftCoordinators } from './sweep-left-coordinators.js';
import { TakeDuty } from './take-duty.js';

@Module({
  imports: [AccessModule, PartnerModule],
  providers: [
    CoordinatorStore,
    CoordinatorListStore,
    InviteCoordinator,
    JoinAsCoordinator,
    ChangeCoordinators,
    ReadCoordinators,
    TakeDuty,
    CoordinatorResolver,
    DutyResolver,
    PartnerKeyResolver,
    PartnerResolver,
    AreasResolver,
    SweepInvitations,
    SweepLeftCoordinators,
  ],
  exports: [InviteCoordinator, SweepInvitations, SweepLeftCoordinators],
})
export class CoordinatorModule {}
