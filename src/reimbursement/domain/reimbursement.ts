/** What a home may ask back for groceries or a ride, and who says yes to it: once for a claim, and never above what was agreed. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';
import type { Money } from '../../kernel/money.js';
import { decideQuantity } from '../../kernel/quantity.js';
import { decideSecondHand, takesTwo } from '../../kernel/second-hands.js';
import { MOST_MINOR } from '../../kernel/transfer.js';
import { words } from '../../kernel/words.js';

/** ACCEPTED: a first coordinator agreed, and a second is needed. LAPSED: nobody answered while the receipt could be read. */
export const ReimbursementState = words('ASKED', 'ACCEPTED', 'PAID', 'DECLINED', 'WITHDRAWN', 'LAPSED');
export type ReimbursementState = keyof typeof ReimbursementState;

export interface DeliveredClaim {
  readonly kind: HelpKind;
  readonly status: string;
  /** Of a request for groceries: who the family said pays. Null for every other kind. */
  readonly payer: string | null;
  /** What the family said that it costs at most, of all claims on the request together. */
  readonly ceiling: Money | null;
  /** What the home said in its offer that it pays at most. */
  readonly costCap: Money | null;
  /** Minor units that were asked back for other claims on the request, and not declined. */
  readonly askedForOthers: number;
}

/** The state in which what was brought is settled enough to be paid for: a dispute may still take it back. */
const BROUGHT = new Set(['DELIVERED', 'CONFIRMED']);

/**
 * Groceries when the request says that a fund pays; rides always, since nothing in a request says who pays for one: there the rules of the
 * fund alone say how much.
 */
export function decideAsk(claim: DeliveredClaim, money: Money): Decision<Money> {
  if (claim.kind !== 'RIDE' && !(claim.kind === 'GROCERY' && claim.payer === 'FUND')) {
    return refuse('DOES_NOT_FIT', ['claimId']);
  }
  if (!BROUGHT.has(claim.status)) return refuse('WRONG_STATE', ['claimId']);
  const whole = decideQuantity(money.minor, { min: 1, max: MOST_MINOR }, ['amount', 'minor']);
  if (!whole.accepted) return whole;
  for (const cap of [
    claim.costCap,
    claim.ceiling && { ...claim.ceiling, minor: claim.ceiling.minor - claim.askedForOthers },
  ]) {
    if (cap && cap.currency !== money.currency) return refuse('CURRENCY_MISMATCH', ['amount', 'currency']);
    if (cap && money.minor > cap.minor) return refuse('QUANTITY_OUT_OF_RANGE', ['amount', 'minor']);
  }
  return accept({ minor: whole.value, currency: money.currency });
}

export interface Asked {
  readonly state: ReimbursementState;
  readonly amount: number;
  /** Minor units that were asked back for the request, this included: several small ones are one large one. */
  readonly ofRequest: number;
  /** Null while nobody agreed. */
  readonly acceptedBy: string | null;
  /** The same person by every id that they go by at the partner. */
  readonly firstHands: readonly string[];
  readonly fundId: string | null;
  /** Of the claim; null when it was forgotten with its request. */
  readonly claimStatus: string | null;
}

export type Answered =
  | { readonly pays: false }
  | { readonly pays: true; readonly acceptedBy: string; readonly needsSecond: boolean };

/** The first yes pays, unless the partner wants a second coordinator for as much: then the second pays, out of the same fund. */
export function decideAccept(
  asked: Asked,
  { by, fundId, secondAbove }: { readonly by: string; readonly fundId: string; readonly secondAbove: number | null },
): Decision<Answered> {
  if (asked.state !== 'ASKED' && asked.state !== 'ACCEPTED') return refuse('WRONG_STATE');
  if (asked.claimStatus === null || !BROUGHT.has(asked.claimStatus)) return refuse('WRONG_STATE');
  if (asked.acceptedBy !== null) {
    const second = decideSecondHand(true, asked.firstHands, by);
    if (!second.accepted) return second;
    if (asked.fundId !== fundId) return refuse('DOES_NOT_FIT', ['fundId']);
    return accept({ pays: true, acceptedBy: asked.acceptedBy, needsSecond: true });
  }
  return accept(
    takesTwo(asked.ofRequest, secondAbove) ? { pays: false } : { pays: true, acceptedBy: by, needsSecond: false },
  );
}

/** Taken back by its home, or declined by a coordinator, while nothing was paid. */
export function decideEnd<To extends 'DECLINED' | 'WITHDRAWN'>({ state }: Pick<Asked, 'state'>, to: To): Decision<To> {
  return state === 'ASKED' || state === 'ACCEPTED' ? accept(to) : refuse('WRONG_STATE');
}
