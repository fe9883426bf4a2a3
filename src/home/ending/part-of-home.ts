/** What another folder keeps of a home: it is handed out, ended and erased with the home, by that folder itself. */
import type { HomeViewer } from '../../kernel/viewer.js';
import type { Transaction } from '../../platform/database/transaction.js';

/** Named one by one in src/parts-of-home.ts, like the sweeps. */
export interface PartOfHome {
  /** What it is called in an export. */
  readonly section: string;
  /** `table.column` that name a home or a member of one, and are accounted for by this part. */
  readonly holds: readonly string[];
  /**
   * Of the home and the member who asks: nothing of another member, and nothing of a family beyond what its claims are about. Left out where
   * what is kept is somebody else's.
   */
  exported?(tx: Transaction, viewer: HomeViewer, now: Date): Promise<unknown>;
  /** What the home adds here it adds under the lock of its row: there is nothing to end before that is held. */
  readonly closesUnderLock?: true;
  /** The home takes on nothing new. Called before and again after its row was locked, in the order of the list. */
  close?(tx: Transaction, homeId: string, now: Date): Promise<void>;
  /** The home is closed: nothing that points at a person stays. */
  erase?(tx: Transaction, homeId: string, now: Date): Promise<void>;
}

export type PartOfHomeClass = new (...parts: never[]) => PartOfHome;

/** The list, as something that can be injected. */
export const PARTS_OF_HOME = Symbol('parts of a home');
