/** What homes paid for groceries and rides comes back to them out of funds. */
import { Module } from '@nestjs/common';
import { FundModule } from '../fund/fund.module.js';
import { HomeModule } from '../home/home.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { AnswerReimbursement } from './answer-reimbursement.js';
import { AskReimbursement } from './ask-reimbursement.js';
import { PayFromFund } from './pay-from-fund.js';
import { ReadReimbursements } from './read-reimbursements.js';
import { ReimbursementResolver } from './reimbursement.resolver.js';
import { ReimbursementStore } from './reimbursement.store.js';
import { ReimbursementsOfHome } from './reimbursements-of-home.js';
import { SealedReceiptStore } from './sealed-receipt.store.js';
import { SealedReceipts } from './sealed-receipts.js';
import { ForgetReceipts } from './sweeps/forget-receipts.js';
import { PastReceiptsStore } from './sweeps/past-receipts.store.js';

@Module({
  imports: [HomeModule, LedgerModule, FundModule],
  providers: [
    ReimbursementStore,
    SealedReceiptStore,
    SealedReceipts,
    AskReimbursement,
    PayFromFund,
    AnswerReimbursement,
    ReadReimbursements,
    ReimbursementsOfHome,
    PastReceiptsStore,
    ForgetReceipts,
    ReimbursementResolver,
  ],
})
export class ReimbursementModule {}
