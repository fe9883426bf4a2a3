/** Funds: what partners hold for a purpose, and the drives of homes. */
import { Module } from '@nestjs/common';
import { GatheringModule } from '../gathering/gathering.module.js';
import { HomeModule } from '../home/home.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { AnswerDrive } from './answer-drive.js';
import { CloseFund } from './close-fund.js';
import { FundResolver } from './fund.resolver.js';
import { FundStore } from './fund.store.js';
import { FundFiguresStore } from './fund-figures.store.js';
import { FundOutcomeStore } from './fund-outcome.store.js';
import { FundTexts } from './fund-texts.js';
import { FundsInHand } from './funds-in-hand.js';
import { FundsOfHome } from './funds-of-home.js';
import { ManageFunds } from './manage-funds.js';
import { ReadFunds } from './read-funds.js';
import { ReadOutcomes } from './read-outcomes.js';
import { RecordOutcome } from './record-outcome.js';
import { StartDrive } from './start-drive.js';
import { PublishOutcomes } from './sweeps/publish-outcomes.js';

@Module({
  imports: [HomeModule, LedgerModule, GatheringModule],
  providers: [
    FundStore,
    FundFiguresStore,
    FundOutcomeStore,
    ReadOutcomes,
    RecordOutcome,
    PublishOutcomes,
    FundTexts,
    FundsInHand,
    ReadFunds,
    ManageFunds,
    AnswerDrive,
    CloseFund,
    StartDrive,
    FundsOfHome,
    FundResolver,
  ],
  exports: [FundsInHand, RecordOutcome, ReadOutcomes],
})
export class FundModule {}
