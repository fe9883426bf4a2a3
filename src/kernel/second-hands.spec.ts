/** When money takes two coordinators, and that they are two. */
import { describe, expect, it } from '@jest/globals';
import { decideSecondHand, takesTwo } from './second-hands.js';

describe('money', () => {
  it.each([
    ['of any amount takes one where none is set', 1_000_000_000_000, null, false],
    ['of the set amount takes one', 10_000, 10_000, false],
    ['above it takes two', 10_001, 10_000, true],
    ['of every amount takes two above nothing', 1, 0, true],
  ])('%s', (_, amount, above, two) => {
    expect(takesTwo(amount, above)).toBe(two);
  });

  it.each([
    ['that takes one goes through the same hands', false, ['ana'], 'ana', null],
    ['that takes two does not', true, ['ana'], 'ana', 'SECOND_NEEDED'],
    ['that takes two goes on to other hands', true, ['ana'], 'ben', null],
    ['that several had in hand goes to none of them', true, ['ana', 'ben'], 'ben', 'SECOND_NEEDED'],
    ['that nobody had in hand goes to anybody', true, [], 'ana', null],
  ])('%s', (_, two, before, by, code) => {
    const decided = decideSecondHand(two, before, by);
    expect(decided.accepted ? null : decided.code).toBe(code);
  });
});
