/** A request widens from its circle to the linked ones, then to every home: each step when its urgency says, jittered by half. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';
import type { HelpKind, Urgency } from '../../kernel/help.js';
import { RequestReach } from '../../kernel/widening.js';
import { type RequestFacts, requestStatus } from './request.js';

/** How far a request is known by now, how far it may ever be, and when it takes the next step; null when there is none. */
export interface Widening {
  readonly reach: RequestReach;
  readonly widensTo: RequestReach;
  readonly widensAt: Date | null;
}

/** From 0 to below 1, drawn by whoever decides: so often it is the same, so often it is another. */
export type Draw = number;

/** What a step takes on average: until the linked circles know of it, and from then until every home does. */
export const WIDENING_STEPS: Readonly<Record<Urgency, { readonly LINKED: number; readonly NETWORK: number }>> = {
  TODAY: { LINKED: hours(1 / 4), NETWORK: hours(3 / 4) },
  THIS_WEEK: { LINKED: hours(6), NETWORK: hours(18) },
  WHENEVER: { LINKED: hours(24), NETWORK: hours(48) },
};

/** Money is never listed: nobody is to be told of it sooner or later. */
export function beginning(kind: HelpKind, widensTo: RequestReach): Omit<Widening, 'widensAt'> {
  return kind === 'MONEY' ? { reach: 'NETWORK', widensTo: 'NETWORK' } : { reach: 'CIRCLE', widensTo };
}

/** From half of the step to one and a half of it, then on to the next mark of the clock: it tells nothing of when the request was posted. */
export function stepEnds(from: Date, step: number, draw: Draw, markMs: number): Date {
  return new Date(Math.ceil(later(from, step * (0.5 + draw)).getTime() / markMs) * markMs);
}

/** When a request that is known as far as `reach` since `from` takes its next step. */
export function nextStep(
  urgency: Urgency,
  { reach, widensTo }: Pick<Widening, 'reach' | 'widensTo'>,
  from: Date,
  draw: Draw,
  markMs: number,
): Date | null {
  if (reach === widensTo || reach === 'NETWORK') return null;
  return stepEnds(from, WIDENING_STEPS[urgency][reach === 'CIRCLE' ? 'LINKED' : 'NETWORK'], draw, markMs);
}

export interface Widenable extends RequestFacts {
  readonly kind: HelpKind;
  readonly urgency: Urgency;
  /** Null: it was known everywhere from the beginning. */
  readonly circleId: string | null;
  readonly reach: RequestReach;
  /** It has passed a mark of the clock; before, its time has not begun to run. */
  readonly isPublished: boolean;
}

/** Narrower takes effect at once, wider begins a step anew. What was known everywhere from the beginning has no circle to go back to. */
export function decideWidening(
  request: Widenable,
  widensTo: RequestReach,
  now: Date,
  draw: Draw,
  markMs: number,
): Decision<Widening> {
  if (request.kind === 'MONEY' || request.circleId === null) return refuse('WRONG_STATE');
  if (!['HELD', 'OPEN', 'PARTIALLY_CLAIMED', 'CLAIMED'].includes(requestStatus(request, now))) {
    return refuse('WRONG_STATE');
  }
  const reach = isWider(request.reach, widensTo) ? widensTo : request.reach;
  const runs = request.isPublished && !request.heldForReview;
  const widensAt = runs ? nextStep(request.urgency, { reach, widensTo }, now, draw, markMs) : null;
  return accept({ reach, widensTo, widensAt });
}

const STEPS = Object.values(RequestReach);

function isWider(one: RequestReach, other: RequestReach): boolean {
  return STEPS.indexOf(one) > STEPS.indexOf(other);
}
