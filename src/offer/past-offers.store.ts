/** Finds and takes away what is left of offers that were made for exactly one claim: they say what that claim was about. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface OfferPlace {
  readonly id: string;
  readonly cell: string;
}

@Injectable()
export class PastOffersStore {
  /** With lines, windows and periods. A claim and the offer made for it come in one transaction: none is without the other but afterwards. */
  async deleteWithoutClaim(owner: Queryable, most: number): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-offers-without-claim',
      `DELETE FROM offer WHERE id IN (SELECT o.id FROM offer o
         WHERE o.made_for_claim AND NOT EXISTS (SELECT FROM claim c WHERE c.offer_id = o.id) LIMIT $1)`,
      [most],
    );
    return rowCount;
  }

  /** The cells of those whose request ended before the moment, and the cell that is still said of that request. Ids after `after`. */
  async placesOfEnded(
    owner: Queryable,
    endedBefore: Date,
    after: string,
    most: number,
  ): Promise<(OfferPlace & { readonly requestCell: string })[]> {
    const { rows } = await owner.query<OfferPlace & { requestCell: string }>(
      'places-of-offers-of-ended-requests',
      `SELECT o.id, o.cell, r.published_cell AS "requestCell" FROM request r
       JOIN claim c ON c.request_id = r.id JOIN offer o ON o.id = c.offer_id
       WHERE r.ended_at <= $1 AND o.made_for_claim AND o.id > $2::uuid ORDER BY o.id LIMIT $3`,
      [endedBefore, after, most],
    );
    return rows;
  }

  async setPlaces(owner: Queryable, offers: readonly OfferPlace[]): Promise<number> {
    const { rowCount } = await owner.query(
      'set-places-of-offers',
      'UPDATE offer o SET cell = its.cell FROM unnest($1::uuid[], $2::text[]) AS its (id, cell) WHERE o.id = its.id AND o.made_for_claim',
      [offers.map(({ id }) => id), offers.map(({ cell }) => cell)],
    );
    return rowCount;
  }
}
