/** The note of an offer and whether it is held: under the offer's lock, and found by those who review it. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import type { OfferState } from './domain/offer.js';
import type { NoteReview } from './domain/offer-note.js';
import { type OfferRead, offerColumns } from './offer-columns.js';

export interface LockedNote extends OfferState {
  readonly homeId: string;
  readonly partnerId: string;
  readonly madeForClaim: boolean;
  readonly hasNote: boolean;
  readonly review: NoteReview;
}

interface NoteRead extends NoteReview {
  readonly status: OfferState['status'];
  readonly ends_at: Date | null;
  readonly home_id: string;
  readonly partner_id: string;
  readonly made_for_claim: boolean;
  readonly has_note: boolean;
}

/** After this row of the queue. */
export interface NotePosition {
  readonly half: number;
  readonly id: string;
}

const STANDS = `o.status IN ('OPEN', 'PAUSED')`;

@Injectable()
export class OfferNoteStore {
  /** Null when there is no such offer. Whose it is, is for the caller to look at. */
  async lock(tx: Queryable, offerId: string): Promise<LockedNote | null> {
    const { rows } = await tx.query<NoteRead>(
      'lock-note-of-offer',
      `SELECT o.status, o.ends_at, o.home_id, h.partner_id, o.made_for_claim, o.note_box IS NOT NULL AS has_note,
         o.note_state AS state, o.note_revision AS revision, o.note_half AS half, o.note_reasons AS reasons
       FROM offer o JOIN home h ON h.id = o.home_id WHERE o.id = $1 FOR NO KEY UPDATE OF o`,
      [offerId],
    );
    const [row] = rows;
    if (!row) return null;
    const { status, ends_at, home_id, partner_id, made_for_claim, has_note, ...review } = row;
    return {
      ...{ status, endsAt: ends_at, homeId: home_id, partnerId: partner_id },
      ...{ madeForClaim: made_for_claim, hasNote: has_note, review },
    };
  }

  async setNote(tx: Queryable, offerId: string, box: Buffer | null): Promise<void> {
    await tx.query('set-note-of-offer', 'UPDATE offer SET note_box = $2 WHERE id = $1', [offerId, box]);
  }

  async write(tx: Queryable, offerId: string, { state, revision, half, reasons }: NoteReview): Promise<void> {
    await tx.query(
      'set-review-of-offer',
      `UPDATE offer SET note_state = $2, note_revision = $3, note_half = $4, note_reasons = $5,
         note_reminded = note_reminded AND note_state = $2 WHERE id = $1`,
      [offerId, state, revision, half, reasons],
    );
  }

  /** Those of homes of the partner, the longest wait first; within a half-day the order says nothing. */
  async waiting(
    db: Queryable,
    partnerId: string,
    after: NotePosition | null,
    limit: number,
    now: Date,
  ): Promise<(OfferRead & { readonly note_half: number })[]> {
    const { rows } = await db.query<OfferRead & { readonly note_half: number }>(
      'offers-with-notes-to-review',
      `SELECT ${offerColumns('$1')} FROM offer o JOIN home h ON h.id = o.home_id
       WHERE o.note_state = 'WAITING' AND ${STANDS} AND (o.ends_at IS NULL OR o.ends_at > $1::timestamptz) AND h.partner_id = $2
         AND ($3::integer IS NULL OR (o.note_half, o.id) > ($3::integer, $4::uuid))
       ORDER BY o.note_half, o.id LIMIT $5`,
      [now, partnerId, after?.half ?? null, after?.id ?? null, limit],
    );
    return rows;
  }

  async remind(owner: Queryable, waitingSince: number): Promise<{ id: string; partnerId: string }[]> {
    const { rows } = await owner.query<{ id: string; partnerId: string }>(
      'remind-of-notes-of-offers',
      `UPDATE offer o SET note_reminded = true FROM home h
       WHERE h.id = o.home_id AND o.note_state = 'WAITING' AND NOT o.note_reminded AND ${STANDS} AND o.note_half <= $1
       RETURNING o.id, h.partner_id AS "partnerId"`,
      [waitingSince],
    );
    return rows;
  }

  async forgetReasons(owner: Queryable, heldSince: number): Promise<number> {
    const { rowCount } = await owner.query(
      'forget-reasons-of-offers',
      `UPDATE offer SET note_reasons = '{RETURNED_BEFORE}' WHERE note_half <= $1 AND cardinality(note_reasons) > 1`,
      [heldSince],
    );
    return rowCount;
  }
}
