/** Requests: posting them, reading them, looking after one's own. */
import { Module } from '@nestjs/common';
import { PartnerModule } from '../partner/partner.module.js';
import { RequesterModule } from '../requester/requester.module.js';
import { AreaResolver } from './area.resolver.js';
import { CountFamily } from './count-family.js';
import { HiddenHomes } from './hidden-homes.js';
import { MyRequests } from './my-requests.js';
import { NewRequestStore } from './new-request.store.js';
import { PostResolver } from './post.resolver.js';
import { PostRequest } from './post-request.js';
import { PublishPlace } from './publish-place.js';
import { PublishableCellStore } from './publishable-cell.store.js';
import { PublishedArea } from './published-area.js';
import { ReadLinesStore } from './read-lines.store.js';
import { ReadRequests } from './read-requests.js';
import { ReadRequestsStore } from './read-requests.store.js';
import { RecordPost } from './record-post.js';
import { RequestResolver } from './request.resolver.js';
import { RequestHandoffs } from './request-handoffs.js';
import { SealedHandoffStore } from './sealed-handoff.store.js';
import { WriteRequest } from './write-request.js';

@Module({
  imports: [RequesterModule, PartnerModule],
  providers: [
    AreaResolver,
    PostResolver,
    RequestResolver,
    CountFamily,
    HiddenHomes,
    MyRequests,
    NewRequestStore,
    PostRequest,
    PublishableCellStore,
    PublishedArea,
    PublishPlace,
    ReadLinesStore,
    ReadRequests,
    ReadRequestsStore,
    RecordPost,
    RequestHandoffs,
    SealedHandoffStore,
    WriteRequest,
  ],
  exports: [ReadRequests, RequestHandoffs],
})
export class RequestModule {}
