/** Which offers could serve which requests. */
import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { RequestModule } from '../request/request.module.js';
import { MatchingResolver } from './matching.resolver.js';
import { OffersForRequestStore } from './offers-for-request.store.js';
import { RequestsForOfferStore } from './requests-for-offer.store.js';
import { SuggestOffers } from './suggest-offers.js';
import { SuggestRequests } from './suggest-requests.js';
import { ReckonRecords } from './sweeps/reckon-records.js';

@Module({
  imports: [OfferModule, PartnerModule, RequestModule],
  providers: [
    MatchingResolver,
    SuggestOffers,
    SuggestRequests,
    OffersForRequestStore,
    RequestsForOfferStore,
    ReckonRecords,
  ],
})
export class MatchingModule {}
