/** The offers of one home, all of them: withdrawn when it closes, gone when it is erased. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface OfferOfHome {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly cell: string;
  readonly refill: string;
  readonly rule: string | null;
  readonly languages: string[];
  readonly features: string[];
  readonly skills: string[];
  readonly currency: string | null;
  readonly noteBox: Buffer | null;
  readonly postedOn: string;
  readonly lines: readonly { readonly unit: string; readonly quantity: number }[];
}

@Injectable()
export class OffersOfHomeStore {
  async all(db: Queryable, homeId: string): Promise<OfferOfHome[]> {
    const { rows } = await db.query<OfferOfHome>(
      'all-offers-of-home',
      `SELECT o.id, o.kind, o.status, o.cell, o.refill, o.rule, o.languages, o.features, o.skills, o.currency, o.note_box AS "noteBox",
         o.posted_on::text AS "postedOn",
         (SELECT json_agg(json_build_object('unit', l.unit, 'quantity', l.quantity) ORDER BY l.position) FROM offer_line l WHERE l.offer_id = o.id) AS lines
       FROM offer o WHERE o.home_id = $1 AND NOT o.made_for_claim ORDER BY o.posted_on DESC, o.id`,
      [homeId],
    );
    return rows;
  }

  /** In the order in which several are locked. */
  async withdrawAll(tx: Queryable, homeId: string): Promise<void> {
    await tx.query(
      'withdraw-offers-of-home',
      `UPDATE offer SET status = 'WITHDRAWN' WHERE id IN (
         SELECT id FROM offer WHERE home_id = $1 AND status IN ('OPEN', 'PAUSED') ORDER BY id FOR NO KEY UPDATE)`,
      [homeId],
    );
  }

  async deleteUnclaimed(tx: Queryable, homeId: string): Promise<void> {
    await tx.query(
      'delete-offers-of-home',
      'DELETE FROM offer o WHERE o.home_id = $1 AND NOT EXISTS (SELECT FROM claim c WHERE c.offer_id = o.id)',
      [homeId],
    );
  }

  /** Where they are from. */
  async cells(tx: Queryable, homeId: string): Promise<{ id: string; cell: string }[]> {
    const { rows } = await tx.query<{ id: string; cell: string }>(
      'cells-of-offers-of-home',
      'SELECT id, cell FROM offer WHERE home_id = $1 ORDER BY id',
      [homeId],
    );
    return rows;
  }

  /** As if they had been made for their claims: they go with the last of these, and say no more than these do. */
  async blur(tx: Queryable, offers: readonly { readonly id: string; readonly cell: string }[]): Promise<void> {
    await tx.query(
      'blur-offers-of-home',
      `UPDATE offer o SET made_for_claim = true, cell = its.cell, reach_rings = 0, note_box = NULL, note_state = 'SHOWN', note_reasons = '{}',
         note_half = NULL, languages = '{}', features = '{}', skills = '{}', infant_seats = 0, toddler_seats = 0, booster_seats = 0,
         cost_cap = NULL
       FROM unnest($1::uuid[], $2::text[]) AS its (id, cell) WHERE o.id = its.id`,
      [offers.map(({ id }) => id), offers.map(({ cell }) => cell)],
    );
  }
}
