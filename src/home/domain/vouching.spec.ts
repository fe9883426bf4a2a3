import { describe, expect, it } from '@jest/globals';
import { decidePause, decideUnpause, decideVouch, type HomeAsItStands } from './vouching.js';

const home = (its: Partial<HomeAsItStands>): HomeAsItStands => ({
  homeId: 'home',
  tier: 'NEW',
  vouched: false,
  vouchedByCoordinator: false,
  paused: false,
  isTheirOwn: false,
  ...its,
});
const vouched = { tier: 'VOUCHED', vouched: true, vouchedByCoordinator: true } as const;
const trusted = { ...vouched, tier: 'TRUSTED' } as const;
const byHomes = { vouchedByCoordinator: false };

describe('a coordinator', () => {
  it.each([
    ['vouches for a new home', decideVouch, {}, { tier: 'VOUCHED' }],
    ['vouches for a paused one, which stays paused', decideVouch, { paused: true }, { tier: 'VOUCHED' }],
    ['vouches besides two homes', decideVouch, { ...vouched, ...byHomes }, { tier: 'VOUCHED' }],
    [
      'vouches besides two homes for a trusted one, which stays so',
      decideVouch,
      { ...trusted, ...byHomes },
      { tier: 'TRUSTED' },
    ],
    ['pauses any home', decidePause, {}, { paused: true }],
    ['pauses their own home', decidePause, { isTheirOwn: true }, { paused: true }],
    ['ends a pause', decideUnpause, { paused: true }, { paused: false }],
  ])('%s', (_what, decide, its, change) => {
    expect(decide(home(its))).toEqual({ accepted: true, value: { homeId: 'home', ...change } });
  });

  it.each([
    ['vouch twice', decideVouch, vouched, 'WRONG_STATE'],
    ['vouch for a home that is trusted already', decideVouch, trusted, 'WRONG_STATE'],
    ['vouch for their own home', decideVouch, { isTheirOwn: true }, 'NOT_ALLOWED'],
    [
      'vouch for their own home besides two homes',
      decideVouch,
      { ...vouched, ...byHomes, isTheirOwn: true },
      'NOT_ALLOWED',
    ],
    ['pause twice', decidePause, { paused: true }, 'WRONG_STATE'],
    ['end a pause that is not', decideUnpause, {}, 'WRONG_STATE'],
    ['end the pause of their own home', decideUnpause, { paused: true, isTheirOwn: true }, 'NOT_ALLOWED'],
  ])('does not %s', (_what, decide, its, code) => {
    expect(decide(home(its))).toEqual({ accepted: false, code });
  });
});
