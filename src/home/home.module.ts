/** Homes: they register, are vouched for, and are read about. */
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CircleModule } from '../circle/circle.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { HomeResolver } from './home.resolver.js';
import { HomeStore } from './home.store.js';
import { HomesOfCoordinator } from './homes-of-coordinator.js';
import { NewHomes } from './new-homes.js';
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
import { VouchingResolver } from './vouching.resolver.js';
import { WithdrawVouch } from './withdraw-vouch.js';

const registering = [RegisterHome, RegistrationLimit, SealedRegistrations, NewHomes, HomeResolver];
const vouching = [HomesOfCoordinator, VouchForHome, WithdrawVouch, PauseHome, UnpauseHome, VouchingResolver];
const reading = [ReadHomes, ReadPartnerHomes, PartnerHomesResolver];

@Module({
  imports: [AccessModule, CircleModule, ScreeningModule],
  providers: [HomeStore, PartnerHomeStore, PauseForReview, ReviewConduct, ...registering, ...vouching, ...reading],
  exports: [ReadHomes, ReadPartnerHomes, ReviewConduct],
})
export class HomeModule {}
