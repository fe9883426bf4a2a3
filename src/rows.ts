/** Every table's row, named one by one: TypeORM finds nothing by a pattern. */
import { AttemptRow } from './access/attempt.row.js';
import { PasskeyChallengeRow, PasskeyRow } from './access/passkey/passkey.row.js';
import { PersonSessionRow } from './access/person-session.row.js';
import { AgreementAcceptanceRow, AgreementRow } from './agreement/agreement.row.js';
import { CampaignRow } from './campaign/campaign.row.js';
import { CircleRow } from './circle/circle.row.js';
import { CircleAreaRow } from './circle/circle-area.row.js';
import { CircleInvitationRow } from './circle/circle-invitation.row.js';
import { CircleLinkRow } from './circle/circle-link.row.js';
import { ClaimLineRow, ClaimRow } from './claim/claim.row.js';
import { ClaimMoneyRow } from './claim/claim-money.row.js';
import { DisclosureRow } from './claim/disclosure.row.js';
import { DisclosureHeadRow } from './claim/disclosure-head.row.js';
import { ReportRow, SealedReportRow } from './claim/report.row.js';
import { ClaimHandoffRow, MessageKeyRow, MessageRow } from './claim/sealed-claim.row.js';
import {
  HomeCommitmentRow,
  SanctuaryDeclarationRow,
  StepMarkRow,
  StepReminderRow,
} from './commitment/commitment.row.js';
import { PartnerStepRow, PartnerStepVersionRow } from './commitment/partner-step.row.js';
import {
  CoordinatorActionRow,
  QueueEntryRow,
  QueueNoteRow,
  SealedQueueNoteRow,
} from './coordination/queue-entry.row.js';
import { DispatchLineRow, DispatchPlanRow } from './dispatch/dispatch.row.js';
import { FundRow, PartnerMoneyRow } from './fund/fund.row.js';
import { FundMonthRow, FundOutcomeRow } from './fund/fund-outcome.row.js';
import { CalendarLinkRow } from './gathering/calendar-link.row.js';
import { GatheringPlaceRow, GatheringRow } from './gathering/gathering.row.js';
import { SignUpRow } from './gathering/sign-up.row.js';
import { HomeRow } from './home/home.row.js';
import { HomeInvitationRow, HomeKnownAddressRow } from './home/home-invitation.row.js';
import { HomeMemberRow } from './home/home-member.row.js';
import { LedgerAccountRow, LedgerEntryRow, LedgerTransferRow } from './ledger/ledger.row.js';
import { UnmetNeedRow } from './matching/unmet-need.row.js';
import { MeterLookRow, MeterRow } from './metering/meter.row.js';
import { MapCountRow, MapHomeRow } from './movement/map/map.row.js';
import { MovementMarkRow, MovementNumberRow, MovementTallyRow } from './movement/movement.row.js';
import { NoticeRow } from './notice/notice.row.js';
import { OfferCapacityRow, OfferLineRow, OfferPeriodRow, OfferRow, OfferWindowRow } from './offer/offer.row.js';
import { AgreedAreaRow } from './partner/agreed-area.row.js';
import { CoordinatorRow } from './partner/coordinator.row.js';
import { PartnerRow } from './partner/partner.row.js';
import { PartnerAreaRow } from './partner/partner-area.row.js';
import { PartnerKeyRow } from './partner/partner-key.row.js';
import { ProgramAreaRow, ProgramRow } from './partner/program.row.js';
import { IdempotentAnswerRow } from './platform/graphql/idempotent-answer.row.js';
import { RowOrderRow } from './platform/jobs/row-order.row.js';
import { PledgeMonthRow, PledgeRow } from './pledge/pledge.row.js';
import { PledgeHandRow } from './pledge/pledge-hand.row.js';
import { ReimbursementRow, SealedReceiptRow } from './reimbursement/reimbursement.row.js';
import { AreaPresenceRow, HandoffRow, RequestBlockRow, RequestHiddenRow } from './request/kept-away.row.js';
import { OccurrenceLineRow, OccurrenceRow, RequestLineRow } from './request/occurrence.row.js';
import { RequestRow } from './request/request.row.js';
import { GroceryRequestRow, MoneyRequestRow, RideRequestRow, TimeRequestRow } from './request/request-kinds.row.js';
import { AreaNeedRow, PublishableCellRow, SnapshotRow } from './request/snapshot.row.js';
import { ErasedRow } from './sealing/erasure/erased.row.js';
import { CertificateRow } from './training/certificate.row.js';
import { TrainingRow } from './training/training.row.js';
import { EarnedDeliveryRow, VouchCodeRow, VouchRow } from './vouching/vouch.row.js';

export const mainRows = [
  PartnerRow,
  PartnerAreaRow,
  AgreedAreaRow,
  PartnerKeyRow,
  ProgramRow,
  ProgramAreaRow,
  CircleRow,
  CircleLinkRow,
  CircleAreaRow,
  CircleInvitationRow,
  CoordinatorRow,
  HomeRow,
  HomeMemberRow,
  PersonSessionRow,
  AttemptRow,
  NoticeRow,
  IdempotentAnswerRow,
  OfferRow,
  OfferLineRow,
  OfferWindowRow,
  OfferPeriodRow,
  OfferCapacityRow,
  AreaNeedRow,
  PublishableCellRow,
  SnapshotRow,
  UnmetNeedRow,
  RowOrderRow,
  RequestRow,
  GroceryRequestRow,
  RideRequestRow,
  MoneyRequestRow,
  TimeRequestRow,
  RequestLineRow,
  OccurrenceRow,
  OccurrenceLineRow,
  RequestBlockRow,
  RequestHiddenRow,
  HandoffRow,
  AreaPresenceRow,
  ClaimRow,
  ClaimLineRow,
  ClaimMoneyRow,
  FundRow,
  PartnerMoneyRow,
  FundMonthRow,
  FundOutcomeRow,
  PledgeRow,
  PledgeMonthRow,
  PledgeHandRow,
  LedgerAccountRow,
  LedgerTransferRow,
  LedgerEntryRow,
  DisclosureRow,
  DisclosureHeadRow,
  ReportRow,
  SealedReportRow,
  ClaimHandoffRow,
  MessageKeyRow,
  MessageRow,
  MeterRow,
  MeterLookRow,
  AgreementRow,
  AgreementAcceptanceRow,
  VouchRow,
  VouchCodeRow,
  EarnedDeliveryRow,
  CertificateRow,
  QueueEntryRow,
  QueueNoteRow,
  SealedQueueNoteRow,
  CoordinatorActionRow,
  DispatchPlanRow,
  DispatchLineRow,
  HomeCommitmentRow,
  SanctuaryDeclarationRow,
  StepMarkRow,
  StepReminderRow,
  PartnerStepRow,
  PartnerStepVersionRow,
  TrainingRow,
  CampaignRow,
  GatheringRow,
  GatheringPlaceRow,
  SignUpRow,
  CalendarLinkRow,
  HomeInvitationRow,
  HomeKnownAddressRow,
  PasskeyRow,
  PasskeyChallengeRow,
  MovementTallyRow,
  MovementNumberRow,
  MovementMarkRow,
  MapHomeRow,
  MapCountRow,
  ReimbursementRow,
  SealedReceiptRow,
  ErasedRow,
];
export const keyStoreRows = [ErasedRow];
