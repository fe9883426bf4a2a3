/** A trusted home vouches for another one: never for itself or its own people, never twice, and never in a ring. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HomeTier } from '../../kernel/viewer.js';

export interface Voucher {
  readonly homeId: string;
  readonly tier: HomeTier;
  readonly depth: number;
  readonly paused: boolean;
  readonly agreed: boolean;
}

/** The home that is vouched for, as whoever vouches for it meets it. */
export interface HomeToVouchFor {
  readonly homeId: string;
  readonly depth: number;
  /** It is the voucher itself, or somebody belongs to both, or did: by their mailbox or phone. */
  readonly isTheirOwn: boolean;
  /** Another home vouches for it to which somebody of the voucher's belongs, or did: two words of one person are one. */
  readonly hasVouchOfTheirOwn: boolean;
  readonly hasThisVouch: boolean;
  /** The voucher stands, through others, on this very home. */
  readonly carriesVoucher: boolean;
}

/** What a home has said for others until now. */
export interface GivenSoFar {
  readonly standing: number;
  /** That were given this day, whether or not they stand. */
  readonly today: number;
}

/** Whoever gives a word and takes it back tells others of it each time; and for more homes than these nobody can speak who knows them. */
export const [MOST_A_DAY, MOST_STANDING] = [10, 100] as const;

export interface GivenVouch {
  readonly homeId: string;
  readonly byHomeId: string;
  /** By how much the home, and all that hangs on it, moves down so that it is below its voucher. */
  readonly deeper: number;
}

export function decideVoucher({ tier, paused, agreed }: Voucher): Decision<true> {
  if (tier === 'NEW') return refuse('NOT_VOUCHED');
  if (paused) return refuse('HOME_PAUSED');
  if (!agreed) return refuse('AGREEMENT_NEEDED');
  return tier === 'TRUSTED' ? accept(true) : refuse('NOT_ALLOWED');
}

export function decideVouchOfHome(voucher: Voucher, home: HomeToVouchFor, soFar: GivenSoFar): Decision<GivenVouch> {
  if (home.isTheirOwn) return refuse('NOT_ALLOWED');
  if (home.hasThisVouch) return refuse('WRONG_STATE');
  if (home.hasVouchOfTheirOwn) return refuse('NOT_ALLOWED');
  if (home.carriesVoucher) return refuse('VOUCH_RING');
  if (soFar.today >= MOST_A_DAY || soFar.standing >= MOST_STANDING) return refuse('TOO_MANY_ATTEMPTS');
  const deeper = Math.max(0, voucher.depth + 1 - home.depth);
  return accept({ homeId: home.homeId, byHomeId: voucher.homeId, deeper });
}
