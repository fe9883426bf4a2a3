/** Laws that hold whatever happens in whatever order: quantities are conserved, nothing moves backwards, jobs only tidy up. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';
import { decideAccept, decideDecline, decideRetract } from './answer-claim.js';
import { CancelReason, type ClaimState, type ClaimStatus, type Party, ReleaseReason } from './claim.js';
import { claimOf, NOON } from './claim.samples.js';
import { decideLines } from './claim-lines.js';
import { type ClaimStep, effectsOf } from './claim-step.js';
import { decideConfirm, decideDispute, decideMarkDelivered, decideSettle } from './deliver-claim.js';
import { decideCancel, decideOverdue, decideRelease } from './end-claim.js';
import { decideExtendLease } from './leases.js';
import { decidePropose } from './propose-claim.js';

type Move = (claim: ClaimState, now: Date) => Decision<ClaimStep>;

const party = fc.constantFrom<Party>('HOME', 'FAMILY', 'COORDINATOR');

const move: fc.Arbitrary<Move> = fc.oneof(
  party.map(
    (by): Move =>
      (claim, now) =>
        decideAccept(claim, [by], now),
  ),
  party.map(
    (by): Move =>
      (claim, now) =>
        decideDecline(claim, [by], now),
  ),
  party.map(
    (by): Move =>
      (claim, now) =>
        decideRetract(claim, [by], now),
  ),
  party.map(
    (by): Move =>
      (claim, now) =>
        decideDispute(claim, by, now),
  ),
  fc.constant<Move>(decideExtendLease),
  fc.constant<Move>(decideOverdue),
  fc.constantFrom(...Object.values(ReleaseReason)).map(
    (why): Move =>
      (claim, now) =>
        decideRelease(claim, why, now),
  ),
  fc.constantFrom(...Object.values(CancelReason)).map(
    (why): Move =>
      (claim, now) =>
        decideCancel(claim, why, now),
  ),
  fc.integer({ min: 0, max: 6 }).map(
    (came): Move =>
      (claim, now) =>
        decideMarkDelivered(claim, [{ requestLineId: 'line', quantity: came }], now),
  ),
  fc.constant<Move>((claim, now) => decideMarkDelivered(claim, null, now)),
  fc.constantFrom('FAMILY' as const, 'COORDINATOR' as const).map(
    (by): Move =>
      (c, now) =>
        decideConfirm(c, by, now),
  ),
  fc.constantFrom('CONFIRMED' as const, 'RETURNED' as const).map(
    (as): Move =>
      (c, now) =>
        decideSettle(c, as, now),
  ),
);

/** Which moves there are, as drawn in the picture of a claim's life; a consent or an extension stays where it is. */
const FORWARD: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = {
  PROPOSED: ['PROPOSED', 'ACCEPTED', 'DECLINED', 'RETRACTED', 'CANCELLED', 'LAPSED'],
  ACCEPTED: ['ACCEPTED', 'DELIVERED', 'CONFIRMED', 'RELEASED', 'CANCELLED', 'LAPSED'],
  DELIVERED: ['CONFIRMED', 'DISPUTED', 'CANCELLED'],
  DISPUTED: ['CONFIRMED', 'RETURNED', 'CANCELLED'],
  LAPSED: ['DELIVERED'],
  CONFIRMED: [],
  RETURNED: [],
  DECLINED: [],
  RETRACTED: [],
  RELEASED: [],
  CANCELLED: [],
};

const QUANTITY = 10;
/** What a claim keeps from others, and what it has used up: counted from nothing but its state. */
const counted = (claim: ClaimState) => {
  const amount = claim.lines.reduce((total, line) => total + (line.delivered ?? line.quantity), 0);
  const { holds, spends } = effectsOf[claim.status];
  return { held: holds ? amount : 0, spent: spends ? amount : 0 };
};

const event = fc.record({
  after: fc.integer({ min: 0, max: 60 }),
  claim: fc.nat({ max: 5 }),
  move: fc.oneof(move, fc.integer({ min: 1, max: QUANTITY })),
});

