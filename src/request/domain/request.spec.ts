/** A request's status by cases, its expiry, renewals and ends. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { days, hours, later } from '../../kernel/duration.js';
import { decideErase, decideFinish, decideWithdraw } from './end-request.js';
import { decideRenew, expiresAt, isExpiryNoticeDue, type Renewable } from './expiry.js';
import { decideStillLive, isListed, type RequestFacts, type RequestStatus, requestStatus } from './request.js';

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
  it.each<[string, Partial<RequestFacts>, RequestStatus, boolean]>([
    ['opens at once', {}, 'OPEN', true],
    ['is held where its partner reviews', { heldForReview: true }, 'HELD', false],
    ['part of a line held', { lines: lines([4, 1, 0]), liveClaims: 1 }, 'PARTIALLY_CLAIMED', true],
    ['one line of two held', { lines: lines([4, 4, 0], [1, 0, 0]), liveClaims: 1 }, 'PARTIALLY_CLAIMED', true],
    ['part fulfilled', { lines: lines([4, 0, 1]) }, 'PARTIALLY_CLAIMED', true],
    ['all held', { lines: lines([4, 4, 0], [1, 1, 0]), liveClaims: 2 }, 'CLAIMED', false],
    ['held and fulfilled', { lines: lines([4, 2, 2]), liveClaims: 1 }, 'CLAIMED', false],
    ['all fulfilled', { lines: lines([4, 0, 4], [1, 0, 1]) }, 'FULFILLED', false],
    ['all fulfilled, long ago', { ...PAST, lines: lines([4, 0, 4]) }, 'FULFILLED', false],
    ['a series of which more is to come', { lines: lines([4, 0, 4]), moreToCome: true }, 'CLAIMED', false],
    ['a series with no date made yet', { lines: [], moreToCome: true }, 'OPEN', false],
    ['its time is over', PAST, 'EXPIRED', false],
    ['its time is over, held or not', { ...PAST, heldForReview: true }, 'EXPIRED', false],
    ['not while a claim lives', { ...PAST, lines: lines([4, 1, 0]), liveClaims: 1 }, 'PARTIALLY_CLAIMED', false],
    ['withdrawn', { ending: 'WITHDRAWN' }, 'WITHDRAWN', false],
    ['finished while lines remain', { ending: 'FULFILLED', lines: lines([4, 0, 1]) }, 'FULFILLED', false],
    ['expired, as written', { ending: 'EXPIRED', expiresAt: later(NOW, days(9)) }, 'EXPIRED', false],
    ['erased', { ending: 'ERASED' }, 'WITHDRAWN', false],
  ])('%s', (_, facts, status, listed) => {
    const request = { ...OPEN, ...facts };
    expect(requestStatus(request, NOW)).toBe(status);
    expect(isListed(request, NOW)).toBe(listed);
    const ended = ['FULFILLED', 'WITHDRAWN', 'EXPIRED'].includes(status);
    expect(decideStillLive(request, NOW)).toMatchObject(ended ? { code: 'WRONG_STATE' } : { value: status });
  });

  it('is listed only while something remains unclaimed, and never after its end', () => {
    const count = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }))
      .map(([quantity, held, fulfilled]) => {
        const h = Math.min(held, quantity);
        return { quantity, held: h, fulfilled: Math.min(fulfilled, quantity - h) };
      });
    const facts = fc.record({
      ending: fc.constantFrom(null, 'FULFILLED', 'WITHDRAWN', 'EXPIRED', 'ERASED'),
      heldForReview: fc.boolean(),
      expiresAt: fc.integer({ min: -5, max: 5 }).map((ahead) => later(NOW, hours(ahead))),
      lines: fc.array(count, { maxLength: 4 }),
      liveClaims: fc.nat({ max: 2 }),
      moreToCome: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (request) => {
        if (!isListed(request, NOW)) return;
        expect(request.ending).toBeNull();
        expect(request.heldForReview).toBe(false);
        expect(request.lines.some((line) => line.held + line.fulfilled < line.quantity)).toBe(true);
      }),
    );
  });
});

describe('expiry', () => {
  const undated: Renewable = { ...OPEN, closesAt: null, renewals: 0 };
  const dated: Renewable = { ...undated, closesAt: later(NOW, days(2)) };

  it('is a day after the window, or 14 days', () => {
    expect(expiresAt(later(NOW, days(2)), NOW)).toEqual(later(NOW, days(3)));
    expect(expiresAt(null, NOW)).toEqual(later(NOW, days(14)));
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
      value: { expiresAt: later(NOW, days(14)), renewals: expected, expiryTold: false },
    });
  });

  it.each([
    [49, undated, false, false],
    [48, undated, false, true],
    [1, undated, false, true],
    [0, undated, false, false],
    [48, undated, true, false],
    [48, dated, false, false],
    [48, { ...undated, ending: 'WITHDRAWN' as const }, false, false],
  ])('%i h before it ends: %#', (ahead, request, expiryTold, due) => {
    expect(isExpiryNoticeDue({ ...request, expiryTold, expiresAt: later(NOW, hours(ahead)) }, NOW)).toBe(due);
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
