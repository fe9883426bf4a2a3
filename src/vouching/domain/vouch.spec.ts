/** Who vouches for whom, by cases: the first thing that stands in the way is told. */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../kernel/decision.js';
import { decideVoucher, decideVouchOfHome, type HomeToVouchFor, type Voucher } from './vouch.js';

const voucher: Voucher = { homeId: 'ana', tier: 'TRUSTED', depth: 2, paused: false, agreed: true };
const home: HomeToVouchFor = {
  homeId: 'bo',
  depth: 0,
  isTheirOwn: false,
  hasVouchOfTheirOwn: false,
  hasThisVouch: false,
  carriesVoucher: false,
};
const few = { standing: 0, today: 0 };
const outcome = (decision: Decision<unknown>) => (decision.accepted ? 'yes' : decision.code);

it.each<[Partial<Voucher>, string]>([
  [{}, 'yes'],
  [{ tier: 'NEW' }, 'NOT_VOUCHED'],
  [{ tier: 'VOUCHED' }, 'NOT_ALLOWED'],
  [{ paused: true }, 'HOME_PAUSED'],
  [{ agreed: false }, 'AGREEMENT_NEEDED'],
])('a home that is %j: %s', (its, expected) => {
  expect(outcome(decideVoucher({ ...voucher, ...its }))).toBe(expected);
});

describe('a word for a home', () => {
  it.each<[string, Partial<HomeToVouchFor>, typeof few, string]>([
    ['that showed its code', {}, few, 'yes'],
    ['of its own people', { isTheirOwn: true }, few, 'NOT_ALLOWED'],
    ['once more', { hasThisVouch: true }, few, 'WRONG_STATE'],
    ['for which one of its people spoke already', { hasVouchOfTheirOwn: true }, few, 'NOT_ALLOWED'],
    ['on which it stands itself', { carriesVoucher: true }, few, 'VOUCH_RING'],
    ['as the tenth of a day', {}, { standing: 9, today: 9 }, 'yes'],
    ['as the eleventh of a day', {}, { standing: 0, today: 10 }, 'TOO_MANY_ATTEMPTS'],
    ['beside a hundred others', {}, { standing: 100, today: 0 }, 'TOO_MANY_ATTEMPTS'],
  ])('%s', (_what, its, soFar, expected) => {
    expect(outcome(decideVouchOfHome(voucher, { ...home, ...its }, soFar))).toBe(expected);
  });

  it.each([
    [0, 3],
    [2, 1],
    [3, 0],
    [7, 0],
  ])('puts a home at depth %s further down by %s, below its voucher', (depth, deeper) => {
    const given = decideVouchOfHome(voucher, { ...home, depth }, few);
    expect(given.accepted && given.value).toEqual({ homeId: 'bo', byHomeId: 'ana', deeper });
  });
});
