/** For what and until when a plan is asked. */
import { expect, it } from '@jest/globals';
import type { HelpKind } from '../../kernel/help.js';
import { decideHorizon, decideKinds } from './plan-wish.js';

// In American Samoa it is still the 9th, on Kiritimati the 11th.
const NOW = new Date('2026-06-10T10:30:00Z');

const horizons: readonly (readonly [string, string])[] = [
  ['2026-06-08', 'WINDOW_PAST'],
  ['2026-06-09', 'accepted'],
  ['2026-06-10', 'accepted'],
  ['2026-06-25', 'accepted'],
  ['2026-06-26', 'WINDOW_TOO_FAR'],
  ['2026-06-31', 'INVALID_INPUT'],
  ['tomorrow', 'INVALID_INPUT'],
];
it.each(horizons)('until %s: %s', (date, outcome) => {
  const decided = decideHorizon(date, NOW);
  expect(decided.accepted ? 'accepted' : decided.code).toBe(outcome);
});

const kinds: readonly (readonly [readonly HelpKind[], readonly string[] | string])[] = [
  [[], 'INVALID_INPUT'],
  [
    ['RIDE', 'GROCERY', 'RIDE'],
    ['GROCERY', 'RIDE'],
  ],
  [['TIME', 'MONEY'], 'MONEY_THROUGH_PARTNER'],
];
it.each(kinds)('for %j: %j', (asked, outcome) => {
  const decided = decideKinds(asked);
  expect(decided.accepted ? decided.value : decided.code).toEqual(outcome);
});
