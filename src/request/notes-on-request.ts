/** What coordinators have noted about a request goes with it: a port, since they know requests and requests know no queue. */
import type { Transaction } from '../platform/database/transaction.js';

/** Implemented and provided, for the whole application, by the folder `coordination`. */
export abstract class NotesOnRequest {
  /** The keys of all notes on the request, its claims and the reports about them: at once, as all that erases; the rows in the transaction. */
  abstract erase(tx: Transaction, requestId: string): Promise<void>;
}
