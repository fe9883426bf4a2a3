import { describe, expect, it } from '@jest/globals';
import { decidePause, decideUnpause, decideVouch, type HomeAsItStands } from './vouching.js';

const home = (its: Partial<HomeAsItStands>): HomeAsItStands => ({
  homeId: 'home',
  tier: 'NEW',
  vouched: false,
  paused: false,
  isTheirOwn: false,
  ...its,
});
const vouched = { tier: 'VOUCHED', vouched: true } as const;
const trusted = { tier: 'TRUSTED', vouched: true } as const;

describe('a coordinator', () => {
  it.each([
    ['vouches for a new home', decideVouch, {}, { tier: 'VOUCHED' }],
    ['vouches for a paused one, which stays paused', decideVouch, { paused: true }, { tier: 'VOUCHED' }],
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
    ['pause twice', decidePause, { paused: true }, 'WRONG_STATE'],
    ['end a pause that is not', decideUnpause, {}, 'WRONG_STATE'],
    ['end the pause of their own home', decideUnpause, { paused: true, isTheirOwn: true }, 'NOT_ALLOWED'],
  ])('does not %s', (_what, decide, its, code) => {
    expect(decide(home(its))).toEqual({ accepted: false, code });
  });
});
