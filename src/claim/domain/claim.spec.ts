/** The full table: every step from every status, for each of the three shapes, allowed or refused with which code. */
import { describe, expect, it } from '@jest/globals';
import { endOfHalfDay, halfDayAt } from '../../calendar/half-day.js';
import type { Decision } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';
import { decideAccept, decideDecline, decideRetract } from './answer-claim.js';
import { CancelReason, type ClaimShape, type ClaimState, ClaimStatus, effectiveStatus } from './claim.js';
import { acceptedClaim, claimOf, NOON, proposedClaim } from './claim.samples.js';
import type { ClaimStep } from './claim-step.js';
import { decideConfirm, decideDispute, decideMarkDelivered, decideSettle } from './deliver-claim.js';
import { decideCancel, decideOverdue, decideRelease } from './end-claim.js';
import { decideExtendLease } from './leases.js';
import { decideConfirmGift, decideMarkPaid, decideMarkReceived, decideSettleMoney } from './money-claim.js';

/** Proposed by a home to a family that says yes itself; the samples stand at NOON inside the planned half-day. */
const STEPS: Readonly<Record<string, (claim: ClaimState, now: Date) => Decision<ClaimStep>>> = {
  accept: (claim, now) => decideAccept(claim, ['FAMILY'], now),
  decline: (claim, now) => decideDecline(claim, ['FAMILY'], now),
  retract: (claim, now) => decideRetract(claim, ['HOME'], now),
  extend: decideExtendLease,
  release: (claim, now) => decideRelease(claim, 'CANNOT_COME', now),
  deliver: (claim, now) => decideMarkDelivered(claim, null, now),
  confirm: (claim, now) => decideConfirm(claim, 'FAMILY', now),
  dispute: (claim, now) => decideDispute(claim, claim.shape === 'GIVING' ? 'HOME' : 'FAMILY', now),
  settle: (claim, now) => decideSettle(claim, 'RETURNED', now),
  receive: (claim, now) => decideMarkReceived(claim, null, now),
  pay: (claim, now) => decideMarkPaid(claim, null, now),
  gift: decideConfirmGift,
  settleMoney: (claim, now) => decideSettleMoney(claim, 'RETURNED', now),
  overdue: decideOverdue,
};

/** The columns follow STEPS. ws: WRONG_STATE. lo: LEASE_OVER. Anything else: the status afterwards. */
const MEETING = `
  status        accept   decline  retract   extend   release  deliver   confirm   dispute  settle   receive pay gift settleMoney overdue
  PROPOSED      ACCEPTED DECLINED RETRACTED ws       ws       ws        ws        ws       ws       ws      ws  ws   ws          ws
  ACCEPTED      ws       ws       ws        ACCEPTED RELEASED DELIVERED CONFIRMED ws       ws       ws      ws  ws   ws          ws
  DELIVERED     ws       ws       ws        ws       ws       ws        CONFIRMED DISPUTED ws       ws      ws  ws   ws          ws
  DISPUTED      ws       ws       ws        ws       ws       ws        ws        ws       RETURNED ws      ws  ws   ws          ws
  CONFIRMED     ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws  ws   ws          ws
  RETURNED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws  ws   ws          ws
  DECLINED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws  ws   ws          ws
  RETRACTED     ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws  ws   ws          ws
  RELEASED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws  ws   ws          ws
  CANCELLED     ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws  ws   ws          ws
  LAPSED        lo       lo       lo        lo       lo       DELIVERED lo        lo       lo       lo      lo  lo   lo          ws
  LAPSED_EARLY  lo       lo       lo        lo       lo       lo        lo        lo       lo       lo      lo  lo   lo          ws
  LAPSED_LONG   lo       lo       lo        lo       lo       lo        lo        lo       lo       lo      lo  lo   lo          ws`;

const GIVING = `
  status        accept   decline  retract   extend   release  deliver   confirm   dispute  settle   receive   pay gift      settleMoney overdue
  ACCEPTED      ws       ws       ws        ws       RELEASED ws        ws        ws       ws       DELIVERED ws  ws        ws          ws
  DELIVERED     ws       ws       ws        ws       ws       ws        ws        DISPUTED ws       ws        ws  CONFIRMED ws          ws
  DISPUTED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws        ws  ws        RETURNED    ws
  CONFIRMED     ws       ws       ws        ws       ws       ws        ws        ws       ws       ws        ws  ws        ws          ws
  RETURNED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws        ws  ws        ws          ws
  RELEASED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws        ws  ws        ws          ws
  LAPSED        lo       lo       lo        lo       lo       lo        lo        lo       lo       DELIVERED lo  lo        lo          ws
  LAPSED_LONG   lo       lo       lo        lo       lo       lo        lo        lo       lo       lo        lo  lo        lo          ws`;

const RECEIVING = `
  status        accept   decline  retract   extend   release  deliver   confirm   dispute  settle   receive pay       gift settleMoney overdue
  ACCEPTED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      DELIVERED ws   ws          ws
  DELIVERED     ws       ws       ws        ws       ws       ws        CONFIRMED DISPUTED ws       ws      ws        ws   ws          ws
  DISPUTED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws        ws   RETURNED    ws
  CONFIRMED     ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws        ws   ws          ws
  RETURNED      ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws        ws   ws          ws
  CANCELLED     ws       ws       ws        ws       ws       ws        ws        ws       ws       ws      ws        ws   ws          ws
  LAPSED        lo       lo       lo        lo       lo       lo        lo        lo       lo       lo      DELIVERED lo   lo          ws
  LAPSED_LONG   lo       lo       lo        lo       lo       lo        lo        lo       lo       lo      lo        lo   lo          ws`;

