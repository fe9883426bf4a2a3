/** Takes requests that ended long ago away: counted by kind, end and month, and nothing else of them. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

/** Not while a claim on it lives: a dispute may still be open. */
const PAST = `r.ended_at <= $1 AND NOT EXISTS (SELECT FROM claim c WHERE c.request_id = r.id
  AND c.status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED'))`;

const PAST_ALIAS = 'Past request';

/** What a kind says of itself, where nothing is to be said any more. */
const BLANK: Readonly<Record<string, string>> = {
  request_line: `label_box = NULL, note_box = NULL, label_held = false, note_held = false, label_reasons = '{}', note_reasons = '{}'`,
  grocery_request: `household_size = 'ONE', substitutions = 'NONE', payer = 'HOME', budget_ceiling = NULL, budget_currency = NULL, drop_off = 'DOORSTEP', shares_trip = false`,
  ride_request: `passengers = 1, infant_seats = 0, toddler_seats = 0, booster_seats = 0, wheelchair = 'NONE', return_leg = false, luggage = 'NONE', shares_trip = false`,
  money_request: `payable_as = ARRAY['GIFT_CARD']`,
  time_request: `skill = 'OTHER', spoken_language = NULL, mode = 'REMOTE'`,
};

const KEPT_AWAY = ['request_hidden', 'request_block'] as const;

@Injectable()
export class PastRequestsStore {
  /** Deletes those that nobody opened, or whose log of openings is over; canaries are not counted. Returns their ids. */
  async delete(
    owner: Queryable,
    { endedBefore, canaries }: { readonly endedBefore: Date; readonly canaries: string },
    most: number,
  ): Promise<string[]> {
    const { rows } = await owner.query<{ id: string }>(
      'delete-past-requests',
      `WITH past AS (
         SELECT r.id, r.kind, r.ending, date_trunc('month', r.posted_on)::date AS month FROM request r
         WHERE ${PAST} AND NOT EXISTS (SELECT FROM disclosure d WHERE d.request_id = r.id) LIMIT $2
       ), counted AS (
         INSERT INTO past_request (kind, ending, month, count)
         SELECT kind, ending, month, count(*) FROM past WHERE id <> ALL ($3::uuid[]) GROUP BY kind, ending, month
         ON CONFLICT (kind, ending, month) DO UPDATE SET count = past_request.count + EXCLUDED.count
       )
       DELETE FROM request WHERE id IN (SELECT id FROM past) RETURNING id`,
      [endedBefore, most, canaries],
    );
    return rows.map(({ id }) => id);
  }

  /** Where disclosures are kept for longer, the request they belong to says nothing any more. */
  async toStrip(owner: Queryable, endedBefore: Date, most: number): Promise<{ id: string; cell: string }[]> {
    const { rows } = await owner.query<{ id: string; cell: string }>(
      'past-requests-to-strip',
      `SELECT r.id, r.published_cell AS cell FROM request r WHERE ${PAST} AND r.alias <> '${PAST_ALIAS}' LIMIT $2`,
      [endedBefore, most],
    );
    return rows;
  }

  /** What is left says kind, state and month; quantities without words stay with the claims that name them. */
  async strip(owner: Queryable, requests: readonly { readonly id: string; readonly cell: string }[]): Promise<number> {
    const ids = requests.map(({ id }) => id);
    const { rowCount } = await owner.query(
      'strip-past-requests',
      `UPDATE request r SET alias = '${PAST_ALIAS}', published_cell = past.cell, summary_box = NULL, languages = '{}',
         access_needs = '{}', dietary_shown = '{}', urgency = 'WHENEVER', acceptance = 'ME', renewals = 0, time_zone = 'UTC',
         from_half = NULL, until_half = NULL, opens_at = NULL, closes_at = NULL, series_rule = NULL, series_until = NULL,
         circle_id = NULL, widens_to = 'NETWORK', reach = 'NETWORK', widens_at = NULL, required_training = NULL,
         text_state = 'SHOWN', text_half = NULL, summary_held = false, summary_reasons = '{}',
         posted_on = date_trunc('month', r.posted_on)::date,
         bucket = (date_trunc('month', r.posted_on)::date - DATE '1970-01-01') * 2,
         ended_at = date_trunc('month', r.ended_at), expires_at = date_trunc('month', r.ended_at)
       FROM unnest($1::uuid[], $2::text[]) AS past (id, cell) WHERE r.id = past.id`,
      [ids, requests.map(({ cell }) => cell)],
    );
    for (const [table, blank] of Object.entries(BLANK)) {
      await owner.query(`strip-${table}`, `UPDATE ${table} SET ${blank} WHERE request_id = ANY ($1::uuid[])`, [ids]);
    }
    await owner.query(
      'strip-occurrences',
      `UPDATE occurrence o SET over = true, from_half = its.place, until_half = its.place, opens_at = 'epoch', closes_at = 'epoch',
         first_refusal_home_id = NULL, first_refusal_until = NULL
       FROM (SELECT id, row_number() OVER (PARTITION BY request_id ORDER BY from_half) - 1 AS place FROM occurrence
         WHERE request_id = ANY ($1::uuid[]) AND from_half IS NOT NULL) its WHERE o.id = its.id`,
      [ids],
    );
    for (const table of KEPT_AWAY) {
      await owner.query(`strip-${table}`, `DELETE FROM ${table} WHERE request_id = ANY ($1::uuid[])`, [ids]);
    }
    return rowCount;
  }

  /** In the order of their digests, which is none. Readers go on, whoever would write or delete a row waits: nothing comes back that way. */
  async reshuffleKeptAway(tx: Queryable): Promise<number> {
    let total = 0;
    for (const table of KEPT_AWAY) {
      await tx.query(`lock-${table}`, `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
      const { rowCount } = await tx.query(
        `reshuffle-${table}`,
        `WITH lifted AS (DELETE FROM ${table} RETURNING request_id, digest)
         INSERT INTO ${table} (request_id, digest) SELECT request_id, digest FROM lifted ORDER BY digest`,
      );
      total += rowCount;
    }
    return total;
  }
}
