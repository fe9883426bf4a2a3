import { describe, expect, it } from '@jest/globals';
import { decideTakeOver } from './take-over.js';

describe('a family that somebody took in is taken over', () => {
  it.each([
    ['when nobody speaks for it', true, true, false, undefined],
    ['not while a colleague does', true, false, false, 'WRONG_STATE'],
    ['not once its request has ended', true, true, true, 'WRONG_STATE'],
    ['not when it posted itself: it speaks for itself', false, true, false, 'WRONG_STATE'],
  ])('%s', (_when, isIntake, isAlone, hasEnded, code) => {
    const decision = decideTakeOver({ isIntake, isAlone, hasEnded });
    expect(decision.accepted ? undefined : decision.code).toBe(code);
  });
});
