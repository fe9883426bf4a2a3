/** Moves times of a request: on when nobody came, and to the home that is asked first. */
import { Injectable } from '@nestjs/common';
import { homeAsItStands } from '../circle/home-in-sql.js';
import type { Queryable } from '../platform/queryable.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { Reopened } from './domain/reopen.js';
import type { FirstRefusal } from './domain/series.js';
import { keptAwaySecret } from './kept-away.js';
import { visibleToHome } from './visible-to-home.js';
import { nextStepInSql } from './widening-in-sql.js';

@Injectable()
export class OccurrenceStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /**
   * Moves the end of a dated occurrence on, so that it is listed, matched and planned like any other that lies ahead. A request that does
   * not repeat moves with it, is for today and widens sooner; of a series only this one time is, which its window says. Returns
   * when the request expires now; null when it has ended.
   */
  async reopen(
    tx: Queryable,
    occurrenceId: string,
    { untilHalf, closesAt, expiresAt }: Reopened,
    { now, markMs }: { readonly now: Date; readonly markMs: number },
  ): Promise<{ readonly expiresAt: Date; readonly isSeries: boolean } | null> {
    const { rows } = await tx.query<{ expiresAt: Date; isSeries: boolean }>(
      'reopen-request',
      `UPDATE request r SET expires_at = greatest(r.expires_at, CASE WHEN o.closes_at IS NOT NULL THEN $4::timestamptz END),
         urgency = CASE WHEN r.series_rule IS NULL THEN 'TODAY' ELSE r.urgency END,
         widens_at = CASE WHEN r.series_rule IS NULL AND r.widens_at IS NOT NULL
           THEN least(r.widens_at, ${nextStepInSql("'TODAY'", 'r.reach', '$5::timestamptz', '$6::bigint')}) ELSE r.widens_at END,
         until_half = CASE WHEN r.series_rule IS NULL THEN greatest(r.until_half, $2) ELSE r.until_half END,
         closes_at = CASE WHEN r.series_rule IS NULL THEN greatest(r.closes_at, $3) ELSE r.closes_at END
       FROM occurrence o WHERE o.id = $1 AND r.id = o.request_id AND r.ended_at IS NULL
       RETURNING r.expires_at AS "expiresAt", r.series_rule IS NOT NULL AS "isSeries"`,
      [occurrenceId, untilHalf, closesAt, expiresAt, now, markMs],
    );
    await tx.query(
      'reopen-occurrence',
      `UPDATE occurrence SET until_half = greatest(until_half, $2), closes_at = greatest(closes_at, $3), over = false,
         first_refusal_home_id = NULL, first_refusal_until = NULL
       WHERE id = $1 AND closes_at IS NOT NULL`,
      [occurrenceId, untilHalf, closesAt],
    );
    return rows[0] ?? null;
  }

  /** Times of a live series that lie ahead, of which nothing is taken, and for which nobody else is being asked at the moment. */
  async freeTimesOfSeries(
    tx: Queryable,
    requestId: string,
    homeId: string,
    now: Date,
  ): Promise<{ readonly id: string; readonly opensAt: Date }[]> {
    const { rows } = await tx.query<{ id: string; opensAt: Date }>(
      'free-times-of-series',
      `SELECT o.id, o.opens_at AS "opensAt" FROM occurrence o JOIN request r ON r.id = o.request_id JOIN home h ON h.id = $2
       WHERE r.id = $1 AND r.series_rule IS NOT NULL AND r.ended_at IS NULL AND NOT o.over AND o.opens_at > $3
         AND h.tier <> 'NEW' AND h.paused_at IS NULL AND h.closed_at IS NULL
         AND ${visibleToHome('r', homeAsItStands('h', '$3::timestamptz'), '$4')}
         AND (o.first_refusal_home_id IS NULL OR o.first_refusal_home_id = h.id OR o.first_refusal_until <= $3)
         AND NOT EXISTS (SELECT FROM occurrence_line l WHERE l.occurrence_id = o.id AND l.held + l.fulfilled > 0)`,
      [requestId, homeId, now, keptAwaySecret(this.secrets)],
    );
    return rows;
  }

  async askFirst(tx: Queryable, times: readonly (FirstRefusal & { readonly id: string })[]): Promise<void> {
    await tx.query(
      'ask-home-first',
      `UPDATE occurrence o SET first_refusal_home_id = asked.home, first_refusal_until = asked.until
       FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS asked (id, home, until) WHERE o.id = asked.id`,
      [times.map(({ id }) => id), times.map(({ homeId }) => homeId), times.map(({ until }) => until)],
    );
  }
}
