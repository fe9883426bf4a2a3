/** What a delivery says, what its silence means, and how money is delivered through the partner. */
import { describe, expect, it } from '@jest/globals';
import { hours, later } from '../../kernel/duration.js';
import { acceptedClaim, claimOf, NOON } from './claim.samples.js';
import { coarse } from './claim-step.js';
import { decideConfirm, decideDispute, decideMarkDelivered, decideSettle } from './deliver-claim.js';
import { decideOverdue } from './end-claim.js';
import { decideMarkPaid, decideMarkReceived, decideSettleMoney } from './money-claim.js';

describe('marking as delivered', () => {
  it('takes all lines whole when nothing else is said', () => {
    expect(decideMarkDelivered(acceptedClaim, null, NOON)).toMatchObject({
      value: {
        claim: {
          deliveredAt: NOON,
          lines: [
            { requestLineId: 'milk', delivered: 4, offerDelivered: 1 },
            { requestLineId: 'bread', delivered: 2, offerDelivered: 0 },
          ],
        },
        aftermath: { putsBack: false, relists: false, closesHandoff: false },
      },
    });
  });

  it('a short shop puts the rest back, and its run is used all the same', () => {
    expect(decideMarkDelivered(acceptedClaim, [{ requestLineId: 'milk', quantity: 0 }], NOON)).toMatchObject({
      value: {
        claim: { lines: [{ delivered: 0, offerDelivered: 1 }, { delivered: 2 }] },
        aftermath: { putsBack: true, relists: true },
      },
    });
  });

  it.each([
    ['more than was claimed', [{ requestLineId: 'milk', quantity: 5 }], 'QUANTITY_OUT_OF_RANGE'],
    ['less than nothing', [{ requestLineId: 'milk', quantity: -1 }], 'QUANTITY_OUT_OF_RANGE'],
    ['half a bottle', [{ requestLineId: 'milk', quantity: 0.5 }], 'QUANTITY_OUT_OF_RANGE'],
    ["somebody else's line", [{ requestLineId: 'rent', quantity: 1 }], 'INVALID_INPUT'],
    [
      'a line twice',
      [
        { requestLineId: 'milk', quantity: 1 },
        { requestLineId: 'milk', quantity: 2 },
      ],
      'INVALID_INPUT',
    ],
    [
      'nothing at all',
      [
        { requestLineId: 'milk', quantity: 0 },
        { requestLineId: 'bread', quantity: 0 },
      ],
      'QUANTITY_OUT_OF_RANGE',
    ],
  ])('refuses %s', (_, short, code) => {
    expect(decideMarkDelivered(acceptedClaim, short, NOON)).toMatchObject({ accepted: false, code });
  });

  it('a lapse turns into a delivery for a day, from the lapse itself and not from when a job wrote it', () => {
    const lease = acceptedClaim.leaseEndsAt ?? NOON;
    expect(decideMarkDelivered(acceptedClaim, null, later(lease, hours(24)))).toMatchObject({
      value: { from: 'ACCEPTED', claim: { status: 'DELIVERED', endedAt: null } },
    });
    expect(decideMarkDelivered(claimOf('MEETING', 'LAPSED'), null, NOON)).toMatchObject({
      value: { from: 'LAPSED', claim: { status: 'DELIVERED', deliveredAt: NOON, endedAt: null } },
    });
    expect(decideMarkDelivered(acceptedClaim, null, later(lease, hours(24) + 1))).toMatchObject({ code: 'LEASE_OVER' });
  });
});

describe('closing', () => {
  it('says who confirmed', () => {
    const delivered = claimOf('MEETING', 'DELIVERED');
    expect(decideConfirm(delivered, 'COORDINATOR', NOON)).toMatchObject({
      value: { claim: { confirmedBy: 'COORDINATOR' } },
    });
    expect(decideConfirm(acceptedClaim, 'FAMILY', NOON)).toMatchObject({
      value: {
        claim: { confirmedBy: 'FAMILY', deliveredAt: coarse(NOON) },
        aftermath: { closesHandoff: true, relists: false },
      },
    });
    expect(decideOverdue(delivered, later(NOON, hours(72)))).toMatchObject({
      value: { claim: { confirmedBy: 'SILENCE' } },
    });
  });

  it('either side disputes, within 72 hours, and a coordinator is told', () => {
    const delivered = claimOf('MEETING', 'DELIVERED');
    expect(decideDispute(delivered, 'HOME', NOON)).toMatchObject({
      value: { claim: { status: 'DISPUTED' }, aftermath: { queues: true } },
    });
    expect(decideDispute(delivered, 'FAMILY', later(NOON, hours(72)))).toMatchObject({ code: 'WRONG_STATE' });
    expect(decideDispute(delivered, 'COORDINATOR', NOON)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(decideDispute(claimOf('GIVING', 'DELIVERED'), 'FAMILY', NOON)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(decideDispute(claimOf('RECEIVING', 'DELIVERED'), 'HOME', NOON)).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('is settled either way', () => {
    const disputed = claimOf('MEETING', 'DISPUTED');
    expect(decideSettle(disputed, 'CONFIRMED', NOON)).toMatchObject({
      value: { claim: { confirmedBy: 'COORDINATOR' } },
    });
    expect(decideSettle(disputed, 'RETURNED', NOON)).toMatchObject({
      value: { claim: { confirmedBy: null }, aftermath: { putsBack: true, relists: true } },
    });
  });
});

describe('money', () => {
  const [giving, receiving] = [claimOf('GIVING', 'ACCEPTED'), claimOf('RECEIVING', 'ACCEPTED')];

  it('is received whole or in part, and what did not arrive goes back to the offer', () => {
    expect(decideMarkReceived(giving, 30_000, NOON)).toMatchObject({
      value: {
        claim: { status: 'DELIVERED', lines: [{ delivered: 30_000, offerDelivered: 30_000 }] },
        aftermath: { putsBack: true, relists: false },
      },
    });
    expect(decideMarkReceived(giving, null, NOON)).toMatchObject({
      value: { claim: { lines: [{ delivered: 40_000 }] } },
    });
  });

  it.each([0, -1, 40_001, 0.5])('is not received as %p', (amount) => {
    expect(decideMarkReceived(giving, amount, NOON)).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE', path: ['amount'] });
  });

  it.each([null, 1, 39_999])('is paid whole or in part: %p', (amount) => {
    expect(decideMarkPaid(receiving, amount, NOON)).toMatchObject({
      value: { claim: { status: 'DELIVERED', lines: [{ delivered: amount ?? 40_000, offerDelivered: 0 }] } },
    });
  });

  it('goes back with a dispute, or stays, and what a family did not get is wanted again', () => {
    const [gift, payment] = [claimOf('GIVING', 'DISPUTED'), claimOf('RECEIVING', 'DISPUTED')];
    expect(decideSettleMoney(gift, 'RETURNED', NOON)).toMatchObject({ value: { claim: { status: 'RETURNED' } } });
    expect(decideSettleMoney(gift, 'CONFIRMED', NOON)).toMatchObject({ value: { claim: { status: 'CONFIRMED' } } });
    expect(decideSettleMoney(payment, 'RETURNED', NOON)).toMatchObject({ value: { aftermath: { relists: true } } });
    expect(decideSettleMoney(acceptedClaim, 'RETURNED', NOON)).toMatchObject({ code: 'WRONG_STATE' });
  });
});
