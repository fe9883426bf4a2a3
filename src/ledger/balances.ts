/** What accounts hold, under a lock, and which accounts they are. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import { type AccountOf, LedgerStore } from './ledger.store.js';

@Injectable()
export class Balances {
  constructor(private readonly store: LedgerStore) {}

  /** Minor units. Nobody moves it until the transaction ends. */
  locked(tx: Queryable, account: AccountOf): Promise<number> {
    return this.store.lockBalance(tx, account);
  }

  /** Its id, for what names an account. */
  idOf(tx: Queryable, account: AccountOf): Promise<string> {
    return this.store.accountId(tx, account);
  }
}
