/** How long leases run, and which half-days may be planned. */
import { describe, expect, it } from '@jest/globals';
import { hours, later } from '../../kernel/duration.js';
import { acceptedClaim, claimOf, NOON } from './claim.samples.js';
import { coarse } from './claim-step.js';
import { acceptedLeaseEndsAt, decideExtendLease, isForToday, proposedLeaseEndsAt } from './leases.js';
import { decidePropose, halvesToPlan } from './propose-claim.js';

const at = (count: number) => later(NOON, hours(count));

describe('leases', () => {
  it.each([
    [false, 48, 24],
    [true, 48, 2],
    [false, 6, 18],
    [true, 6, 2],
    [true, -11, 1],
  ])('for today %p, planned to end in %i h: a proposal waits %i h', (forToday, plannedIn, waits) => {
    expect(proposedLeaseEndsAt(forToday, at(plannedIn), NOON)).toEqual(at(waits));
  });

  it('an accepted claim lasts 12 h beyond its half-day, and 12 more once', () => {
    expect(acceptedLeaseEndsAt(at(5))).toEqual(at(17));
    const extended = decideExtendLease(acceptedClaim, NOON);
    if (!extended.accepted) throw new Error(extended.code);
    expect(extended.value.claim.leaseEndsAt).toEqual(later(acceptedClaim.leaseEndsAt ?? NOON, hours(12)));
    expect(decideExtendLease(extended.value.claim, NOON)).toMatchObject({ code: 'ALREADY_EXTENDED' });
    expect(decideExtendLease(acceptedClaim, at(500))).toMatchObject({ code: 'LEASE_OVER' });
    expect(decideExtendLease(claimOf('GIVING', 'ACCEPTED'), NOON)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['TODAY', null, true],
    ['TODAY', 100, true],
    ['WHENEVER', 12, true],
    ['THIS_WEEK', 13, false],
    ['WHENEVER', null, false],
  ] as const)('%s, window closing in %p h: for today %p', (urgency, closesIn, forToday) => {
    expect(isForToday(urgency, closesIn === null ? null : at(closesIn), at(12))).toBe(forToday);
  });
});

describe('halvesToPlan', () => {
  it('are those of the window, and without one those of the next 14 days', () => {
    expect(halvesToPlan({ fromHalf: 99, untilHalf: 140 }, 100)).toEqual({ fromHalf: 99, untilHalf: 140 });
    expect(halvesToPlan(null, 100)).toEqual({ fromHalf: 100, untilHalf: 128 });
  });
});

describe('decidePropose', () => {
  const facts = {
    kind: 'RIDE',
    proposedBy: 'HOME',
    acceptance: 'ANY_TRUSTED_HOME',
    homeTier: 'TRUSTED',
    childcareInPerson: false,
    forToday: true,
    plannedEndsAt: at(10),
    lines: [{ requestLineId: 'there', quantity: 2, offerLineId: 'seats', offerQuantity: 2 }],
  } as const;

  it('is accepted at once when every consent stands', () => {
    expect(decidePropose(facts, NOON)).toMatchObject({
      value: { status: 'ACCEPTED', acceptedAt: coarse(NOON), leaseEndsAt: at(22), consentsNeeded: ['HOME'] },
    });
  });

  it('waits otherwise, two hours for today', () => {
    expect(decidePropose({ ...facts, acceptance: 'ME' }, NOON)).toMatchObject({
      value: { status: 'PROPOSED', acceptedAt: null, leaseEndsAt: at(2) },
    });
  });

  it('never lets money meet', () => {
    expect(decidePropose({ ...facts, kind: 'MONEY' }, NOON)).toMatchObject({ code: 'MONEY_THROUGH_PARTNER' });
  });
});
