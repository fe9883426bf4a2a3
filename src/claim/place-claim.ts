/** A claim is placed under the locks of what it takes from, and checked there once more: the database has the last word. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { endOfHalfDay, halfDayAt } from '../calendar/half-day.js';
import { type Decision, isRefused, type Refused } from '../kernel/decision.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Settings } from '../platform/instance-parts.js';
import type { ClaimRecord, NewClaim } from './claim-record.js';
import { ClaimTargetStore } from './claim-target.store.js';
import { type ClaimWish, decideTarget, type OpenTarget } from './decide-target.js';
import type { ClaimState } from './domain/claim.js';
import { isChildcareInPerson } from './domain/consents.js';
import { isForToday } from './domain/leases.js';
import { decidePropose } from './domain/propose-claim.js';
import { MoveOverdue } from './move-overdue.js';
import { RecordClaim } from './record-claim.js';
import { TakeFromOffer, type TakenFromOffer } from './take-from-offer.js';

@Injectable()
export class PlaceClaim {
  constructor(
    private readonly targets: ClaimTargetStore,
    private readonly offers: TakeFromOffer,
    private readonly overdue: MoveOverdue,
    private readonly record: RecordClaim,
    private readonly settings: Settings,
  ) {}

  async execute(tx: Transaction, wish: ClaimWish, now: Date): Promise<ClaimRecord | Refused> {
    await this.targets.lockRequest(tx, wish.requestId);
    const offer = await this.offers.lock(tx, wish, now);
    if (isRefused(offer)) return offer;
    await this.targets.lockHome(tx, wish.homeId);
    const open = await this.freshTarget(tx, wish, now);
    if (!open.accepted) return open;
    const taken = await this.offers.execute(tx, offer, open.value, wish, now);
    if (isRefused(taken)) return taken;
    const state = decideState(open.value, wish, taken, now);
    return state.accepted ? this.record.execute(tx, newClaim(open.value, wish, taken, state.value), wish, now) : state;
  }

  private async target(tx: Transaction, wish: ClaimWish, now: Date): Promise<Decision<OpenTarget>> {
    return decideTarget(await this.targets.find(tx, { ...wish, now }), wish, this.settings.config, now);
  }

  /** What lapsed by the clock is free, and is written so before somebody else takes it. */
  private async freshTarget(tx: Transaction, wish: ClaimWish, now: Date): Promise<Decision<OpenTarget>> {
    const open = await this.target(tx, wish, now);
    if (!open.accepted || !open.value.target.hasLapsed) return open;
    await this.overdue.ofRequest(tx, wish.requestId, now);
    return this.target(tx, wish, now);
  }
}

function decideState(
  { target, plannedHalf }: OpenTarget,
  { proposedBy }: ClaimWish,
  { lines }: TakenFromOffer,
  now: Date,
): Decision<ClaimState> {
  const { kind, acceptance, homeTier, timeZone } = target;
  const today = halfDayAt(now, timeZone);
  return decidePropose(
    {
      kind,
      proposedBy,
      acceptance,
      homeTier,
      childcareInPerson: isChildcareInPerson(target.skill, target.mode),
      forToday: isForToday(target.urgency, target.closesAt, endOfHalfDay(today - (today % 2) + 1, timeZone)),
      plannedEndsAt: endOfHalfDay(plannedHalf, timeZone),
      lines,
    },
    now,
  );
}

function newClaim(
  { target, occurrenceId, plannedHalf }: OpenTarget,
  wish: ClaimWish,
  { offerId, periodId }: TakenFromOffer,
  state: ClaimState,
): NewClaim {
  return {
    id: randomUUID(),
    requestId: target.requestId,
    occurrenceId,
    offerId,
    periodId,
    homeId: wish.homeId,
    partnerId: target.partnerId,
    intakeCoordinatorId: target.intakeCoordinatorId,
    plannedHalf,
    plannedTimeZone: target.timeZone,
    state,
  };
}
