/** Which transfers can be undone, by whom, and how often. */
import { describe, expect, it } from '@jest/globals';
import { TransferKind } from '../../kernel/transfer.js';
import { decideReversal, isPromisedAgain, isReversible } from './reversal.js';

describe('a reversal', () => {
  it('is of what came for a pledge or went back, and of nothing that has a state', () => {
    const kinds = Object.values(TransferKind).filter((kind) => isReversible({ kind, pledgeId: 'p' }));
    expect(kinds).toEqual(['RECEIVED', 'GIVEN_BACK']);
    expect(isReversible({ kind: 'RECEIVED', pledgeId: null })).toBe(false);
  });

  const its = { amount: 5_000, takenBack: 0, isUndone: false, enteredBy: ['ana'], secondAbove: null, by: 'ana' };
  it.each([
    ['is for whoever entered it where nothing is set', its, null],
    ['is at the set amount', { ...its, secondAbove: 5_000 }, null],
    ['is for somebody else above it', { ...its, secondAbove: 4_999 }, 'SECOND_NEEDED'],
    ['is, however it is split', { ...its, secondAbove: 9_000, takenBack: 4_001 }, 'SECOND_NEEDED'],
    ['is done by somebody else', { ...its, secondAbove: 0, by: 'ben' }, null],
    ['is for anybody where nobody is known', { ...its, secondAbove: 0, enteredBy: [] }, null],
    ['is done once', { ...its, isUndone: true, by: 'ben' }, 'WRONG_STATE'],
  ])('%s', (_, undo, code) => {
    const decided = decideReversal(undo);
    expect(decided.accepted ? null : decided.code).toBe(code);
  });

  const expected = { state: 'DONE', homeIsThere: true, fundIsOpen: true };
  it.each([
    ['is promised again', expected, true],
    ['is not when the pledge was taken back', { ...expected, state: 'CANCELLED' }, false],
    ['is not when the home is gone', { ...expected, homeIsThere: false }, false],
    ['is not when the fund is closed', { ...expected, fundIsOpen: false }, false],
  ])('of what came: it %s', (_, pledge, again) => {
    expect(isPromisedAgain(pledge)).toBe(again);
  });
});
