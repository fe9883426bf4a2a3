/** Which offers could serve which requests. */
import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { RequestModule } from '../request/request.module.js';
import { BestOffers } from './best-offers.js';
import { BestRequests } from './best-requests.js';
import { FindMissingOffer } from './find-missing-offer.js';
import { MatchingResolver } from './matching.resolver.js';
import { MissingOfferStore } from './missing-offer.store.js';
import { OffersForRequestStore } from './offers-for-request.store.js';
import { ReadUnmetNeeds } from './read-unmet-needs.js';
import { RequestsForOfferStore } from './requests-for-offer.store.js';
import { SuggestOffers } from './suggest-offers.js';
import { SuggestRequests } from './suggest-requests.js';
import { PublishUnmetNeeds } from './sweeps/publish-unmet-needs.js';
import { ReckonRecords } from './sweeps/reckon-records.js';
import { ShelveOffers } from './sweeps/shelve-offers.js';
import { UnmetNeedsResolver } from './unmet-needs.resolver.js';
import { UnmetNeedsStore } from './unmet-needs.store.js';

@Module({
  imports: [OfferModule, PartnerModule, RequestModule],
  providers: [
    MatchingResolver,
    SuggestOffers,
    SuggestRequests,
    BestOffers,
    BestRequests,
    OffersForRequestStore,
    RequestsForOfferStore,
    ReckonRecords,
    ShelveOffers,
    FindMissingOffer,
    MissingOfferStore,
    UnmetNeedsStore,
    ReadUnmetNeeds,
    UnmetNeedsResolver,
    PublishUnmetNeeds,
  ],
  exports: [FindMissingOffer],
})
export class MatchingModule {}
