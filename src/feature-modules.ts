/** Every folder that speaks to the outside, in the order in which a stranger would read them. */
import { ViewerModule } from './access/viewer.module.js';
import { AgreementModule } from './agreement/agreement.module.js';
import { BackupModule } from './backup/backup.module.js';
import { CampaignModule } from './campaign/campaign.module.js';
import { CircleModule } from './circle/circle.module.js';
import { ClaimModule } from './claim/claim.module.js';
import { CommitmentModule } from './commitment/commitment.module.js';
import { CoordinationModule } from './coordination/coordination.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { FundModule } from './fund/fund.module.js';
import { HomeModule } from './home/home.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { MatchingModule } from './matching/matching.module.js';
import { MovementModule } from './movement/movement.module.js';
import { NoticeModule } from './notice/notice.module.js';
import { NoticeReadingModule } from './notice/notice-reading.module.js';
import { OfferModule } from './offer/offer.module.js';
import { CoordinatorModule } from './partner/coordinator.module.js';
import { PledgeModule } from './pledge/pledge.module.js';
import { ReimbursementModule } from './reimbursement/reimbursement.module.js';
import { BrowseModule } from './request/browse.module.js';
import { RequestModule } from './request/request.module.js';
import { ReturnModule } from './requester/return.module.js';
import { RunModule } from './run/run.module.js';
import { StatementModule } from './statement/statement.module.js';
import { TrainingModule } from './training/training.module.js';
import { VouchingModule } from './vouching/vouching.module.js';

export const featureModules = [
  ViewerModule,
  CoordinatorModule,
  ReturnModule,
  RequestModule,
  CircleModule,
  HomeModule,
  VouchingModule,
  AgreementModule,
  OfferModule,
  BrowseModule,
  MatchingModule,
  LedgerModule,
  FundModule,
  PledgeModule,
  ClaimModule,
  ReimbursementModule,
  StatementModule,
  CoordinationModule,
  RunModule,
  DispatchModule,
  CommitmentModule,
  TrainingModule,
  CampaignModule,
  NoticeModule,
  NoticeReadingModule,
  MovementModule,
  BackupModule,
];
