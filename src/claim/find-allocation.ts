/** What a coordinator may take from an offer of money: of one currency, from a home in service, for a request of its own partner. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { spanOf } from '../calendar/window.js';
import { accept, type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { Money } from '../kernel/money.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type OfferInHand, OffersInHand } from '../offer/offers-in-hand.js';
import type { Transaction } from '../platform/database/transaction.js';
import { type ClaimTarget, ClaimTargetStore } from './claim-target.store.js';
import { decideLines, type TakenFrom, type TakenLine } from './domain/claim-lines.js';
import { MoveOverdue } from './move-overdue.js';

export interface AllocateOfferInput {
  readonly offerId: string;
  readonly requestId: string;
  /** Null: all that remains of the request, as far as the offer goes. */
  readonly amount: Money | null;
}

export interface Allocation {
  readonly offer: OfferInHand;
  readonly periodId: string;
  readonly target: ClaimTarget;
  readonly occurrenceId: string;
  readonly taken: TakenLine;
}

@Injectable()
export class FindAllocation {
  constructor(
    private readonly targets: ClaimTargetStore,
    private readonly offers: OffersInHand,
    private readonly overdue: MoveOverdue,
  ) {}

  /** Under the locks of both, the request first. */
  async execute(
    tx: Transaction,
    viewer: CoordinatorViewer,
    input: AllocateOfferInput,
    now: Date,
  ): Promise<Allocation | Refused> {
    if (!(await this.targets.lockRequestForPartner(tx, input.requestId, viewer))) return refuse('NOT_FOUND');
    const found = await this.offers.lock(tx, input.offerId, now, { partnerId: viewer.partnerId });
    const offer = decideOffer(found, viewer);
    if (isRefused(offer)) return offer;
    const target = await this.freshRequest(tx, viewer, { ...input, homeId: offer.value.homeId }, now);
    if (isRefused(target)) return target;
    if (!target.value.target.homeAgreed) return refuse('AGREEMENT_NEEDED');
    await this.overdue.ofOffer(tx, input.offerId, now);
    const half = halfDayAt(now, offer.value.timeZone);
    const today = spanOf({ fromHalf: half, untilHalf: half, timeZone: offer.value.timeZone });
    const period = await this.offers.periodFor(tx, input.offerId, today);
    if (!period) return refuse('OFFER_EXHAUSTED');
    const taken = decideAmount(target.value.target, period.lines, input.amount);
    if (isRefused(taken)) return taken;
    return { offer: offer.value, periodId: period.periodId, ...target.value, taken: taken.value };
  }

  /** What lapsed by the clock is free, and is written so before it is taken once more. */
  private async freshRequest(
    tx: Transaction,
    viewer: CoordinatorViewer,
    { requestId, homeId }: Pick<AllocateOfferInput, 'requestId'> & { readonly homeId: string },
    now: Date,
  ): Promise<ReturnType<typeof decideRequest>> {
    const asked = { requestId, occurrenceId: null, homeId, now };
    const target = decideRequest(await this.targets.find(tx, asked), viewer);
    if (isRefused(target) || !target.value.target.hasLapsed) return target;
    await this.overdue.ofRequest(tx, requestId, now);
    return decideRequest(await this.targets.find(tx, asked), viewer);
  }
}

/** A home that nobody vouched for is there for coordinators of its own partner only. */
function decideOffer(offer: OfferInHand | null, viewer: CoordinatorViewer): Decision<OfferInHand> {
  if (!offer || offer.madeForClaim) return refuse('NOT_FOUND');
  if (!offer.home.vouched) return refuse(offer.home.partnerId === viewer.partnerId ? 'NOT_VOUCHED' : 'NOT_FOUND');
  if (offer.kind !== 'MONEY') return refuse('DOES_NOT_FIT', ['offerId']);
  if (offer.home.paused) return refuse('HOME_PAUSED');
  return offer.status === 'OPEN' ? accept(offer) : refuse('WRONG_STATE', ['offerId']);
}

function decideRequest(
  target: ClaimTarget | null,
  viewer: CoordinatorViewer,
): Decision<{ readonly target: ClaimTarget; readonly occurrenceId: string }> {
  if (target?.partnerId !== viewer.partnerId) return refuse('NOT_FOUND');
  if (!target.isPublished && target.intakeCoordinatorId !== viewer.coordinatorId) return refuse('NOT_FOUND');
  if (target.kind !== 'MONEY' || target.occurrenceId === null) return refuse('DOES_NOT_FIT', ['requestId']);
  const { occurrenceId } = target;
  return target.isOpen && !target.isOver ? accept({ target, occurrenceId }) : refuse('WRONG_STATE', ['requestId']);
}

/** A request of money has one line. */
function decideAmount(
  { lines }: ClaimTarget,
  offerLines: readonly TakenFrom[],
  amount: Money | null,
): Decision<TakenLine> {
  const [line] = lines;
  if (!line) return refuse('NOTHING_LEFT');
  if (amount && amount.currency.toUpperCase() !== line.unit) return refuse('CURRENCY_MISMATCH', ['amount', 'currency']);
  const wanted = amount ? [{ requestLineId: line.id, quantity: amount.minor }] : 'ALL';
  const taken = decideLines('MONEY', lines, offerLines, wanted);
  if (!taken.accepted) return refuse(taken.code, amount ? ['amount', 'minor'] : undefined);
  const [first] = taken.value;
  return first ? accept(first) : refuse('NOTHING_LEFT');
}
