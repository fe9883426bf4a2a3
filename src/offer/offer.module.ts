/** Offers: what homes give, when, and what is left of it. */
import { Module } from '@nestjs/common';
import { HomeModule } from '../home/home.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { BrowseOffers } from './browse-offers.js';
import { ChangeOffer } from './change-offer.js';
import { ChangeOfferResolver } from './change-offer.resolver.js';
import { OfferResolver } from './offer.resolver.js';
import { OfferStore } from './offer.store.js';
import { OfferFieldsResolver } from './offer-fields.resolver.js';
import { OfferInHandStore } from './offer-in-hand.store.js';
import { OfferNoteStore } from './offer-note.store.js';
import { OfferScheduleStore } from './offer-schedule.store.js';
import { OfferTextResolver } from './offer-text.resolver.js';
import { OfferTextsToReview } from './offer-texts-to-review.js';
import { OfferTimesStore } from './offer-times.store.js';
import { OffersInHand } from './offers-in-hand.js';
import { OffersOfHome } from './offers-of-home.js';
import { OffersOfHomeStore } from './offers-of-home.store.js';
import { PastOffersStore } from './past-offers.store.js';
import { PostOffer } from './post-offer.js';
import { PostOfferResolver } from './post-offer.resolver.js';
import { ReadOffer } from './read-offer.js';
import { ReadOfferTimes } from './read-offer-times.js';
import { ReadOffers } from './read-offers.js';
import { ReadOffersStore } from './read-offers.store.js';
import { ReadOwnOffers } from './read-own-offers.js';
import { ReviewOffer } from './review-offer.js';
import { RewordOffer } from './reword-offer.js';
import { ExpireOffers } from './sweeps/expire-offers.js';
import { ForgetMadeOffers } from './sweeps/forget-made-offers.js';
import { ForgetNoteReasons } from './sweeps/forget-note-reasons.js';
import { MakeOffersAhead } from './sweeps/make-ahead.js';
import { RemindOfNotes } from './sweeps/remind-of-notes.js';
import { WriteNote } from './write-note.js';

@Module({
  imports: [HomeModule, ScreeningModule],
  providers: [
    OfferStore,
    OfferScheduleStore,
    OfferInHandStore,
    OfferTimesStore,
    PastOffersStore,
    ReadOffersStore,
    ReadOffers,
    ReadOffer,
    ReadOwnOffers,
    ReadOfferTimes,
    BrowseOffers,
    OfferNoteStore,
    OfferTextResolver,
    OfferTextsToReview,
    ReviewOffer,
    RewordOffer,
    WriteNote,
    ForgetNoteReasons,
    RemindOfNotes,
    PostOffer,
    ChangeOffer,
    OffersInHand,
    OffersOfHome,
    OffersOfHomeStore,
    MakeOffersAhead,
    ExpireOffers,
    ForgetMadeOffers,
    OfferResolver,
    OfferFieldsResolver,
    PostOfferResolver,
    ChangeOfferResolver,
  ],
  exports: [ReadOffers, OffersInHand],
})
export class OfferModule {}
