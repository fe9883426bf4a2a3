/** A pledge is made once or month by month, up to its cap; what has not come can be taken back, what came can be given back. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideQuantity } from '../../kernel/quantity.js';
import { MOST_MINOR } from '../../kernel/transfer.js';
import { words } from '../../kernel/words.js';

export const Cadence = words('ONCE', 'MONTHLY');
export type Cadence = keyof typeof Cadence;

export const PledgeState = words('ACTIVE', 'PAUSED', 'DONE', 'CANCELLED');
export type PledgeState = keyof typeof PledgeState;

export interface Pledge {
  readonly cadence: Cadence;
  /** Minor units, each time. */
  readonly amount: number;
  /** Of all times together; null for no end. */
  readonly cap: number | null;
  readonly state: PledgeState;
  /** The first of the month whose amount comes next, YYYY-MM-01; null when none does. */
  readonly nextMonth: string | null;
  /** Minor units of all that was made so far. */
  readonly promised: number;
}

/** A month of a pledge: what is promised with it, and the pledge after it. */
export interface MonthMade {
  readonly month: string;
  readonly amount: number;
  readonly after: Pick<Pledge, 'state' | 'nextMonth' | 'promised'>;
}

export function decideNewPledge(
  wanted: Pick<Pledge, 'cadence' | 'amount' | 'cap'>,
  today: string,
): Decision<Omit<Pledge, 'promised'>> {
  const { cadence, cap } = wanted;
  const amount = decideQuantity(wanted.amount, { min: 1, max: MOST_MINOR }, ['amount', 'minor']);
  if (!amount.accepted) return amount;
  if (cadence === 'ONCE' && cap !== null) return refuse('INVALID_INPUT', ['cap']);
  if (cap !== null) {
    const within = decideQuantity(cap, { min: amount.value, max: MOST_MINOR }, ['cap']);
    if (!within.accepted) return within;
  }
  return accept({
    cadence,
    amount: amount.value,
    cap,
    state: 'ACTIVE',
    nextMonth: cadence === 'MONTHLY' ? monthOf(today) : null,
  });
}

/** One of one-off pledges is made at once, in the month of today. */
export function firstMonth(pledge: Omit<Pledge, 'promised'>, today: string): MonthMade {
  return made({ ...pledge, promised: 0 }, monthOf(today));
}

/** The next month that has come by today, at most one; null when none has. Missed ones come one after the other. */
export function monthDue(pledge: Pledge, today: string): MonthMade | null {
  const { nextMonth } = pledge;
  return pledge.state === 'ACTIVE' && nextMonth !== null && nextMonth <= monthOf(today)
    ? made(pledge, nextMonth)
    : null;
}

function made(pledge: Pledge, month: string): MonthMade {
  const amount = Math.min(pledge.amount, (pledge.cap ?? Number.POSITIVE_INFINITY) - pledge.promised);
  const promised = pledge.promised + amount;
  const goesOn = pledge.cadence === 'MONTHLY' && (pledge.cap === null || promised < pledge.cap);
  return {
    month,
    amount,
    after: { promised, state: goesOn ? pledge.state : 'DONE', nextMonth: goesOn ? monthAfter(month) : null },
  };
}

export function decidePause(pledge: Pledge): Decision<Pick<Pledge, 'state' | 'nextMonth'>> {
  return pledge.cadence === 'MONTHLY' && pledge.state === 'ACTIVE'
    ? accept({ state: 'PAUSED', nextMonth: pledge.nextMonth })
    : refuse('WRONG_STATE');
}

/** The months of the pause are not made up for: it goes on with the month after this one, or with this one if that was not made. */
export function decideResume(pledge: Pledge, today: string): Decision<Pick<Pledge, 'state' | 'nextMonth'>> {
  const { nextMonth } = pledge;
  if (pledge.state !== 'PAUSED' || nextMonth === null) return refuse('WRONG_STATE');
  return accept({ state: 'ACTIVE', nextMonth: nextMonth > monthOf(today) ? nextMonth : monthOf(today) });
}

/** Whatever has not come is promised no more; `outstanding` of it is left. One that is done can still be, while something has not come. */
export function decideCancelPledge(pledge: Pledge, outstanding: number): Decision<Pick<Pledge, 'state' | 'nextMonth'>> {
  if (pledge.state === 'CANCELLED' || (pledge.state === 'DONE' && outstanding === 0)) return refuse('WRONG_STATE');
  return accept({ state: 'CANCELLED', nextMonth: null });
}

export interface Arrival {
  /** Of what was promised. */
  readonly settles: number;
  /** Minor units that came in, the fee included. */
  readonly came: number;
  readonly fee: number;
}

/** Less than was promised leaves the rest promised, more goes into the fund as well. */
export function decideArrival(came: number, fee: number, outstanding: number): Decision<Arrival> {
  const amount = decideQuantity(came, { min: 1, max: MOST_MINOR }, ['amount', 'minor']);
  if (!amount.accepted) return amount;
  const cost = decideQuantity(fee, { min: 0, max: came - 1 }, ['fee']);
  return cost.accepted ? accept({ settles: Math.min(came, outstanding), came, fee }) : cost;
}

/** 2026-06-10 is in 2026-06-01. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

export function monthAfter(month: string): string {
  const [year = 0, its = 0] = month.split('-').map(Number);
  return its === 12 ? `${year + 1}-01-01` : `${year}-${String(its + 1).padStart(2, '0')}-01`;
}
