/** What is read of an offer to show it, in one piece: a page of offers is one statement. */
import type { AccessFeature } from '../kernel/access-needs.js';
import type { HelpKind, Mode, Skill } from '../kernel/help.js';
import type { KeptReason } from '../screening/text-reason.js';
import type { TextState } from '../screening/text-review.js';
import type { OfferStatus, Refill } from './domain/offer.js';
import { offerStatusAt } from './visible-offers.js';

/** The columns, of the offer under `o`. `now` is the parameter that holds the time. */
export function offerColumns(now: string): string {
  return `o.id, o.kind, o.home_id, ${offerStatusAt('o', now)} AS status, o.cell, o.reach_rings, o.time_zone, o.refill,
    o.rule, o.rule_from_half, o.rule_until_half, o.languages, o.features, o.skills, o.modes, o.infant_seats, o.toddler_seats,
    o.booster_seats, o.currency, o.cost_cap, o.note_box, o.note_state, o.note_reasons, o.note_revision, o.note_half,
    (SELECT its.partner_id FROM home its WHERE its.id = o.home_id) AS reviewer_id,
    o.posted_on::text AS posted_on, o.ends_at, ${linesOf('o', now)} AS lines`;
}

/** What `offerColumns` selects. */
export interface OfferRead {
  readonly id: string;
  readonly kind: HelpKind;
  readonly home_id: string;
  readonly status: OfferStatus;
  readonly cell: string;
  readonly reach_rings: number;
  readonly time_zone: string;
  readonly refill: Refill;
  readonly rule: string | null;
  readonly rule_from_half: number | null;
  readonly rule_until_half: number | null;
  readonly languages: string[];
  readonly features: AccessFeature[];
  readonly skills: Skill[];
  readonly modes: Mode[];
  readonly infant_seats: number;
  readonly toddler_seats: number;
  readonly booster_seats: number;
  readonly currency: string | null;
  readonly cost_cap: number | null;
  readonly note_box: Buffer | null;
  readonly note_state: TextState;
  readonly note_reasons: KeptReason[];
  readonly note_revision: number;
  readonly note_half: number | null;
  /** The partner whose coordinators read a note that waits: that of its home. */
  readonly reviewer_id: string;
  readonly posted_on: string;
  readonly ends_at: Date | null;
  readonly lines: readonly OfferLineRead[];
}

interface OfferLineRead {
  readonly id: string;
  readonly unit: string;
  readonly quantity: number;
  readonly remaining: number;
}

/** With what is left of each line in the period of the next window, or of now when there are no windows. */
function linesOf(offer: string, now: string): string {
  return `(SELECT json_agg(json_build_object('id', l.id, 'unit', l.unit, 'quantity', l.quantity,
        'remaining', coalesce(c.quantity - c.held - c.used, 0)) ORDER BY l.position)
      FROM (SELECT (SELECT p.id FROM offer_period p
        WHERE p.offer_id = ${offer}.id AND p.ends_at > greatest(${now}::timestamptz, ${nextOpening(offer, now)})
        ORDER BY p.starts_at LIMIT 1) AS id) period
      CROSS JOIN offer_line l
      LEFT JOIN offer_capacity c ON c.period_id = period.id AND c.line_id = l.id
      WHERE l.offer_id = ${offer}.id)`;
}

/** No window is longer than 31 days: those before need not be looked at. */
function nextOpening(offer: string, now: string): string {
  return `(SELECT w.opens_at FROM offer_window w WHERE w.offer_id = ${offer}.id AND w.closes_at > ${now}::timestamptz
    AND w.opens_at > ${now}::timestamptz - interval '32 days' ORDER BY w.opens_at LIMIT 1)`;
}
