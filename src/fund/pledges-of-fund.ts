/** What becomes of a fund's pledges when it closes or has had its last day: the folder of pledges knows, funds only ask. */
import type { Transaction } from '../platform/database/transaction.js';

export abstract class PledgesOfFund {
  /** What has not come is promised no more, and their homes are told. */
  abstract cancelAll(tx: Transaction, fundId: string, now: Date): Promise<void>;
  /** Monthly ones whose fund has had its last day are over, also when it goes on longer after all. */
  abstract endOver(tx: Transaction, fundId: string, now: Date): Promise<void>;
}
