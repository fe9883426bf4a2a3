/** The ledger: money as entries that balance, and the check that they do. */
import { Module } from '@nestjs/common';
import { Balances } from './balances.js';
import { EnterTransfers } from './enter-transfers.js';
import { LedgerStore } from './ledger.store.js';
import { ReversalStore } from './reversal.store.js';
import { Reversals } from './reversals.js';
import { VerifyLedger } from './verify-ledger.js';
import { VerifyLedgerStore } from './verify-ledger.store.js';

@Module({
  providers: [LedgerStore, EnterTransfers, Balances, ReversalStore, Reversals, VerifyLedgerStore, VerifyLedger],
  exports: [EnterTransfers, Balances, Reversals],
})
export class LedgerModule {}
