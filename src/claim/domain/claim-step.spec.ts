/** The table of what each status holds, spends, ends and opens, as the database and the use cases count on it. */
import { expect, it } from '@jest/globals';
import { ClaimStatus } from './claim.js';
import { effectsOf } from './claim-step.js';

it.each([
  ['PROPOSED', 'holds'],
  ['ACCEPTED', 'holds opensHandoff carriesMessages'],
  ['DELIVERED', 'holds carriesMessages'],
  ['DISPUTED', 'holds carriesMessages'],
  ['CONFIRMED', 'spends ends'],
  ['RETURNED', 'ends'],
  ['DECLINED', 'ends'],
  ['RETRACTED', 'ends'],
  ['RELEASED', 'ends'],
  ['CANCELLED', 'ends'],
  ['LAPSED', 'ends'],
])('%s: %s', (status, effects) => {
  const of = effectsOf[ClaimStatus[status as ClaimStatus]]; // the table lists statuses
  const does = Object.entries(of).filter(([, is]) => is);
  expect(does.map(([effect]) => effect)).toEqual(effects.split(' '));
});

it('is a table of every status', () => {
  expect(Object.keys(effectsOf).sort()).toEqual(Object.keys(ClaimStatus).sort());
});
