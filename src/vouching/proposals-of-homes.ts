/** What vouching asks of claims: a port, since claims know vouching and vouching knows no claims. */
import type { Transaction } from '../platform/database/transaction.js';

/** Implemented and provided, for the whole application, by the folder `claim`. */
export abstract class ProposalsOfHomes {
  /** Ends what these homes proposed or were asked for; what was accepted stands, and the coordinators who look after it are told. */
  abstract end(tx: Transaction, homeIds: readonly string[], now: Date): Promise<void>;
}