const CANCELLATIONS = `
  status        NO_SHOW   REVOKED   CHANGED_MIND WITHDRAWN FINISHED  BLOCKED   ERASED
  PROPOSED      ws        ws        DECLINED     CANCELLED CANCELLED CANCELLED CANCELLED
  ACCEPTED      CANCELLED CANCELLED CANCELLED    CANCELLED CANCELLED CANCELLED CANCELLED
  DELIVERED     ws        ws        ws           ws        ws        ws        CANCELLED
  DISPUTED      ws        ws        ws           ws        ws        ws        CANCELLED
  CONFIRMED     ws        ws        ws           ws        ws        ws        ws
  RETURNED      ws        ws        ws           ws        ws        ws        ws
  DECLINED      ws        ws        ws           ws        ws        ws        ws
  RETRACTED     ws        ws        ws           ws        ws        ws        ws
  RELEASED      ws        ws        ws           ws        ws        ws        ws
  CANCELLED     ws        ws        ws           ws        ws        ws        ws
  LAPSED        lo        lo        lo           lo        lo        lo        lo`;

function cells(table: string): readonly (readonly [string, string, string])[] {
  const [head = [], ...rows] = table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  return rows.flatMap(([status = '', ...row]) => row.map((cell, at) => [status, head[at + 1] ?? '', cell] as const));
}

function outcome(decision: Decision<ClaimStep>): string {
  if (decision.accepted) return decision.value.claim.status;
  return { WRONG_STATE: 'ws', LEASE_OVER: 'lo' }[decision.code as string] ?? decision.code; // any other code is shown as it is
}

function rowsOf(table: string): readonly string[] {
  return [...new Set(cells(table).map(([status]) => status))];
}

describe.each([
  ['MEETING', MEETING],
  ['GIVING', GIVING],
  ['RECEIVING', RECEIVING],
] as const)('a %s claim', (shape: ClaimShape, table) => {
  it.each(cells(table))('%s, %s: %s', (status, step, expected) => {
    const decide = STEPS[step];
    if (!decide) throw new Error(`no such step: ${step}`);
    expect(outcome(decide(claimOf(shape, status), NOON))).toBe(expected);
  });

  it('has a column for every step', () => {
    expect(new Set(cells(table).map(([, step]) => step))).toEqual(new Set(Object.keys(STEPS)));
  });
});

it('the table of meetings has a row for every status', () => {
  expect(rowsOf(MEETING)).toEqual(expect.arrayContaining(Object.keys(ClaimStatus)));
  expect(rowsOf(CANCELLATIONS)).toEqual(expect.arrayContaining(Object.keys(ClaimStatus)));
});

describe('cancelling a meeting', () => {
  it.each(cells(CANCELLATIONS))('%s, %s: %s', (status, reason, expected) => {
    expect(outcome(decideCancel(claimOf('MEETING', status), CancelReason[reason as CancelReason], NOON))).toBe(
      expected,
    ); // the head of the table lists reasons
  });

  it('knows no home at the door where money is concerned, and no family where it is given', () => {
    const [giving, receiving] = [claimOf('GIVING', 'ACCEPTED'), claimOf('RECEIVING', 'ACCEPTED')];
    for (const reason of Object.values(CancelReason)) {
      expect(outcome(decideCancel(giving, reason, NOON))).toBe('ws');
      const atTheDoor = ['NO_SHOW', 'BLOCKED', 'REVOKED'].includes(reason);
      expect(outcome(decideCancel(receiving, reason, NOON))).toBe(atTheDoor ? 'ws' : 'CANCELLED');
    }
  });
});

describe('the clock', () => {
  it.each([
    ['PROPOSED', 'lease', 'LAPSED'],
    ['ACCEPTED', 'lease', 'LAPSED'],
    ['DELIVERED', 72, 'CONFIRMED'],
    ['DISPUTED', 14 * 24, 'RETURNED'],
  ] as const)('moves %s on after its time (%s hours), at the instant and not before', (status, time, to) => {
    const claim = claimOf('MEETING', status);
    const since = status === 'DELIVERED' ? claim.deliveredAt : claim.disputedAt;
    const due = time === 'lease' ? claim.leaseEndsAt : since && later(since, hours(time));
    if (!due) throw new Error('the sample has no such instant');
    expect(effectiveStatus(claim, later(due, -1))).toBe(status);
    expect(effectiveStatus(claim, due)).toBe(to);
    const step = decideOverdue(claim, later(due, hours(30)));
    expect(step).toMatchObject({
      accepted: true,
      value: {
        from: status,
        claim: {
          status: to,
          endedAt: endOfHalfDay(halfDayAt(due, 'UTC'), 'UTC'),
          confirmedBy: to === 'CONFIRMED' ? 'SILENCE' : null,
        },
      },
    });
  });

  it('leaves a disputed gift given, and takes back a disputed payment', () => {
    const long = later(NOON, hours(15 * 24));
    expect(outcome(decideOverdue(claimOf('GIVING', 'DISPUTED'), long))).toBe('CONFIRMED');
    expect(outcome(decideOverdue(claimOf('RECEIVING', 'DISPUTED'), long))).toBe('RETURNED');
  });

  it('closes what the lease has ended, before any job has written it', () => {
    for (const claim of [proposedClaim, acceptedClaim]) {
      const over = claim.leaseEndsAt ?? NOON;
      for (const [name, decide] of Object.entries(STEPS)) {
        if (name === 'overdue' || (name === 'deliver' && claim === acceptedClaim)) continue;
        expect([name, outcome(decide(claim, over))]).toEqual([name, 'lo']);
      }
    }
  });
});
