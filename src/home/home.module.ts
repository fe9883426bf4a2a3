/** Homes: they register, are vouched for, and are read about. */
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CircleModule } from '../circle/circle.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { ChangeHome } from './ending/change-home.js';
import { CloseHome } from './ending/close-home.js';
import { EraseHome } from './ending/erase-home.js';
import { ExportHome } from './ending/export-home.js';
import { HomeItself } from './ending/home-itself.js';
import { OwnHomeResolver } from './ending/own-home.resolver.js';
import { OwnHomeStore } from './ending/own-home.store.js';
import { ReadOwnHome } from './ending/read-own-home.js';
import { EraseClosedHomes, ForgetErasedHomes } from './ending/sweeps.js';
import { HomeResolver } from './home.resolver.js';
import { HomeStore } from './home.store.js';
import { HomesOfCoordinator } from './homes-of-coordinator.js';
import { InvitedHomes } from './invited-homes.js';
import { ChangeMembership } from './membership/change-membership.js';
import { InvitationResolver } from './membership/invitation.resolver.js';
import { InvitationStore } from './membership/invitation.store.js';
import { Invite } from './membership/invite.js';
import { JoinHome } from './membership/join-home.js';
import { JoiningMembers } from './membership/joining-members.js';
import { MemberStore } from './membership/member.store.js';
import { MembershipResolver } from './membership/membership.resolver.js';
import { OpenInvitations } from './membership/open-invitations.js';
import { ReadMembers } from './membership/read-members.js';
import { SweepHomeInvitations } from './membership/sweep-home-invitations.js';
import { NewHomes } from './new-homes.js';
import { OpenHomes } from './open-homes.js';
import { OwnHouseholdStore } from './own-household.store.js';
import { OwnHouseholds } from './own-households.js';
import { PartnerHomeStore } from './partner-home.store.js';
import { PartnerHomesResolver } from './partner-homes.resolver.js';
import { PauseForReview } from './pause-for-review.js';
import { PauseHome } from './pause-home.js';
import { ReadHomes } from './read-homes.js';
import { ReadPartnerHomes } from './read-partner-homes.js';
import { RegisterHome } from './register-home.js';
import { RegistrationLimit } from './registration-limit.js';
import { ReviewConduct } from './review-conduct.js';
import { SealedRegistrations } from './sealed-registration.js';
import { UnpauseHome } from './unpause-home.js';
import { VouchForHome } from './vouch-for-home.js';
import { VouchOfInvitation } from './vouch-of-invitation.js';
import { VouchingResolver } from './vouching.resolver.js';

const registering = [
  InvitedHomes,
  VouchOfInvitation,
  RegisterHome,
  RegistrationLimit,
  SealedRegistrations,
  NewHomes,
  HomeResolver,
];
const vouching = [HomesOfCoordinator, VouchForHome, PauseHome, UnpauseHome, VouchingResolver];
const membership = [
  MemberStore,
  InvitationStore,
  Invite,
  OpenInvitations,
  JoiningMembers,
  JoinHome,
  ChangeMembership,
  ReadMembers,
  SweepHomeInvitations,
  MembershipResolver,
  InvitationResolver,
];
const ending = [
  OwnHomeStore,
  ReadOwnHome,
  ChangeHome,
  CloseHome,
  EraseHome,
  ExportHome,
  HomeItself,
  EraseClosedHomes,
  ForgetErasedHomes,
  OwnHomeResolver,
];
const reading = [ReadHomes, ReadPartnerHomes, PartnerHomesResolver];

@Module({
  imports: [AccessModule, CircleModule, ScreeningModule],
  providers: [
    HomeStore,
    PartnerHomeStore,
    OwnHouseholdStore,
    OwnHouseholds,
    OpenHomes,
    PauseForReview,
    ReviewConduct,
    ...registering,
    ...vouching,
    ...reading,
    ...membership,
    ...ending,
  ],
  exports: [HomesOfCoordinator, OpenHomes, OwnHouseholds, ReadHomes, ReadPartnerHomes, ReviewConduct],
})
export class HomeModule {}
