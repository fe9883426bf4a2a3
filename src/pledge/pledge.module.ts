/** Pledges: what homes promise to funds, month by month, and what comes of it. */
import { Global, Module } from '@nestjs/common';
import { FundModule } from '../fund/fund.module.js';
import { PledgesOfFund } from '../fund/pledges-of-fund.js';
import { HomeModule } from '../home/home.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { CancelPledge } from './cancel-pledge.js';
import { ChangePledge } from './change-pledge.js';
import { EndMonthlyPledges } from './end-monthly-pledges.js';
import { EndPledgesOfFund } from './end-pledges-of-fund.js';
import { GivingStore } from './giving.store.js';
import { MakePledge } from './make-pledge.js';
import { PledgeResolver } from './pledge.resolver.js';
import { PledgeStore } from './pledge.store.js';
import { PledgeAccounts } from './pledge-accounts.js';
import { PledgeHandStore } from './pledge-hand.store.js';
import { PledgesOfHome } from './pledges-of-home.js';
import { ReadPledges } from './read-pledges.js';
import { ReceivePledge } from './receive-pledge.js';
import { ReversalResolver } from './reversal.resolver.js';
import { ReverseTransfer } from './reverse-transfer.js';
import { MakePledgeMonths } from './sweeps/make-pledge-months.js';

/** Global for the port that it provides: funds ask what becomes of their pledges. */
@Global()
@Module({
  imports: [HomeModule, LedgerModule, FundModule],
  providers: [
    PledgeStore,
    GivingStore,
    PledgeHandStore,
    PledgeAccounts,
    MakePledge,
    ChangePledge,
    CancelPledge,
    EndMonthlyPledges,
    ReceivePledge,
    ReverseTransfer,
    ReadPledges,
    MakePledgeMonths,
    PledgesOfHome,
    PledgeResolver,
    ReversalResolver,
    { provide: PledgesOfFund, useClass: EndPledgesOfFund },
  ],
  exports: [PledgesOfFund],
})
export class PledgeModule {}
