/** A claim takes from an offer that fits, as it stands in the planned half-day; or a one-off offer is made for exactly what it takes. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Span, spanOf } from '../calendar/window.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { type OfferInHand, OffersInHand } from '../offer/offers-in-hand.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { Queryable } from '../platform/queryable.js';
import type { ClaimWish, OpenTarget } from './decide-target.js';
import { decideLines, type TakenLine } from './domain/claim-lines.js';
import { decideOneOffOffer } from './domain/one-off-offer.js';
import { decideFit, decideFitOfHome } from './fit-of-offer.js';
import { MoveOverdue } from './move-overdue.js';

/** Which lines, out of which period of which offer. */
export interface TakenFromOffer {
  readonly offerId: string;
  readonly periodId: string;
  readonly lines: readonly TakenLine[];
}

@Injectable()
export class TakeFromOffer {
  constructor(
    private readonly offers: OffersInHand,
    private readonly overdue: MoveOverdue,
  ) {}

  /** The offer, locked until the transaction ends; null when none was named. */
  async lock(tx: Queryable, wish: ClaimWish, now: Date): Promise<OfferInHand | Refused | null> {
    if (wish.offerId === null) return null;
    const offer = await this.offers.lock(tx, wish.offerId, now, { homeId: wish.homeId });
    if (!offer || offer.madeForClaim) return refuse('NOT_FOUND');
    if (offer.kind === 'MONEY') return refuse('MONEY_THROUGH_PARTNER');
    if (!offer.home.vouched) return refuse('NOT_VOUCHED');
    if (offer.home.paused) return refuse('HOME_PAUSED');
    return offer.status === 'OPEN' ? offer : refuse('WRONG_STATE', ['offerId']);
  }

  async execute(
    tx: Transaction,
    offer: OfferInHand | null,
    open: OpenTarget,
    wish: ClaimWish,
    now: Date,
  ): Promise<TakenFromOffer | Refused> {
    const { timeZone } = open.target;
    const planned = spanOf({ fromHalf: open.plannedHalf, untilHalf: open.plannedHalf, timeZone });
    return offer ? this.takeFrom(tx, offer, open, wish, planned, now) : this.make(tx, open, wish, planned, now);
  }

  private async takeFrom(
    tx: Transaction,
    offer: OfferInHand,
    { target }: OpenTarget,
    wish: ClaimWish,
    planned: Span,
    now: Date,
  ): Promise<TakenFromOffer | Refused> {
    const fit = decideFit(target, offer, now);
    if (!fit.accepted) return fit;
    const windows = await this.offers.windowsWithin(tx, offer.id, planned);
    // What lapsed by the clock is free, and is written so before somebody else takes it.
    await this.overdue.ofOffer(tx, offer.id, now);
    const period = windows?.length === 0 ? null : await this.offers.periodFor(tx, offer.id, planned);
    if (!period) return refuse('PLANNED_OUTSIDE_WINDOW', ['plannedFor']);
    const lines = decideLines(target.kind, target.lines, period.lines, wish.lines);
    if (!lines.accepted) return lines;
    if (wish.proposedBy !== 'HOME') await this.offers.markAsked(tx, offer.id, now);
    return { offerId: offer.id, periodId: period.periodId, lines: lines.value };
  }

  private async make(
    tx: Queryable,
    { target }: OpenTarget,
    wish: ClaimWish,
    planned: Span,
    now: Date,
  ): Promise<TakenFromOffer | Refused> {
    const fit = decideFitOfHome(target, now);
    if (!fit.accepted) return fit;
    const made = decideOneOffOffer(target.kind, target.lines, wish.lines, randomUUID);
    if (!made.accepted) return made;
    const { offerLines, lines } = made.value;
    const ids = await this.offers.makeForClaim(
      tx,
      {
        kind: target.kind,
        homeId: wish.homeId,
        cell: target.publishedCell,
        timeZone: target.timeZone,
        planned,
        lines: offerLines.map(({ id, unit, remaining }) => ({ id, unit, quantity: remaining })),
      },
      now,
    );
    return { ...ids, lines };
  }
}
