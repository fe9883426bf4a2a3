/** Who may open, write and read what of a claim, by cases. */
import { describe, expect, it } from '@jest/globals';
import { days, later } from '../../kernel/duration.js';
import { ClaimStatus, type Party } from './claim.js';
import { claimOf, NOON } from './claim.samples.js';
import { decideOpenHandoff, decideWrite, mayReadMessages } from './claim-openings.js';

const accepted = claimOf('MEETING', 'ACCEPTED');
const statuses = Object.values(ClaimStatus);
const CARRIES: readonly string[] = ['ACCEPTED', 'DELIVERED', 'DISPUTED'];

describe('the handoff', () => {
  it.each(statuses)('of a %s claim', (status) => {
    const decision = decideOpenHandoff(claimOf('MEETING', status), { before: 0, most: 20 }, NOON);
    if (status === 'ACCEPTED') expect(decision).toMatchObject({ value: { availableUntil: accepted.leaseEndsAt } });
    else expect(decision).toMatchObject({ code: 'HANDOFF_CLOSED' });
  });

  it.each([
    ['when the lease is over', accepted, 0, 2, 'HANDOFF_CLOSED'],
    ['for the twentieth time', accepted, 19, 0, null],
    ['for the twenty-first', accepted, 20, 0, 'TOO_MANY_ATTEMPTS'],
    ['of a gift', claimOf('GIVING', 'ACCEPTED'), 0, 0, 'HANDOFF_CLOSED'],
    ['of a payment', claimOf('RECEIVING', 'ACCEPTED'), 0, 0, 'HANDOFF_CLOSED'],
  ] as const)('%s', (_, claim, openings, after, code) => {
    const decision = decideOpenHandoff(claim, { before: openings, most: 20 }, later(NOON, days(after)));
    expect(decision).toMatchObject(code ? { code } : { accepted: true });
  });
});

describe('messages', () => {
  it.each(statuses)('are written in a %s claim, or not', (status) => {
    const decision = decideWrite(claimOf('MEETING', status), ' Hello ', 0, NOON);
    const code = status === 'LAPSED' ? 'LEASE_OVER' : 'WRONG_STATE';
    expect(decision).toMatchObject(CARRIES.includes(status) ? { value: 'Hello' } : { code });
  });

  it('are two hundred at most, and pass between no giver and no family', () => {
    expect(decideWrite(accepted, 'Hello', 199, NOON)).toMatchObject({ accepted: true });
    expect(decideWrite(accepted, 'Hello', 200, NOON)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    expect(decideWrite(claimOf('GIVING', 'ACCEPTED'), 'Hello', 0, NOON)).toMatchObject({ code: 'WRONG_STATE' });
    expect(decideWrite(claimOf('RECEIVING', 'DELIVERED'), 'Hello', 0, NOON)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each<[Party[], boolean, boolean, boolean]>([
    // Who, reported: read while it lives, and after.
    [['HOME'], false, true, false],
    [['FAMILY'], false, true, true],
    [['COORDINATOR'], false, false, false],
    [['COORDINATOR'], true, true, true],
    // Who took the request in speaks for the family, and still reads no letters of others.
    [['COORDINATOR', 'FAMILY'], false, false, false],
  ])('are read by %p, reported %p: %p, %p', (parties, isReported, alive, after) => {
    expect(mayReadMessages(accepted, parties, isReported, NOON)).toBe(alive);
    expect(mayReadMessages(claimOf('MEETING', 'RELEASED'), parties, isReported, NOON)).toBe(after);
  });
});
