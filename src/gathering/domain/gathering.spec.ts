/** When one may sign up, leave, change and call off: a table of moments. */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../kernel/decision.js';
import {
  decideCancelling,
  decideChange,
  decideLeaving,
  decideSignUp,
  type GatheringState,
  statusOf,
} from './gathering.js';

const its: GatheringState = {
  startsAt: new Date('2026-06-10T18:00:00Z'),
  endsAt: new Date('2026-06-10T20:00:00Z'),
  signUpClosesAt: new Date('2026-06-10T12:00:00Z'),
  capacity: 3,
  taken: 2,
  cancelledAt: null,
};
const cancelled = { ...its, cancelledAt: new Date('2026-06-01T00:00:00Z') };
const outcome = (decision: Decision<unknown>) => (decision.accepted ? 'yes' : decision.code);

describe('a gathering', () => {
  it.each([
    ['2026-06-10T11:59:59Z', its, 'OPEN', 'yes', 'yes', 'yes'],
    ['2026-06-10T12:00:00Z', its, 'CLOSED', 'SIGN_UP_CLOSED', 'yes', 'yes'],
    ['2026-06-10T17:59:59Z', its, 'CLOSED', 'SIGN_UP_CLOSED', 'yes', 'yes'],
    ['2026-06-10T18:00:00Z', its, 'BEGUN', 'WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE'],
    ['2026-06-10T20:00:00Z', its, 'OVER', 'WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE'],
    ['2026-06-10T11:00:00Z', cancelled, 'CANCELLED', 'WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE'],
  ])('at %s', (at, state, status, signingUp, leaving, cancelling) => {
    const now = new Date(at);
    expect(statusOf(state, now)).toBe(status);
    expect(outcome(decideSignUp(state, false, now))).toBe(signingUp);
    expect(outcome(decideLeaving(state, now))).toBe(leaving);
    expect(outcome(decideCancelling(state, now))).toBe(cancelling);
    expect(outcome(decideChange(state, {}, now))).toBe(cancelling);
  });

  const before = new Date('2026-06-09T00:00:00Z');

  it('is signed up for once', () => {
    expect(outcome(decideSignUp(its, true, before))).toBe('ALREADY_SIGNED_UP');
  });

  it.each([
    [{ capacity: 2 }, 'yes'],
    [{ capacity: 1 }, 'CAPACITY_TAKEN'],
    [{ capacity: null }, 'yes'],
    [{ signUpClosesAt: its.startsAt }, 'yes'],
    [{ signUpClosesAt: its.endsAt }, 'WINDOW_REVERSED'],
  ])('changed by %j', (change, expected) => {
    expect(outcome(decideChange(its, change, before))).toBe(expected);
  });

  it('keeps what is left out', () => {
    const changed = decideChange(its, { capacity: 5 }, before);
    expect(changed.accepted && changed.value).toEqual({ capacity: 5, signUpClosesAt: its.signUpClosesAt });
  });
});
