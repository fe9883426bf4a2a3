/** A plan is worked out, then applied; whoever works on it says so every few seconds, and without that it is not under way. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';
import { words } from '../../kernel/words.js';

export const PlanState = words('WAITING', 'PLANNING', 'READY', 'APPLYING', 'APPLIED', 'CANCELLED', 'FAILED');
export type PlanState = keyof typeof PlanState;

/** Why no plan came of it. */
export const PlanFailure = words('PLAN_BROKEN_OFF', 'PLAN_TOO_LARGE');
export type PlanFailure = keyof typeof PlanFailure;

export interface PlanStanding {
  readonly state: PlanState;
  readonly failure: PlanFailure | null;
  readonly workedOnUntil: Date;
  readonly endsAt: Date;
}

export const TOLD_EVERY_MS = 5_000;
const BELIEVED_MS = 30_000;
const READY_KEPT = hours(12);
const OVER_KEPT = hours(1);

/** Half a family's need, half a home's: it names both, so it is not kept for longer than somebody sits before it. */
export function planEndsAt(state: PlanState, now: Date): Date {
  const isOver = state === 'APPLIED' || state === 'CANCELLED' || state === 'FAILED';
  return later(now, isOver ? OVER_KEPT : READY_KEPT);
}

export function believedUntil(now: Date): Date {
  return later(now, BELIEVED_MS);
}

/** Where it is by the clock: what was being worked out and nobody works on any more came to nothing, what was being applied waits to be gone on with. */
export function standingAt(plan: PlanStanding, now: Date): PlanStanding {
  if (plan.workedOnUntil > now) return plan;
  if (plan.state === 'WAITING' || plan.state === 'PLANNING') {
    return { ...plan, state: 'FAILED', failure: 'PLAN_BROKEN_OFF' };
  }
  return plan.state === 'APPLYING' ? { ...plan, state: 'READY' } : plan;
}

export function decideCancel(plan: PlanStanding, now: Date): Decision<PlanState> {
  const { state } = standingAt(plan, now);
  return state === 'WAITING' || state === 'PLANNING' || state === 'READY' ? accept('CANCELLED') : refuse('WRONG_STATE');
}

export function decideApply(plan: PlanStanding, now: Date): Decision<PlanState> {
  return standingAt(plan, now).state === 'READY' ? accept('APPLYING') : refuse('WRONG_STATE');
}
