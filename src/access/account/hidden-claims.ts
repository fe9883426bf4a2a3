/** What a home has going on requests that are hidden from it by an address that it did not have before: a port, since this folder knows no claims. */
import type { Transaction } from '../../platform/database/transaction.js';

/** Implemented and provided, for the whole application, by the folder `claim`. */
export abstract class HiddenClaims {
  /** Ends them as a family would that changes its mind, and tells both sides no more than that they ended. */
  abstract end(tx: Transaction, homeId: string, now: Date): Promise<void>;
}
