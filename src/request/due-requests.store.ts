/** Finds, as the owner, what of requests is due by now: so many at a time, the same again when nothing was done about it. */
import { Injectable } from '@nestjs/common';
import { homeAsItStands } from '../circle/home-in-sql.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { Queryable } from '../platform/queryable.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { StoredSeries } from './domain/when.js';
import { keptAwaySecret } from './kept-away.js';
import { visibleToHome } from './visible-to-home.js';

const LIVE = `('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED')`;

export interface DueSeries extends StoredSeries {
  readonly id: string;
  /** The first half-days of the occurrences that there are. */
  readonly made: number[];
  /** The home last confirmed on it that may still claim it. */
  readonly lastConfirmed: string | null;
}

export interface KeptHandoff {
  readonly requestId: string;
  readonly dataKeyId: string | null;
  readonly postedOn: string;
  readonly expiresAt: Date;
  readonly isSeries: boolean;
  readonly lastClaimEndedAt: Date | null;
}

@Injectable()
export class DueRequestsStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /** Whose time is over, and those that may be fulfilled: the domain decides. Ids after `after`, in their order. */
  async toEnd(owner: Queryable, now: Date, after: string, most: number): Promise<string[]> {
    const { rows } = await owner.query<{ id: string }>(
      'requests-due-to-end',
      `SELECT id FROM (
         SELECT r.id FROM request r WHERE r.ended_at IS NULL AND r.expires_at <= $1
           AND NOT EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.status IN ${LIVE})
         UNION
         SELECT r.id FROM request r WHERE NOT r.listed AND NOT r.held_for_review AND r.ended_at IS NULL
           AND EXISTS (SELECT FROM occurrence_line l WHERE l.request_id = r.id AND l.fulfilled > 0)
           AND NOT EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.status IN ${LIVE})
       ) due WHERE id > $2::uuid ORDER BY id LIMIT $3`,
      [now, after, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Marks and returns those whose notice is due, between the two instants of their end. */
  async markExpiryTold(
    owner: Queryable,
    now: Date,
    before: Date,
  ): Promise<{ id: string; coordinatorId: string | null }[]> {
    const { rows } = await owner.query<{ id: string; coordinatorId: string | null }>(
      'mark-expiry-told',
      `UPDATE request SET expiry_told = true
       WHERE closes_at IS NULL AND NOT expiry_told AND ended_at IS NULL AND expires_at > $1 AND expires_at <= $2
       RETURNING id, intake_coordinator_id AS "coordinatorId"`,
      [now, before],
    );
    return rows;
  }

  /**
   * Of so many requests at once. They are locked first, as by whoever claims: what is listed follows the occurrences by a trigger, and the
   * other way round the two would wait for each other. A request that somebody is busy with comes next time.
   */
  async endOccurrences(tx: Transaction, now: Date, most: number): Promise<number> {
    const { rows } = await tx.query<{ id: string }>(
      'lock-requests-with-occurrences-over',
      `SELECT id FROM request WHERE id IN (SELECT request_id FROM occurrence WHERE NOT over AND closes_at <= $1)
       ORDER BY id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
      [now, most],
    );
    const { rowCount } = await tx.query(
      'end-occurrences',
      'UPDATE occurrence SET over = true WHERE request_id = ANY ($1::uuid[]) AND NOT over AND closes_at <= $2',
      [rows.map(({ id }) => id), now],
    );
    return rowCount;
  }

  /** Live series whose last occurrence does not reach `untilHalf`, though the series goes on. */
  async series(
    owner: Queryable,
    { untilHalf, now }: { readonly untilHalf: number; readonly now: Date },
    after: string,
    most: number,
  ): Promise<DueSeries[]> {
    const { rows } = await owner.query<DueSeries>(
      'series-to-make',
      `SELECT r.id, r.series_rule AS rule, r.series_until::text AS until, r.from_half AS "fromHalf",
         r.until_half AS "untilHalf", r.time_zone AS "timeZone",
         ARRAY(SELECT o.from_half FROM occurrence o WHERE o.request_id = r.id) AS made,
         (SELECT c.home_id FROM claim c JOIN home h ON h.id = c.home_id
          WHERE c.request_id = r.id AND c.status = 'CONFIRMED' AND h.tier <> 'NEW' AND h.paused_at IS NULL AND h.closed_at IS NULL
            AND ${visibleToHome('r', homeAsItStands('h', '$5::timestamptz'), '$4')}
          ORDER BY c.ended_at DESC LIMIT 1) AS "lastConfirmed"
       FROM request r
       WHERE r.series_rule IS NOT NULL AND r.ended_at IS NULL AND r.id > $2::uuid
         AND coalesce((SELECT max(o.from_half) FROM occurrence o WHERE o.request_id = r.id), 0)
           < least($1::integer, (r.series_until - DATE '1970-01-01') * 2)
       ORDER BY r.id LIMIT $3`,
      [untilHalf, after, most, keptAwaySecret(this.secrets), now],
    );
    return rows;
  }

  /** Of requests that ended before `endedBefore`, and those posted before `postedBefore`: not while a claim on one lives. */
  async handoffs(
    owner: Queryable,
    { endedBefore, postedBefore }: { readonly endedBefore: Date; readonly postedBefore: Date },
    after: string,
    most: number,
  ): Promise<(KeptHandoff & { readonly ended: boolean })[]> {
    const { rows } = await owner.query<KeptHandoff & { ended: boolean }>(
      'handoffs-to-destroy',
      `SELECT h.request_id AS "requestId", h.data_key_id AS "dataKeyId", r.posted_on::text AS "postedOn",
         r.expires_at AS "expiresAt", r.series_rule IS NOT NULL AS "isSeries", r.ended_at IS NOT NULL AS ended,
         (SELECT max(c.ended_at) FROM claim c WHERE c.request_id = r.id) AS "lastClaimEndedAt"
       FROM sealed.handoff h JOIN request r ON r.id = h.request_id
       WHERE (r.ended_at <= $1 OR (r.ended_at IS NULL AND r.posted_on < $2::date))
         AND NOT EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.status IN ${LIVE})
         AND h.request_id > $3::uuid
       ORDER BY h.request_id LIMIT $4`,
      [endedBefore, postedBefore, after, most],
    );
    return rows;
  }

  async deleteHandoffs(owner: Queryable, requestIds: readonly string[]): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-handoffs',
      'DELETE FROM sealed.handoff WHERE request_id = ANY ($1::uuid[])',
      [requestIds],
    );
    return rowCount;
  }

  /** The keys of handoffs of live series on which a claim lives, or ended after the given time. */
  async keysOfServedSeries(owner: Queryable, since: Date): Promise<string[]> {
    const { rows } = await owner.query<{ id: string }>(
      'keys-of-served-series',
      `SELECT h.data_key_id AS id FROM sealed.handoff h JOIN request r ON r.id = h.request_id
       WHERE h.data_key_id IS NOT NULL AND r.series_rule IS NOT NULL AND r.ended_at IS NULL
         AND EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND (c.ended_at IS NULL OR c.ended_at > $1))`,
      [since],
    );
    return rows.map(({ id }) => id);
  }
}
