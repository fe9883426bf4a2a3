/** Requests: posting them, reading them, looking after one's own. */

import { Module } from '@nestjs/common';
import { CircleModule } from '../circle/circle.module.js';
import { HomeModule } from '../home/home.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { RequesterModule } from '../requester/requester.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { AmendHandoff } from './amend-handoff.js';
import { ApproveRequest } from './approve-request.js';
import { ApproveText } from './approve-text.js';
import { AreaResolver } from './area.resolver.js';
import { AskFirst } from './ask-first.js';
import { BlockHome } from './block-home.js';
import { CanaryNeighboursStore } from './canary-neighbours.store.js';
import { ChangeWidening } from './change-widening.js';
import { ChangedRequestAnswer } from './changed-request-answer.js';
import { CountFamily } from './count-family.js';
import { DueRequestsStore } from './due-requests.store.js';
import { EndOwnRequest } from './end-own-request.js';
import { EraseRequest } from './erase-request.js';
import { EraseRequester } from './erase-requester.js';
import { FollowPost } from './follow-post.js';
import { HiddenHomes } from './hidden-homes.js';
import { HideFromHomes } from './hide-from-homes.js';
import { IntakeResolver } from './intake.resolver.js';
import { KeepAway } from './keep-away.js';
import { KeepAwayResolver } from './keep-away.resolver.js';
import { LookAtRequest } from './look-at-request.js';
import { LookedAfterResolver } from './looked-after.resolver.js';
import { MyRequests } from './my-requests.js';
import { NeedsSnapshot } from './needs-snapshot.js';
import { NewRequestStore } from './new-request.store.js';
import { OccurrenceStore } from './occurrence.store.js';
import { OwnRequests } from './own-requests.js';
import { OwnRequestsResolver } from './own-requests.resolver.js';
import { PastRequestsStore } from './past-requests.store.js';
import { PostResolver } from './post.resolver.js';
import { PostRequest } from './post-request.js';
import { PublishPlace } from './publish-place.js';
import { PublishableCellStore } from './publishable-cell.store.js';
import { PublishedArea } from './published-area.js';
import { PublishingStore } from './publishing.store.js';
import { ReadLinesStore } from './read-lines.store.js';
import { ReadRequests } from './read-requests.js';
import { ReadRequestsStore } from './read-requests.store.js';
import { RecordPost } from './record-post.js';
import { ReissueReturnCode } from './reissue-return-code.js';
import { RenewRequest } from './renew-request.js';
import { ReopenRequest } from './reopen-request.js';
import { RequestResolver } from './request.resolver.js';
import { RequestStore } from './request.store.js';
import { RequestHandoffs } from './request-handoffs.js';
import { ReturnText } from './return-text.js';
import { ReviewedRequests } from './reviewed-requests.js';
import { RewordText } from './reword-text.js';
import { SealedHandoffStore } from './sealed-handoff.store.js';
import { SnapshotStore } from './snapshot.store.js';
import { DestroyHandoffs } from './sweeps/destroy-handoffs.js';
import { EndDueRequests } from './sweeps/end-due-requests.js';
import { EndOccurrences } from './sweeps/end-occurrences.js';
import { ForgetRequests } from './sweeps/forget-requests.js';
import { ForgetTextReasons } from './sweeps/forget-text-reasons.js';
import { MakeOccurrences } from './sweeps/make-occurrences.js';
import { PlantCanaries } from './sweeps/plant-canaries.js';
import { PublishRequests } from './sweeps/publish-requests.js';
import { RemindOfTexts } from './sweeps/remind-of-texts.js';
import { ReshuffleKeptAway } from './sweeps/reshuffle-kept-away.js';
import { TellOfExpiry } from './sweeps/tell-of-expiry.js';
import { WidenRequests } from './sweeps/widen-requests.js';
import { TakeOverStore } from './take-over.store.js';
import { TakeOverRequest } from './take-over-request.js';
import { TextReviewResolver } from './text-review.resolver.js';
import { TextReviewStore } from './text-review.store.js';
import { TextsToReview } from './texts-to-review.js';
import { WideningStore } from './widening.store.js';
import { WideningMarks } from './widening-marks.js';
import { WriteRequest } from './write-request.js';
import { WriteWords } from './write-words.js';

@Module({
  imports: [RequesterModule, PartnerModule, CircleModule, HomeModule, ScreeningModule],
  providers: [
    SnapshotStore,
    NeedsSnapshot,
    LookedAfterResolver,
    AmendHandoff,
    ApproveRequest,
    AskFirst,
    BlockHome,
    ChangeWidening,
    ChangedRequestAnswer,
    EndOwnRequest,
    EraseRequest,
    EraseRequester,
    HideFromHomes,
    IntakeResolver,
    KeepAway,
    LookAtRequest,
    KeepAwayResolver,
    OwnRequests,
    OwnRequestsResolver,
    OccurrenceStore,
    ReissueReturnCode,
    RenewRequest,
    TakeOverRequest,
    TakeOverStore,
    ReopenRequest,
    RequestStore,
    ApproveText,
    ReturnText,
    ReviewedRequests,
    RewordText,
    TextReviewResolver,
    TextReviewStore,
    TextsToReview,
    WriteWords,
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
    FollowPost,
    RecordPost,
    RequestHandoffs,
    SealedHandoffStore,
    WriteRequest,
    ForgetTextReasons,
    RemindOfTexts,
    DestroyHandoffs,
    EndDueRequests,
    EndOccurrences,
    ForgetRequests,
    MakeOccurrences,
    ReshuffleKeptAway,
    TellOfExpiry,
    PublishRequests,
    PlantCanaries,
    CanaryNeighboursStore,
    PublishingStore,
    WidenRequests,
    WideningMarks,
    WideningStore,
    DueRequestsStore,
    PastRequestsStore,
  ],
  exports: [AskFirst, ReadRequests, ReopenRequest, RequestHandoffs, SnapshotStore, NeedsSnapshot],
})
export class RequestModule {}
