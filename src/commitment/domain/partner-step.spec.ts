import { describe, expect, it } from '@jest/globals';
import {
  decideAnotherStep,
  decideRetirement,
  decideReview,
  decideRevision,
  MOST_STEPS,
  MOST_VERSIONS,
  type PartnerStepState,
} from './partner-step.js';

const step = (its: Partial<PartnerStepState> = {}): PartnerStepState => ({
  id: 'step',
  retired: false,
  version: 2,
  writtenBy: 'author',
  reviewed: false,
  ...its,
});
const retired = step({ retired: true });

describe("a partner's own step", () => {
  it.each([
    ['is added', () => decideAnotherStep(MOST_STEPS - 1), { version: 1 }],
    ['is revised', () => decideRevision(step(), 2), { stepId: 'step', version: 3 }],
    [
      'is revised once it was reviewed',
      () => decideRevision(step({ reviewed: true }), 2),
      { stepId: 'step', version: 3 },
    ],
    ['is reviewed by another', () => decideReview(step(), 2, 'another'), { stepId: 'step', version: 2 }],
    ['is retired, reviewed or not', () => decideRetirement(step()), { stepId: 'step' }],
  ])('%s', (_what, decide, value) => {
    expect(decide()).toEqual({ accepted: true, value });
  });

  it.each([
    ['added to as many as there may be', () => decideAnotherStep(MOST_STEPS), 'TOO_MANY_STEPS'],
    ['revised without end', () => decideRevision(step({ version: MOST_VERSIONS }), MOST_VERSIONS), 'TOO_MANY_STEPS'],
    ['revised when retired', () => decideRevision(retired, 2), 'WRONG_STATE'],
    ['revised unread', () => decideRevision(step(), 1), 'TEXT_CHANGED'],
    ['reviewed unread', () => decideReview(step(), 1, 'another'), 'TEXT_CHANGED'],
    ['reviewed by its author', () => decideReview(step(), 2, 'author'), 'NOT_ALLOWED'],
    ['reviewed twice', () => decideReview(step({ reviewed: true }), 2, 'another'), 'WRONG_STATE'],
    ['reviewed when retired', () => decideReview(retired, 2, 'another'), 'WRONG_STATE'],
    ['retired twice', () => decideRetirement(retired), 'WRONG_STATE'],
  ])('is not %s', (_what, decide, code) => {
    expect(decide()).toEqual({ accepted: false, code });
  });
});
