/** Small laws of the shared words: urgency rises by steps and stops, tiers are ordered, decisions are joined, ranges hold. */
import { expect, it } from '@jest/globals';
import { allAccepted, eachAccepted } from './all-accepted.js';
import { accept, refuse } from './decision.js';
import { raisedUrgency } from './help.js';
import { decideQuantity, sum } from './quantity.js';
import { reachesTier } from './tier.js';
import { words } from './words.js';

it.each([
  ['WHENEVER', 'THIS_WEEK'],
  ['THIS_WEEK', 'TODAY'],
  ['TODAY', 'TODAY'],
] as const)('%s rises to %s', (from, to) => {
  expect(raisedUrgency(from)).toBe(to);
});

it('a higher tier has what a lower one asks for', () => {
  const tiers = ['NEW', 'VOUCHED', 'TRUSTED'] as const;
  for (const [at, tier] of tiers.entries()) {
    expect(tiers.filter((asked) => reachesTier(tier, asked))).toEqual(tiers.slice(0, at + 1));
  }
});

it('joined decisions are all values or the first refusal', () => {
  expect(allAccepted({ a: accept(1), b: accept('x') })).toEqual({ accepted: true, value: { a: 1, b: 'x' } });
  expect(allAccepted({ a: accept(1), b: refuse('BUSY'), c: refuse('NOT_FOUND') })).toMatchObject({ code: 'BUSY' });
  expect(eachAccepted([accept(1), accept(2)])).toEqual({ accepted: true, value: [1, 2] });
  expect(eachAccepted([accept(1), refuse('BUSY')])).toMatchObject({ code: 'BUSY' });
});

it.each([
  [15, true],
  [20, true],
  [17, false],
  [10, false],
  [35, false],
  [Number.POSITIVE_INFINITY, false],
])('%d is in steps of five from 15 to 30: %p', (quantity, accepted) => {
  expect(decideQuantity(quantity, { min: 15, max: 30, step: 5 }, ['minutes']).accepted).toBe(accepted);
});

it('words are their own values, and nothing sums up to nothing', () => {
  expect(words('A', 'B')).toEqual({ A: 'A', B: 'B' });
  expect(sum([])).toBe(0);
  expect(sum([1, 2])).toBe(3);
});
