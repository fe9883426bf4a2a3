/** What belongs to the call that is being answered, wherever in the program the answer is worked out. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { RefusalCode } from '../kernel/refusals.js';
import type { Queryable } from './queryable.js';

export interface CurrentCall {
  /** Random, given to the caller when something broke, so that an operator finds the line in the log. */
  readonly correlationId: string;
  /** Runs inside a transaction, last before its commit: what must be true exactly when the transaction is. */
  beforeCommit?: (tx: Queryable) => Promise<void>;
  /** The code of the refusal that it was answered with, if it was: for counting. */
  refusal?: RefusalCode;
  /** Ids of what its mutations answered with: a request, a claim, an offer. */
  subjects?: readonly string[];
}

const storage = new AsyncLocalStorage<CurrentCall>();

export function currentCall(): CurrentCall | undefined {
  return storage.getStore();
}

export function withinCall<T>(call: CurrentCall, work: () => T): T {
  return storage.run(call, work);
}
