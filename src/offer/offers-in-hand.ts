/**
 * For whoever claims: an offer in hand, locked until the transaction ends, with what is left of it and when it stands.
 * Capacity itself is written by the triggers on claims; here it is only read.
 */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import type { Span } from '../calendar/window.js';
import type { AccessFeature } from '../kernel/access-needs.js';
import type { ChildSeats, HelpKind, Mode, Skill } from '../kernel/help.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeTier } from '../kernel/viewer.js';
import { reachCellOf } from '../place/reach.js';
import type { Queryable } from '../platform/queryable.js';
import type { OfferStatus } from './domain/offer.js';
import { NEVER } from './domain/offer-schedule.js';
import { OfferInHandStore, type TakenInHandFor } from './offer-in-hand.store.js';

export interface OfferInHand {
  readonly id: string;
  readonly kind: HelpKind;
  readonly homeId: string;
  /** By the clock: EXPIRED even before a sweep wrote so. */
  readonly status: OfferStatus;
  /** Made for one claim: nobody may claim it again. */
  readonly madeForClaim: boolean;
  readonly cell: string;
  readonly reachRings: number;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly features: readonly AccessFeature[];
  readonly skills: readonly Skill[];
  readonly modes: readonly Mode[];
  readonly childSeats: ChildSeats;
  readonly currency: string | null;
  /** Minor units of `currency`, for one grocery run. */
  readonly costCap: number | null;
  readonly home: {
    readonly tier: HomeTier;
    readonly vouched: boolean;
    readonly paused: boolean;
    readonly circleId: string;
    readonly partnerId: string;
  };
}

interface LineInHand {
  readonly id: string;
  readonly unit: string;
  readonly quantity: number;
  /** Neither held nor used in this period. */
  readonly remaining: number;
}

export interface PeriodInHand {
  readonly periodId: string;
  readonly lines: readonly LineInHand[];
}

export interface OfferMadeForClaim {
  readonly kind: HelpKind;
  readonly homeId: string;
  /** The request's published cell, of any resolution: all that is known of where. */
  readonly cell: string;
  readonly timeZone: string;
  /** The planned half-day: its one window and its one period. */
  readonly planned: Span;
  readonly currency?: string | null;
  /** With the ids that the claim's lines will name. */
  readonly lines: readonly { readonly id: string; readonly unit: string; readonly quantity: number }[];
}

@Injectable()
export class OffersInHand {
  constructor(private readonly store: OfferInHandStore) {}

  /** Null when there is none for them. What else the caller may not know of it is for the caller to decide. */
  async lock(tx: Queryable, offerId: string, now: Date, forWhom: TakenInHandFor): Promise<OfferInHand | null> {
    const row = isPublicId(offerId) ? await this.store.lock(tx, offerId, now, forWhom) : null;
    if (!row) return null;
    return {
      id: row.id,
      kind: row.kind,
      homeId: row.home_id,
      status: row.status,
      madeForClaim: row.made_for_claim,
      cell: row.cell,
      reachRings: row.reach_rings,
      timeZone: row.time_zone,
      languages: row.languages,
      features: row.features,
      skills: row.skills,
      modes: row.modes,
      childSeats: { INFANT: row.infant_seats, TODDLER: row.toddler_seats, BOOSTER: row.booster_seats },
      currency: row.currency,
      costCap: row.cost_cap,
      home: {
        tier: row.tier,
        vouched: row.vouched,
        paused: row.paused,
        circleId: row.circle_id,
        partnerId: row.partner_id,
      },
    };
  }

  /** What a claim planned for this half-day (its instants) takes from; null when the offer has no period then. */
  async periodFor(tx: Queryable, offerId: string, planned: Span): Promise<PeriodInHand | null> {
    const rows = await this.store.linesOfPeriod(tx, offerId, planned);
    const first = rows[0];
    if (!first) return null;
    return {
      periodId: first.period_id,
      lines: rows.map(({ line_id, unit, quantity, remaining }) => ({ id: line_id, unit, quantity, remaining })),
    };
  }

  /** For `decidePlannedFor`: its windows that share time with the span; null when it stands at any time. */
  windowsWithin(tx: Queryable, offerId: string, span: Span): Promise<readonly Span[] | null> {
    return this.store.windowsWithin(tx, offerId, span);
  }

  /** A one-off offer for exactly one claim, listed nowhere. Answers the ids that the claim's lines need. */
  async makeForClaim(
    tx: Queryable,
    offer: OfferMadeForClaim,
    now: Date,
  ): Promise<{ readonly offerId: string; readonly periodId: string }> {
    const [id, periodId] = [randomUUID(), randomUUID()];
    const { currency = null, cell, ...said } = offer;
    const postedOn = now.toISOString().slice(0, 10);
    await this.store.insertMadeForClaim(
      tx,
      { ...said, id, periodId, currency, cell: reachCellOf(cell), postedOn },
      NEVER,
    );
    return { offerId: id, periodId };
  }

  /** Somebody asks its home: when matches tie, others are asked first from now on. */
  async markAsked(tx: Queryable, offerId: string, now: Date): Promise<void> {
    await this.store.markAsked(tx, offerId, halfDayAt(now, 'UTC'));
  }
}
