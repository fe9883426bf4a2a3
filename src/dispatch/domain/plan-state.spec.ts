/** Where a plan is by the clock, and what may be done with it there. */
import { describe, expect, it } from '@jest/globals';
import { decideApply, decideCancel, type PlanStanding, PlanState, planEndsAt, standingAt } from './plan-state.js';

const NOW = new Date('2026-06-10T15:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const plan = (state: PlanState, workedOnUntil = at(30)): PlanStanding => ({
  ...{ state, failure: null, workedOnUntil, endsAt: at(3_600) },
});

describe('a plan on which nobody works any more', () => {
  const gone: Readonly<Record<PlanState, readonly [PlanState, string | null]>> = {
    WAITING: ['FAILED', 'PLAN_BROKEN_OFF'],
    PLANNING: ['FAILED', 'PLAN_BROKEN_OFF'],
    READY: ['READY', null],
    APPLYING: ['READY', null],
    APPLIED: ['APPLIED', null],
    CANCELLED: ['CANCELLED', null],
    FAILED: ['FAILED', null],
  };
  it.each(Object.values(PlanState))('%s', (state) => {
    expect(standingAt(plan(state), NOW)).toEqual(plan(state));
    // A moment ends at its instant, not after it.
    const { state: is, failure } = standingAt(plan(state, NOW), NOW);
    expect([is, failure]).toEqual(gone[state]);
  });
});

it('is cancelled before it is applied, and applied once it is ready', () => {
  const may = (decide: typeof decideApply) =>
    Object.values(PlanState).filter((state) => decide(plan(state), NOW).accepted);
  expect(may(decideCancel)).toEqual(['WAITING', 'PLANNING', 'READY']);
  expect(may(decideApply)).toEqual(['READY']);
  expect(decideApply(plan('APPLYING', at(-1)), NOW).accepted).toBe(true);
  expect(decideCancel(plan('PLANNING', at(-1)), NOW)).toMatchObject({ accepted: false, code: 'WRONG_STATE' });
});

it('is kept for twelve hours, and for one when it is over', () => {
  const hours = (state: PlanState) => (planEndsAt(state, NOW).getTime() - NOW.getTime()) / 3_600_000;
  expect(Object.values(PlanState).map(hours)).toEqual([12, 12, 12, 12, 1, 1, 1]);
});
