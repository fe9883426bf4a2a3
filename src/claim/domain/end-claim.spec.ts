/** How claims end early, and what follows from each end. */
import { describe, expect, it } from '@jest/globals';
import { days, hours, later } from '../../kernel/duration.js';
import type { ReleaseReason } from './claim.js';
import { acceptedClaim, NOON, proposedClaim } from './claim.samples.js';
import { decideCancel, decideRelease, lastingMarks, leavesMark } from './end-claim.js';

describe('releasing', () => {
  const opened = { ...acceptedClaim, firstOpenedAt: NOON };
  it.each([
    ['too far, unopened', acceptedClaim, 'TOO_FAR', 0, 'INVALID_INPUT'],
    ['too far, within the hour', opened, 'TOO_FAR', 60, null],
    ['too far, after the hour', opened, 'TOO_FAR', 61, 'LEASE_OVER'],
    ['cannot come, unopened', acceptedClaim, 'CANNOT_COME', 0, null],
    ['cannot come, opened', opened, 'CANNOT_COME', 600, null],
  ] as const)('%s', (_, claim, reason, minutes, refusal) => {
    const now = later(NOON, hours(minutes / 60));
    const step = decideRelease(claim, reason, now);
    if (refusal) return expect(step).toMatchObject({ code: refusal, path: ['reason'] });
    if (!step.accepted) throw new Error(step.code);
    expect(step.value.aftermath).toEqual({
      closesHandoff: true,
      putsBack: true,
      relists: true,
      reopens: false,
      queues: false,
    });
    expect(leavesMark(step.value.claim)).toBe(claim === opened && reason !== 'TOO_FAR');
  });

  it('marks last for 30 days', () => {
    const ago = (count: number, endReason: ReleaseReason = 'OTHER') => ({
      status: 'RELEASED' as const,
      firstOpenedAt: later(NOON, -days(31)),
      endReason,
      endedAt: later(NOON, -days(count)),
    });
    expect(lastingMarks([ago(1)], NOON)).toBe(1);
    expect(lastingMarks([ago(1), ago(29)], NOON)).toBe(2);
    expect(lastingMarks([ago(1), ago(30)], NOON)).toBe(1);
    expect(lastingMarks([ago(1), ago(2, 'TOO_FAR')], NOON)).toBe(1);
    expect(lastingMarks([ago(1), { ...ago(2), firstOpenedAt: null }], NOON)).toBe(1);
  });
});

describe('what is written of an end', () => {
  it.each([
    ['ERASED', 'WITHDRAWN'],
    ['BLOCKED', 'CHANGED_MIND'],
    ['WITHDRAWN', 'WITHDRAWN'],
  ] as const)('%s reads %s, and its half-day', (reason, endReason) => {
    for (const now of [NOON, later(NOON, 1), later(NOON, hours(12) - 1)]) {
      const endedAt = new Date('2027-03-11T00:00:00Z');
      expect(decideCancel(acceptedClaim, reason, now)).toMatchObject({ value: { claim: { endReason, endedAt } } });
    }
  });
});

describe('cancelling', () => {
  it('a no-show reopens the request and goes to the coordinators', () => {
    expect(decideCancel(acceptedClaim, 'NO_SHOW', NOON)).toMatchObject({
      value: {
        claim: { status: 'CANCELLED', endReason: 'NO_SHOW' },
        aftermath: { closesHandoff: true, putsBack: true, relists: true, reopens: true, queues: true },
      },
    });
  });

  it('nobody failed to come before the half-day began', () => {
    expect(decideCancel(acceptedClaim, 'NO_SHOW', later(NOON, -1))).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('a family that changes its mind retracts what it proposed itself', () => {
    const own = { ...proposedClaim, proposedBy: 'FAMILY' } as const;
    expect(decideCancel(own, 'CHANGED_MIND', NOON)).toMatchObject({ value: { claim: { status: 'RETRACTED' } } });
  });
});
