/** What trainings and campaigns have in common: a time, a place that is shown coarsely, who signs up, and the calendars of it. */
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { HomeModule } from '../home/home.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { CancelGathering } from './cancel-gathering.js';
import { ChangeGathering } from './change-gathering.js';
import { CalendarController } from './feeds/calendar.controller.js';
import { CalendarFeeds } from './feeds/calendar-feeds.js';
import { CalendarLimits } from './feeds/calendar-limits.js';
import { CalendarLinkResolver } from './feeds/calendar-link.resolver.js';
import { CalendarLinkStore } from './feeds/calendar-link.store.js';
import { CalendarLinks } from './feeds/calendar-links.js';
import { GatheringStore } from './gathering.store.js';
import { GatheringFieldsResolver } from './gathering-fields.resolver.js';
import { GatheringsInHand } from './gatherings-in-hand.js';
import { GatheringsOfHome } from './gatherings-of-home.js';
import { GatheringsOfHomeStore } from './gatherings-of-home.store.js';
import { OpenPlaces } from './open-places.js';
import { OwnSignUps } from './own-sign-ups.js';
import { ParticipantResolver } from './participant.resolver.js';
import { ParticipantStore } from './participant.store.js';
import { PlanGathering } from './plan-gathering.js';
import { PublicTexts } from './public-texts.js';
import { ReadGatherings } from './read-gatherings.js';
import { ReadGatheringsStore } from './read-gatherings.store.js';
import { ReadParticipants } from './read-participants.js';
import { SealedPlaceStore } from './sealed-place.store.js';
import { SealedPlaces } from './sealed-places.js';
import { SignUpResolver } from './sign-up.resolver.js';
import { SignUpStore } from './sign-up.store.js';
import { SignUps } from './sign-ups.js';
import { SigningUp } from './signing-up.js';
import { DueGatheringsStore } from './sweeps/due-gatherings.store.js';
import { ForgetGatherings } from './sweeps/forget-gatherings.js';
import { RemindOfGatherings } from './sweeps/remind-of-gatherings.js';
import { TellSignedUp } from './tell-signed-up.js';

const stores = [GatheringStore, ReadGatheringsStore, SignUpStore, ParticipantStore, SealedPlaceStore];
const planning = [PublicTexts, SealedPlaces, PlanGathering, GatheringsInHand, ChangeGathering, CancelGathering];
const signingUp = [SignUps, OwnSignUps, SigningUp, TellSignedUp];
const reading = [ReadGatherings, OpenPlaces, ReadParticipants];
const resolvers = [GatheringFieldsResolver, SignUpResolver, ParticipantResolver];
const feeds = [CalendarLinkStore, CalendarLinks, CalendarLinkResolver, CalendarFeeds, CalendarLimits];
const home = [GatheringsOfHomeStore, GatheringsOfHome];
const sweeps = [DueGatheringsStore, RemindOfGatherings, ForgetGatherings];

@Module({
  imports: [AccessModule, HomeModule, ScreeningModule],
  controllers: [CalendarController],
  providers: [...stores, ...planning, ...signingUp, ...reading, ...resolvers, ...feeds, ...home, ...sweeps],
  exports: [PublicTexts, PlanGathering, GatheringsInHand, ChangeGathering, CancelGathering, ReadGatherings, SigningUp],
})
export class GatheringModule {}
