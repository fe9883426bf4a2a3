/** What a request asks of the claims on it: a port, since claims know requests and requests know no claims. */
import type { Transaction } from '../platform/database/transaction.js';
import type { SealedHandoff } from './request-handoffs.js';

/**
 * Implemented and provided, for the whole application, by the folder `claim`. Every method runs inside the transaction that is given, after
 * the request's row was locked with FOR NO KEY UPDATE; keys are destroyed by `tx.afterCommit`, people told by notices in the transaction.
 */
export abstract class LiveClaims {
  /** Ends every claim that a request's end ends (`decideCancel`): quantities back, handoffs closed, homes told. */
  abstract endAll(
    tx: Transaction,
    requestId: string,
    reason: 'WITHDRAWN' | 'FINISHED' | 'ERASED',
    now: Date,
  ): Promise<void>;

  /** Ends the live claims of one home on the request, as BLOCKED. */
  abstract endOfHome(tx: Transaction, requestId: string, homeId: string, now: Date): Promise<void>;

  /** Puts the amended handoff in the place of the copies of accepted claims. */
  abstract reseal(tx: Transaction, requestId: string, handoff: SealedHandoff, now: Date): Promise<void>;

  /**
   * Everything sealed of the request's claims, ended ones included: their copies of the handoff and their messages. The keys at once, since
   * erasing is destroying keys; the rows in the transaction.
   */
  abstract eraseSealed(tx: Transaction, requestId: string): Promise<void>;
}
