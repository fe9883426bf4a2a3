/** Offers as a viewer may see them: the statements decide which, this decides what of them. */
import { Injectable } from '@nestjs/common';
import { type Half, localDateAt, localDateOf } from '../calendar/half-day.js';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { Area } from '../place/place.type.js';
import { kmFromRings } from '../place/reach.js';
import { Database } from '../platform/database/database.js';
import { ChildSeatsType } from '../platform/graphql/child-seats.type.js';
import { Screening } from '../screening/screening.js';
import type { Screen } from '../screening/text-reason.js';
import { HeldText, TextReview } from '../screening/text-review.type.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { GroceryOffer, MoneyOffer, type Offer, RideOffer, TimeOffer } from './offer.type.js';
import type { OfferRead } from './offer-columns.js';
import type { OfferRecurrence } from './offer-time.type.js';
import { ReadOffersStore } from './read-offers.store.js';

/** Where the note of an offer is sealed for. */
export function notePlace(offerId: string) {
  return { table: 'offer', column: 'note_box', rowId: offerId } as const;
}

@Injectable()
export class ReadOffers {
  constructor(
    private readonly database: Database,
    private readonly store: ReadOffersStore,
    private readonly texts: ListingTexts,
    private readonly screening: Screening,
  ) {}

  /** Those that the viewer may see, by id; the others are missing, whatever the reason. */
  async byIds(
    viewer: Viewer,
    ids: readonly string[],
    now: Date,
    language: Language = 'en',
  ): Promise<Map<string, Offer>> {
    const asked = ids.filter(isPublicId);
    const rows = asked.length > 0 ? await this.store.byIds(this.database, viewer, asked, now) : [];
    return this.byId(viewer, rows, now, language);
  }

  /** Of claims that the viewer is part of, which the caller has made sure of: made for one claim, withdrawn or over all the same. */
  async inClaims(
    viewer: Viewer,
    ids: readonly string[],
    now: Date,
    language: Language = 'en',
  ): Promise<Map<string, Offer>> {
    const rows = ids.length > 0 ? await this.store.inClaims(this.database, ids, now) : [];
    return this.byId(viewer, rows, now, language);
  }

  /** Rows that `offerColumns` selected for this viewer, in their order. */
  async shown(viewer: Viewer, rows: readonly OfferRead[], now: Date, language: Language = 'en'): Promise<Offer[]> {
    const sealed = rows.flatMap((row) =>
      row.note_box && seesNote(row, viewer) ? [{ id: row.id, box: row.note_box, place: notePlace(row.id) }] : [],
    );
    const opened = await this.texts.openMany(sealed, now);
    const notes = new Map(sealed.map(({ id }, at) => [id, opened[at] ?? null]));
    return rows.map((row) =>
      offerOf(row, viewer, notes.get(row.id) ?? null, { screen: this.screening.screen, language }),
    );
  }

  private async byId(viewer: Viewer, rows: readonly OfferRead[], now: Date, language: Language) {
    const offers = await this.shown(viewer, rows, now, language);
    return new Map(offers.map((offer) => [offer.id, offer]));
  }
}

interface Told {
  readonly screen: Screen;
  readonly language: Language;
}

/** What is held, only its home reads, and the coordinators of its home's partner. */
function seesNote(row: OfferRead, viewer: Viewer): boolean {
  return row.note_state === 'SHOWN' || seesReview(row, viewer);
}

function seesReview({ home_id, reviewer_id }: OfferRead, viewer: Viewer): boolean {
  if (viewer.kind === 'HOME') return viewer.homeId === home_id;
  return viewer.kind === 'COORDINATOR' && viewer.partnerId === reviewer_id;
}

function reviewOf(row: OfferRead, text: string | null, told: Told): TextReview {
  const { note_state: state, note_revision: revision, note_half: half, note_reasons: kept } = row;
  const held = state === 'SHOWN' ? [] : [HeldText.of('OFFER_NOTE', { lineId: null, text, kept }, told)];
  return TextReview.of({ state, revision, half }, held, told.language);
}

function offerOf(row: OfferRead, viewer: Viewer, note: string | null, told: Told): Offer {
  const isOwn = viewer.kind === 'HOME' && viewer.homeId === row.home_id;
  const common = {
    id: row.id,
    kind: row.kind,
    homeId: row.home_id,
    isOwn,
    status: row.status,
    area: Area.from(row.cell, told.language),
    reachKm: isOwn ? kmFromRings(row.reach_rings) : null,
    lines: [...row.lines],
    refill: row.refill,
    recurrence: recurrenceOf(row),
    languages: row.languages,
    features: row.features,
    note,
    review: seesReview(row, viewer) ? reviewOf(row, note, told) : null,
    postedOn: row.posted_on,
    // The first instant after: the last date is the one just before.
    endsOn: row.ends_at && localDateAt(new Date(row.ends_at.getTime() - 1), row.time_zone),
  };
  switch (row.kind) {
    case 'GROCERY': {
      const { cost_cap: minor, currency } = row;
      return Object.assign(new GroceryOffer(), common, {
        costCap: minor !== null && currency !== null ? { minor, currency } : null,
      });
    }
    case 'RIDE': {
      const seats = { INFANT: row.infant_seats, TODDLER: row.toddler_seats, BOOSTER: row.booster_seats };
      return Object.assign(new RideOffer(), common, { childSeats: ChildSeatsType.from(seats) });
    }
    case 'MONEY':
      return Object.assign(new MoneyOffer(), common, { currency: row.currency ?? '' });
    case 'TIME':
      return Object.assign(new TimeOffer(), common, { skills: row.skills, modes: row.modes });
  }
}

function recurrenceOf(row: OfferRead): OfferRecurrence | null {
  const { rule, rule_from_half: from, rule_until_half: until, time_zone: timeZone } = row;
  if (rule === null || from === null || until === null) return null;
  const halves: Half[] = [
    ...(from % 2 === 0 ? (['MORNING'] as const) : []),
    ...(until % 2 === 1 ? (['AFTERNOON'] as const) : []),
  ];
  return { rule, from: localDateOf(from), halves, timeZone };
}
