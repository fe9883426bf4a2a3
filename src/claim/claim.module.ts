/** Claims: they join offers and requests, open handoffs, carry messages, and move money through partners. */
import { Global, Module } from '@nestjs/common';
import { HiddenClaims } from '../access/account/hidden-claims.js';
import { FundModule } from '../fund/fund.module.js';
import { HomeModule } from '../home/home.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OfferModule } from '../offer/offer.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { LiveClaims } from '../request/live-claims.js';
import { RequestModule } from '../request/request.module.js';
import { RequesterModule } from '../requester/requester.module.js';
import { CertificatesModule } from '../training/certificates.module.js';
import { ProposalsOfHomes } from '../vouching/proposals-of-homes.js';
import { AcceptClaim } from './accept-claim.js';
import { AllocateFromFund } from './allocate-from-fund.js';
import { AllocateOffer } from './allocate-offer.js';
import { AnsweringResolver } from './answering.resolver.js';
import { DisclosureChainStore } from './audit/disclosure-chain.store.js';
import { VerifyDisclosures } from './audit/verify-disclosures.js';
import { BeginMoneyClaim } from './begin-money-claim.js';
import { CancelClaim } from './cancel-claim.js';
import { ClaimResolver } from './claim.resolver.js';
import { ClaimStore } from './claim.store.js';
import { ClaimMessages } from './claim-messages.js';
import { ClaimMoneyStore } from './claim-money.store.js';
import { ClaimOffer } from './claim-offer.js';
import { ClaimReadingStore } from './claim-reading.store.js';
import { ClaimRequest } from './claim-request.js';
import { ClaimTargetStore } from './claim-target.store.js';
import { ClaimsOfHome } from './claims-of-home.js';
import { ClaimsOfHomeStore } from './claims-of-home.store.js';
import { ClaimsOfRequestResolver } from './claims-of-request.resolver.js';
import { ConfirmGift } from './confirm-gift.js';
import { ConfirmReceipt } from './confirm-receipt.js';
import { DeclineClaim } from './decline-claim.js';
import { DeliveringResolver } from './delivering.resolver.js';
import { DisclosureStore } from './disclosure.store.js';
import { DisputeResolver } from './dispute.resolver.js';
import { DisputeClaim } from './dispute-claim.js';
import { DutyOfClaimResolver } from './duty-of-claim.resolver.js';
import { EndHiddenClaims } from './end-hidden-claims.js';
import { EndLiveClaims } from './end-live-claims.js';
import { EndProposalsOfHomes } from './end-proposals-of-homes.js';
import { EndingResolver } from './ending.resolver.js';
import { ExtendLease } from './extend-lease.js';
import { FindAllocation } from './find-allocation.js';
import { FindConcern } from './find-concern.js';
import { FindProposal } from './find-proposal.js';
import { FollowStep } from './follow-step.js';
import { FundTargetStore } from './fund-target.store.js';
import { HandoffResolver } from './handoff.resolver.js';
import { HandoffCopies } from './handoff-copies.js';
import { HomeStillFits } from './home-still-fits.js';
import { LookAtFundTarget } from './look-at-fund-target.js';
import { LookBeforeClaim } from './look-before-claim.js';
import { MarkDelivered } from './mark-delivered.js';
import { MarkPaid } from './mark-paid.js';
import { MarkReceived } from './mark-received.js';
import { MarksOfStep } from './marks-of-step.js';
import { MessageResolver } from './message.resolver.js';
import { MoneyResolver } from './money.resolver.js';
import { MoneyOfClaim } from './money-of-claim.js';
import { MoveOverdue } from './move-overdue.js';
import { OpenHandoff } from './open-handoff.js';
import { Openings } from './openings.js';
import { PlaceClaim } from './place-claim.js';
import { PlacingResolver } from './placing.resolver.js';
import { ReadClaims } from './read-claims.js';
import { ReadDisclosures } from './read-disclosures.js';
import { ReadMessages } from './read-messages.js';
import { ReadReports } from './read-reports.js';
import { RecordClaim } from './record-claim.js';
import { RecordDisclosure } from './record-disclosure.js';
import { ReleaseClaim } from './release-claim.js';
import { ReportResolver } from './report.resolver.js';
import { ReportStore } from './report.store.js';
import { ReportConcern } from './report-concern.js';
import { RetractClaim } from './retract-claim.js';
import { SealedClaimStore } from './sealed-claim.store.js';
import { SealedReports } from './sealed-reports.js';
import { SendMessage } from './send-message.js';
import { SettleDispute } from './settle-dispute.js';
import { SettleReport } from './settle-report.js';
import { ShownClaims } from './shown-claims.js';
import { SubjectsOfReports } from './subjects-of-reports.js';
import { AllocateByRules } from './sweeps/allocate-by-rules.js';
import { CloseSilentDeliveries } from './sweeps/close-silent-deliveries.js';
import { ForgetDisclosures } from './sweeps/forget-disclosures.js';
import { ForgetReports } from './sweeps/forget-reports.js';
import { ForgetSealedClaims } from './sweeps/forget-sealed-claims.js';
import { LapseClaims } from './sweeps/lapse-claims.js';
import { MoveDueClaims } from './sweeps/move-due-claims.js';
import { OverdueClaimsStore } from './sweeps/overdue-claims.store.js';
import { PastDisclosuresStore } from './sweeps/past-disclosures.store.js';
import { PastReportsStore } from './sweeps/past-reports.store.js';
import { SettleOverdueDisputes } from './sweeps/settle-overdue-disputes.js';
import { VerifyLogs } from './sweeps/verify-logs.js';
import { TakeFromOffer } from './take-from-offer.js';
import { TakeStep } from './take-step.js';

