/** Who decides about which words, by cases. */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../kernel/decision.js';
import { Finding, type ReturnReason, TextReason } from './text-reason.js';
import {
  decideApproval,
  decideReturn,
  type Held,
  NOT_HELD,
  type ReviewFacts,
  reasonsFor,
  screened,
  screenedAgain,
} from './text-review.js';

const facts = (state: ReviewFacts['state'], revision = 3): ReviewFacts => ({ state, revision });
const outcome = (decision: Decision<unknown>) => (decision.accepted ? decision.value : decision.code);
const screen = (text: string) => (text.includes('@') ? (['EMAIL'] as const) : []);

describe('an approval', () => {
  it.each<[ReviewFacts, number, unknown]>([
    [facts('WAITING'), 3, 'SHOWN'],
    [facts('WAITING'), 2, 'TEXT_CHANGED'],
    [facts('WAITING'), 4, 'TEXT_CHANGED'],
    [facts('SHOWN'), 3, 'WRONG_STATE'],
    [facts('SHOWN'), 2, 'TEXT_CHANGED'],
    [facts('RETURNED'), 3, 'WRONG_STATE'],
  ])('of %j, having read %i, is %s', (its, read, expected) => {
    expect(outcome(decideApproval(its, read))).toBe(expected);
  });
});

describe('a return', () => {
  it.each<[ReviewFacts, number, ReturnReason[], unknown]>([
    [facts('WAITING'), 3, ['UNKIND', 'UNKIND', 'UNCLEAR'], ['UNKIND', 'UNCLEAR', 'RETURNED_BEFORE']],
    [facts('SHOWN'), 3, ['OTHER'], ['OTHER', 'RETURNED_BEFORE']],
    [facts('RETURNED'), 3, ['OTHER'], 'WRONG_STATE'],
    [facts('WAITING'), 2, ['OTHER'], 'TEXT_CHANGED'],
    [facts('WAITING'), 3, [], 'INVALID_INPUT'],
  ])('of %j, having read %i, for %j, is %j', (its, read, reasons, expected) => {
    expect(outcome(decideReturn(its, read, reasons))).toEqual(expected);
  });
});

it('words are held for what is found in them, and after a return in any case; no words are held for nothing', () => {
  expect(screened('a@b', screen)).toEqual({ held: true, reasons: [] });
  expect(screened('ab', screen)).toEqual({ held: false, reasons: [] });
  expect(screened(null, screen)).toEqual({ held: false, reasons: [] });
  const found: Held = { held: true, reasons: [] };
  expect(screenedAgain('ab', found, facts('WAITING'), screen)).toEqual({ held: false, reasons: [] });
  expect(screenedAgain('ab', NOT_HELD, facts('RETURNED'), screen)).toEqual({
    held: true,
    reasons: ['RETURNED_BEFORE'],
  });
  expect(screenedAgain(null, found, facts('RETURNED'), screen)).toEqual({ held: false, reasons: [] });
  // Saying it once more does not get around the person.
  const cameBack: Held = { held: true, reasons: ['RETURNED_BEFORE'] };
  expect(screenedAgain('ab', cameBack, facts('WAITING'), screen)).toEqual(cameBack);
});

it('why words are held is found in them whenever it is asked, and told with what was said of them', () => {
  expect(reasonsFor('a@b', [], screen)).toEqual(['EMAIL']);
  expect(reasonsFor('a@b', ['RETURNED_BEFORE', 'UNCLEAR'], screen)).toEqual(['EMAIL', 'UNCLEAR', 'RETURNED_BEFORE']);
  expect(reasonsFor('ab', [], screen)).toEqual([]);
  expect(reasonsFor(null, ['OTHER'], screen)).toEqual(['OTHER']);
});

it('whatever is found can be said', () => {
  for (const finding of Object.values(Finding)) expect(TextReason[finding]).toBe(finding);
});