function propose(quantity: number, left: number, now: Date): ClaimState | null {
  const line = { id: 'line', unit: 'MINUTE', quantity: QUANTITY, remaining: left, divisible: true };
  const offer = { id: 'offer', unit: 'MINUTE', remaining: left };
  const lines = decideLines('TIME', [line], [offer], [{ requestLineId: 'line', quantity }]);
  if (!lines.accepted) return null;
  const claim = decidePropose(
    {
      kind: 'TIME',
      proposedBy: 'HOME',
      acceptance: 'ME',
      homeTier: 'NEW',
      childcareInPerson: false,
      forToday: false,
      plannedEndsAt: later(now, hours(30)),
      lines: lines.value,
    },
    now,
  );
  return claim.accepted ? claim.value : null;
}

describe('quantities', () => {
  it('are conserved: what is left, held and spent is always the whole, and all that is held comes back in the end', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const claims: ClaimState[] = [];
        let now = NOON;
        let left = QUANTITY;
        let spent = 0;
        const write = (step: ClaimStep, at: number): void => {
          const before = counted(claims[at] ?? step.claim);
          const after = counted(step.claim);
          // The database refuses a late delivery whose quantities somebody else has taken meanwhile.
          if (before.held + before.spent + left < after.held + after.spent) return;
          expect(step.aftermath.putsBack).toBe(after.held + after.spent < before.held + before.spent);
          left += before.held + before.spent - after.held - after.spent;
          spent += after.spent - before.spent;
          claims[at] = step.claim;
        };
        for (const { after, claim: at, move } of events) {
          now = later(now, hours(after));
          if (typeof move === 'number') {
            const claim = propose(move, left, now);
            expect(claim !== null).toBe(move <= left);
            if (claim) left -= move;
            if (claim) claims.push(claim);
          } else {
            const claim = claims[at];
            const step = claim && move(claim, now);
            if (step?.accepted) write(step.value, at);
          }
          const held = claims.reduce((total, claim) => total + counted(claim).held, 0);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + held + spent).toBe(QUANTITY);
        }
        for (let sweep = 0; sweep < 2; sweep++) {
          now = later(now, hours(24 * 30));
          for (const [at, claim] of claims.entries()) {
            const step = decideOverdue(claim, now);
            if (step.accepted) write(step.value, at);
          }
        }
        expect(left + spent).toBe(QUANTITY);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a claim', () => {
  const statuses = fc.constantFrom('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED', 'LAPSED', 'RELEASED');
  const waits = fc.integer({ min: 0, max: 40 * 24 });

  it('never moves backwards, and every step starts from what is written', () => {
    fc.assert(
      fc.property(statuses, fc.array(fc.tuple(move, waits), { maxLength: 12 }), (status, moves) => {
        let claim = claimOf('MEETING', status);
        let now = NOON;
        for (const [move, wait] of moves) {
          now = later(now, hours(wait));
          const step = move(claim, now);
          if (!step.accepted) continue;
          expect(step.value.from).toBe(claim.status);
          expect(FORWARD[claim.status]).toContain(step.value.claim.status);
          expect(step.value.aftermath.closesHandoff).toBe(
            effectsOf[step.value.claim.status].ends && !effectsOf[claim.status].ends,
          );
          claim = step.value.claim;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is decided alike before and after a job wrote what the clock did', () => {
    fc.assert(
      fc.property(statuses, move, waits, (status, move, wait) => {
        const now = later(NOON, hours(wait));
        const unswept = claimOf('MEETING', status);
        const swept = decideOverdue(unswept, now);
        if (!swept.accepted || move === decideOverdue) return;
        const said = (decision: Decision<ClaimStep>): string =>
          decision.accepted ? decision.value.claim.status : decision.code;
        expect(said(move(unswept, now))).toBe(said(move(swept.value.claim, now)));
      }),
      { numRuns: 1000 },
    );
  });
});
