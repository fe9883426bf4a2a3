/** What a home has going on requests that are hidden from it by an address that it did not have before: a port, since this folder knows no claims. */
import type { Transaction } from '../../platform/database/transaction.js';

/** Implemented and provided, for the whole application, by the folder `claim`. */
export abstract class HiddenClaims {
  /**
   * Ends them as a family would that changes its mind, and tells both sides no more than that they ended. `becomes`: digests by which the home is
   * about to be known. Before they are written, and before the locks of a member or an invitation: the home is held from here on, as by
   * whoever closes it.
   */
  abstract end(tx: Transaction, homeId: string, becomes: readonly Buffer[], now: Date): Promise<void>;
}