const stores = [ClaimStore, ClaimReadingStore, ClaimTargetStore, SealedClaimStore, ClaimMoneyStore];
const placing = [
  LookBeforeClaim,
  PlaceClaim,
  TakeFromOffer,
  RecordClaim,
  FindProposal,
  ClaimRequest,
  ClaimOffer,
  PlacingResolver,
];
const answering = [AcceptClaim, HomeStillFits, DeclineClaim, RetractClaim, AnsweringResolver];
const delivering = [ExtendLease, MarkDelivered, ConfirmReceipt, DeliveringResolver];
const disputing = [DisputeClaim, SettleDispute, DisputeResolver];
const ending = [
  ReleaseClaim,
  CancelClaim,
  EndingResolver,
  { provide: LiveClaims, useClass: EndLiveClaims },
  { provide: ProposalsOfHomes, useClass: EndProposalsOfHomes },
];
const ofHomes = [ClaimsOfHomeStore, ClaimsOfHome, { provide: HiddenClaims, useClass: EndHiddenClaims }];
const steps = [TakeStep, FollowStep, MoveOverdue, MarksOfStep, MoneyOfClaim];
const money = [
  FundTargetStore,
  LookAtFundTarget,
  FindAllocation,
  BeginMoneyClaim,
  AllocateOffer,
  AllocateFromFund,
  MarkReceived,
  MarkPaid,
  ConfirmGift,
  MoneyResolver,
];
const opening = [
  HandoffCopies,
  OpenHandoff,
  Openings,
  RecordDisclosure,
  DisclosureStore,
  ReadDisclosures,
  HandoffResolver,
];
const audit = [DisclosureChainStore, VerifyDisclosures];
const messages = [ClaimMessages, SendMessage, ReadMessages, MessageResolver];
const reports = [
  FindConcern,
  ReportConcern,
  ReadReports,
  SettleReport,
  SealedReports,
  ReportStore,
  SubjectsOfReports,
  ReportResolver,
];
const reading = [ReadClaims, ShownClaims, ClaimResolver, ClaimsOfRequestResolver];
const sweeps = [
  AllocateByRules,
  OverdueClaimsStore,
  MoveDueClaims,
  LapseClaims,
  CloseSilentDeliveries,
  SettleOverdueDisputes,
  ForgetSealedClaims,
  PastReportsStore,
  ForgetReports,
  PastDisclosuresStore,
  ForgetDisclosures,
  VerifyLogs,
];

/** Global for the ports that it provides: requests ask `LiveClaims` what becomes of claims, accounts `HiddenClaims`, and know nothing else of them. */
@Global()
@Module({
  imports: [
    FundModule,
    HomeModule,
    LedgerModule,
    OfferModule,
    PartnerModule,
    RequestModule,
    RequesterModule,
    CertificatesModule,
  ],
  providers: [
    DutyOfClaimResolver,
    ...stores,
    ...placing,
    ...answering,
    ...delivering,
    ...disputing,
    ...ending,
    ...ofHomes,
    ...steps,
    ...money,
    ...opening,
    ...audit,
    ...messages,
    ...reports,
    ...reading,
    ...sweeps,
  ],
  exports: [FindProposal, PlaceClaim, LiveClaims, ProposalsOfHomes, HiddenClaims, ReadClaims, ShownClaims],
})
export class ClaimModule {}
