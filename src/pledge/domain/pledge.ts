/** A pledge is made once or month by month, up to its cap; what has not come can be taken back, what came can be given back. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideQuantity } from '../../kernel/quantity.js';
import { decideSecondHand, takesTwo } from '../../kernel/second-hands.js';
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
  /** The last day of its fund, YYYY-MM-DD; null for no end. A month is made when it begins by then. */
  readonly endsOn: string | null;
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
): Decision<Omit<Pledge, 'promised' | 'endsOn'>> {
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
export function firstMonth(pledge: Omit<Pledge, 'promised' | 'endsOn'>, today: string): MonthMade {
  return made({ ...pledge, promised: 0 }, monthOf(today));
}

/** The next month that has come by today, at most one; null when none has. Missed ones come one after the other. */
export function monthDue(pledge: Pledge, today: string): MonthMade | null {
  const { nextMonth } = pledge;
  return pledge.state === 'ACTIVE' && nextMonth !== null && nextMonth <= monthOf(today) && !isBeyondEnd(pledge)
    ? made(pledge, nextMonth)
    : null;
}

/** What the pledge shows of itself on a day: it is over with its fund, and no month comes next that would begin after that. */
export function standing(pledge: Pledge, today: string): Pick<Pledge, 'state' | 'nextMonth'> {
  const { state, nextMonth } = pledge;
  return isOver(pledge, today) ? OVER : { state, nextMonth: isBeyondEnd(pledge) ? null : nextMonth };
}

/** It is written down that it ended with its fund: a fund that goes on longer after all does not bring it back. */
export function decideEnd(pledge: Pledge, today: string): Decision<typeof OVER> {
  return isOver(pledge, today) ? accept(OVER) : refuse('WRONG_STATE');
}

const OVER = { state: 'DONE', nextMonth: null } as const;

/** A month that was missed and began before the last day is still to be made; those of a pause are not. */
function isOver(pledge: Pledge, today: string): boolean {
  const { state, nextMonth, endsOn } = pledge;
  if (nextMonth === null || endsOn === null || today <= endsOn) return false;
  return state === 'PAUSED' || isBeyondEnd(pledge);
}

function isBeyondEnd({ nextMonth, endsOn }: Pledge): boolean {
  return nextMonth !== null && endsOn !== null && nextMonth > endsOn;
}

function made(pledge: Omit<Pledge, 'endsOn'>, month: string): MonthMade {
  const amount = Math.min(pledge.amount, (pledge.cap ?? Number.POSITIVE_INFINITY) - pledge.promised);
  const promised = pledge.promised + amount;
  const goesOn = pledge.cadence === 'MONTHLY' && (pledge.cap === null || promised < pledge.cap);
  return {
    month,
    amount,
    after: { promised, state: goesOn ? pledge.state : 'DONE', nextMonth: goesOn ? monthAfter(month) : null },
  };
}

export function decidePause(pledge: Pledge, today: string): Decision<Pick<Pledge, 'state' | 'nextMonth'>> {
  return pledge.cadence === 'MONTHLY' && pledge.state === 'ACTIVE' && !isOver(pledge, today)
    ? accept({ state: 'PAUSED', nextMonth: pledge.nextMonth })
    : refuse('WRONG_STATE');
}

/** The months of the pause are not made up for: it goes on with the month after this one, or with this one if that was not made. */
export function decideResume(pledge: Pledge, today: string): Decision<Pick<Pledge, 'state' | 'nextMonth'>> {
  const { nextMonth } = pledge;
  if (pledge.state !== 'PAUSED' || nextMonth === null || isOver(pledge, today)) return refuse('WRONG_STATE');
  return accept({ state: 'ACTIVE', nextMonth: nextMonth > monthOf(today) ? nextMonth : monthOf(today) });
}

/** Whatever has not come is promised no more; `outstanding` of it is left. One that is done can still be, while something has not come. */
export function decideCancelPledge(
  pledge: Pledge,
  outstanding: number,
  today: string,
): Decision<Pick<Pledge, 'state' | 'nextMonth'>> {
  const { state } = standing(pledge, today);
  if (state === 'CANCELLED' || (state === 'DONE' && outstanding === 0)) return refuse('WRONG_STATE');
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

export interface GivingBack {
  /** Minor units. */
  readonly amount: number;
  /** That were given back of the pledge or undone before: several small sums are one large one. */
  readonly takenBack: number;
  readonly secondAbove: number | null;
  readonly receivedBy: readonly string[];
  readonly by: string;
}

/** Above the partner's set amount not by whoever received it. Whether as much came, and is still there, is the ledger's to say. */
export function decideGiveBack({ amount, takenBack, secondAbove, receivedBy, by }: GivingBack): Decision<number> {
  const whole = decideQuantity(amount, { min: 1, max: MOST_MINOR }, ['amount', 'minor']);
  if (!whole.accepted) return whole;
  const second = decideSecondHand(takesTwo(takenBack + amount, secondAbove), receivedBy, by);
  return second.accepted ? whole : second;
}

/** 2026-06-10 is in 2026-06-01. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

export function monthAfter(month: string): string {
  const [year = 0, its = 0] = month.split('-').map(Number);
  return its === 12 ? `${year + 1}-01-01` : `${year}-${String(its + 1).padStart(2, '0')}-01`;
}
