/** What becomes of a fund's pledges when it closes: the folder of pledges knows, funds only ask. */
import type { Transaction } from '../platform/database/transaction.js';

export abstract class PledgesOfFund {
  /** What has not come is promised no more, and their homes are told. */
  abstract cancelAll(tx: Transaction, fundId: string, now: Date): Promise<void>;
}
