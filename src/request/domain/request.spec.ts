/** A request's status by cases, its expiry, renewals and ends. */
import { describe, expect, it } from '@jest/globals';
import { days, hours, later } from '../../kernel/duration.js';
import { decideErase, decideFinish, decideWithdraw } from './end-request.js';
import { decideRenew, expiresAt, type Renewable } from './expiry.js';
import { decideStillLive, type RequestFacts, type RequestStatus, requestStatus } from './request.js';

const NOW = new Date('2027-03-10T12:00:00Z');
const OPEN: RequestFacts = {
  ending: null,
  heldForReview: false,
  expiresAt: later(NOW, days(3)),
  lines: [
    { quantity: 4, held: 0, fulfilled: 0 },
    { quantity: 1, held: 0, fulfilled: 0 },
  ],
  liveClaims: 0,
  moreToCome: false,
};
const lines = (...counts: readonly (readonly [number, number, number])[]) =>
  counts.map(([quantity, held, fulfilled]) => ({ quantity, held, fulfilled }));
const PAST = { expiresAt: NOW };

describe('requestStatus', () => {
  it.each<[string, Partial<RequestFacts>, RequestStatus]>([
    ['opens at once', {}, 'OPEN'],
    ['is held where its partner reviews', { heldForReview: true }, 'HELD'],
    ['part of a line held', { lines: lines([4, 1, 0]), liveClaims: 1 }, 'PARTIALLY_CLAIMED'],
    ['one line of two held', { lines: lines([4, 4, 0], [1, 0, 0]), liveClaims: 1 }, 'PARTIALLY_CLAIMED'],
    ['part fulfilled', { lines: lines([4, 0, 1]) }, 'PARTIALLY_CLAIMED'],
    ['all held', { lines: lines([4, 4, 0], [1, 1, 0]), liveClaims: 2 }, 'CLAIMED'],
    ['held and fulfilled', { lines: lines([4, 2, 2]), liveClaims: 1 }, 'CLAIMED'],
    ['all fulfilled', { lines: lines([4, 0, 4], [1, 0, 1]) }, 'FULFILLED'],
    ['all fulfilled, long ago', { ...PAST, lines: lines([4, 0, 4]) }, 'FULFILLED'],
    ['a series of which more is to come', { lines: lines([4, 0, 4]), moreToCome: true }, 'CLAIMED'],
    ['a series with no date made yet', { lines: [], moreToCome: true }, 'OPEN'],
    ['its time is over', PAST, 'EXPIRED'],
    ['its time is over, held or not', { ...PAST, heldForReview: true }, 'EXPIRED'],
    ['not while a claim lives', { ...PAST, lines: lines([4, 1, 0]), liveClaims: 1 }, 'PARTIALLY_CLAIMED'],
    ['withdrawn', { ending: 'WITHDRAWN' }, 'WITHDRAWN'],
    ['finished while lines remain', { ending: 'FULFILLED', lines: lines([4, 0, 1]) }, 'FULFILLED'],
    ['expired, as written', { ending: 'EXPIRED', expiresAt: later(NOW, days(9)) }, 'EXPIRED'],
    ['erased', { ending: 'ERASED' }, 'WITHDRAWN'],
  ])('%s', (_, facts, status) => {
    const request = { ...OPEN, ...facts };
    expect(requestStatus(request, NOW)).toBe(status);
    const ended = ['FULFILLED', 'WITHDRAWN', 'EXPIRED'].includes(status);
    expect(decideStillLive(request, NOW)).toMatchObject(ended ? { code: 'WRONG_STATE' } : { value: status });
  });
});

describe('expiry', () => {
  const undated: Renewable = { ...OPEN, closesAt: null, renewals: 0 };
  const dated: Renewable = { ...undated, closesAt: later(NOW, days(2)) };

  it('of a dated one is a day after its window', () => {
    expect(expiresAt(later(NOW, days(2)), NOW)).toEqual(later(NOW, days(3)));
  });

  it.each([
    ['2027-03-10T00:00:00.000Z', '2027-03-24T12:00:00.000Z'],
    ['2027-03-10T11:59:59.999Z', '2027-03-24T12:00:00.000Z'],
    ['2027-03-10T12:00:00.000Z', '2027-03-25T00:00:00.000Z'],
    ['2027-03-10T17:43:21.987Z', '2027-03-25T00:00:00.000Z'],
  ])('does not tell when in its half-day a family posted or renewed: %s', (at, ends) => {
    const now = new Date(at);
    expect(expiresAt(null, now).toISOString()).toBe(ends);
    const renewal = decideRenew({ ...undated, expiresAt: later(now, hours(1)) }, now);
    expect(renewal).toMatchObject({ value: { expiresAt: new Date(ends) } });
  });

  it.each<[string, Renewable, string | number]>([
    ['the first time', undated, 1],
    ['the second time', { ...undated, renewals: 1 }, 2],
    ['a third time', { ...undated, renewals: 2 }, 'ALREADY_RENEWED_TWICE'],
    ['a dated one', dated, 'WRONG_STATE'],
    ['one that expired', { ...undated, ...PAST }, 'WRONG_STATE'],
    ['one beyond its time that a claim keeps alive', { ...undated, ...PAST, liveClaims: 1 }, 1],
    ['a withdrawn one', { ...undated, ending: 'WITHDRAWN' }, 'WRONG_STATE'],
  ])('renewing %s', (_, request, expected) => {
    const renewal = decideRenew(request, NOW);
    if (typeof expected === 'string') return expect(renewal).toMatchObject({ code: expected });
    expect(renewal).toEqual({
      accepted: true,
      value: { expiresAt: new Date('2027-03-25T00:00:00Z'), renewals: expected, expiryTold: false },
    });
  });
});

describe('ending', () => {
  it('takes the live claims along, each with its reason', () => {
    expect(decideWithdraw(OPEN, NOW)).toEqual({
      accepted: true,
      value: { ending: 'WITHDRAWN', endedAt: NOW, claimsEndAs: 'WITHDRAWN' },
    });
    expect(decideFinish(OPEN, NOW)).toMatchObject({ value: { ending: 'FULFILLED', claimsEndAs: 'FINISHED' } });
    expect(decideErase(NOW)).toMatchObject({ value: { ending: 'ERASED', claimsEndAs: 'ERASED' } });
  });

  it('happens once', () => {
    const over = { ...OPEN, ending: 'WITHDRAWN' as const };
    expect(decideWithdraw(over, NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(decideFinish(over, NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(decideFinish({ ...OPEN, ...PAST }, NOW)).toMatchObject({ code: 'WRONG_STATE' });
  });
});
