/** Which transfers are corrected by a reversal: those that nothing but the ledger remembers, so that undoing them leaves no state behind. */
import { type Decision, refuse } from '../../kernel/decision.js';
import { decideSecondHand, takesTwo } from '../../kernel/second-hands.js';
import type { TransferKind } from '../../kernel/transfer.js';

/** What a pledge has promised, given and had back is what its accounts say: no step has to be taken back with it. */
const OF_THE_LEDGER_ALONE: ReadonlySet<TransferKind> = new Set(['RECEIVED', 'GIVEN_BACK']);

/**
 * Whether a reversal can be what corrects it. A claim has a state, and steps of its own that take money back; a reimbursement that was paid
 * and a fund that was closed are final; promises are no money; and what a reversal undid is entered anew.
 */
export function isReversible({
  kind,
  pledgeId,
}: {
  readonly kind: TransferKind;
  readonly pledgeId: string | null;
}): boolean {
  return pledgeId !== null && OF_THE_LEDGER_ALONE.has(kind);
}

export interface ToUndo {
  /** Minor units that came, or went back. */
  readonly amount: number;
  /** That were given back of the pledge or undone before: several small sums are one large one. */
  readonly takenBack: number;
  readonly isUndone: boolean;
  /** Who entered it; nobody where that is not known any more. */
  readonly enteredBy: readonly string[];
  readonly secondAbove: number | null;
  readonly by: string;
}

/** Once, and above the partner's set amount not by whoever entered it. Whether as much is still there is the ledger's to say. */
export function decideReversal({ amount, takenBack, isUndone, enteredBy, secondAbove, by }: ToUndo): Decision<null> {
  if (isUndone) return refuse('WRONG_STATE', ['transferId']);
  return decideSecondHand(takesTwo(takenBack + amount, secondAbove), enteredBy, by);
}

/** What a reversal puts back among promises is nobody's any more when the pledge was taken back meanwhile, its home is gone, or its fund is closed. */
export function isPromisedAgain(pledge: {
  readonly state: string;
  readonly homeIsThere: boolean;
  readonly fundIsOpen: boolean;
}): boolean {
  return pledge.state !== 'CANCELLED' && pledge.homeIsThere && pledge.fundIsOpen;
}
