/** Who pays and how much at most, of each household by itself. */
import { expect, it } from '@jest/globals';
import type { Money } from '../../kernel/money.js';
import { isWithinCap } from './within-cap.js';

const dollars = (major: number): Money => ({ minor: major * 100, currency: 'USD' });

const cases: readonly (readonly [string, string | null, Money | null, Money | null, boolean])[] = [
  ['the home pays less than it may', 'HOME', dollars(80), dollars(100), true],
  ['the home pays just as much', 'HOME', dollars(100), dollars(100), true],
  ['the home pays more', 'HOME', dollars(101), dollars(100), false],
  ['a fund gives back no more than the cap', 'FUND', dollars(101), dollars(100), false],
  ['the family pays back', 'FAMILY_PAYS_BACK', dollars(101), dollars(100), true],
  ['nothing is said of the price', 'HOME', null, dollars(100), true],
  ['the home has no cap', 'HOME', dollars(500), null, true],
  ['in another currency nobody can tell', 'HOME', { minor: 100, currency: 'CAD' }, dollars(100), false],
  ['of a ride', null, null, null, true],
];
it.each(cases)('%s', (_, payer, ceiling, cap, fits) => {
  expect(isWithinCap(payer, ceiling, cap)).toBe(fits);
});
