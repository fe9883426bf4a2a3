/** A request under its lock: what is decided about it, and the few columns that a decision changes. */
import { Injectable } from '@nestjs/common';
import { halfDayAt, startOfHalfDay } from '../calendar/half-day.js';
import type { Accepted } from '../kernel/decision.js';
import type { Acceptance, HelpKind } from '../kernel/help.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { EndedRequest } from './domain/end-request.js';
import type { Renewable, Renewal } from './domain/expiry.js';
import type { LineToReword } from './domain/reword.js';
import { FACTS_COLUMNS } from './read-requests.store.js';
import { visibleToPartner } from './visible-to-partner.js';
import { nextStepInSql } from './widening-in-sql.js';

export interface RequestRecord extends Renewable {
  readonly id: string;
  readonly kind: HelpKind;
  readonly partnerId: string;
  readonly intakeCoordinatorId: string | null;
  readonly acceptance: Acceptance;
  readonly postedOn: string;
  readonly isSeries: boolean;
  /** It has passed a mark of the clock: others than its family may know of it. */
  readonly isPublished: boolean;
  /** Of its only, or next, occurrence; null without a date. */
  readonly next: { readonly opensAt: Date; readonly closesAt: Date } | null;
}

interface RecordRead {
  id: string;
  kind: HelpKind;
  partner_id: string;
  intake_coordinator_id: string | null;
  acceptance: Acceptance;
  posted_on: string;
  is_series: boolean;
  published: boolean;
  closes_at: Date | null;
  renewals: number;
  expires_at: Date;
  ending: RequestRecord['ending'];
  held_for_review: boolean;
  counts: [number, number, number][];
  live_claims: number;
  more_to_come: boolean;
  next_opens_at: Date | null;
  next_closes_at: Date | null;
}

@Injectable()
export class RequestStore {
  /** Steps on one request, those of its claims included, wait for each other here. Read by a statement of its own, after the wait. */
  async lock(tx: Queryable, id: string): Promise<RequestRecord | null> {
    const found = await tx.query('lock-request', 'SELECT FROM request WHERE id = $1 FOR NO KEY UPDATE', [id]);
    return this.locked(tx, id, found);
  }

  /** Null when it is not there, or another coordinator took it in: then nothing is locked, and it takes as long. */
  async lockTookIn(tx: Queryable, id: string, coordinatorId: string): Promise<RequestRecord | null> {
    const found = await tx.query(
      'lock-request-took-in',
      'SELECT FROM request WHERE id = $1 AND intake_coordinator_id = $2 FOR NO KEY UPDATE',
      [id, coordinatorId],
    );
    return this.locked(tx, id, found);
  }

  /** Null, in the same way, when the coordinator's partner may not learn of it. */
  async lockForPartner(tx: Queryable, id: string, viewer: CoordinatorViewer): Promise<RequestRecord | null> {
    const found = await tx.query(
      'lock-request-for-partner',
      `SELECT FROM request r WHERE r.id = $1 AND ${visibleToPartner('r', '$2', '$3')} FOR NO KEY UPDATE`,
      [id, viewer.partnerId, viewer.coordinatorId],
    );
    return this.locked(tx, id, found);
  }

  private async locked(tx: Queryable, id: string, { rowCount }: { rowCount: number }): Promise<RequestRecord | null> {
    if (rowCount === 0) return null;
    const { rows } = await tx.query<RecordRead>(
      'find-locked-request',
      `SELECT r.id, r.kind, r.partner_id, r.intake_coordinator_id, r.acceptance, r.posted_on::text AS posted_on,
         r.series_rule IS NOT NULL AS is_series, r.published, r.closes_at, r.renewals, r.expires_at, ${FACTS_COLUMNS},
         next.opens_at AS next_opens_at, next.closes_at AS next_closes_at
       FROM request r LEFT JOIN LATERAL (
         SELECT opens_at, closes_at FROM occurrence WHERE request_id = r.id ORDER BY over, opens_at LIMIT 1) next ON true
       WHERE r.id = $1`,
      [id],
    );
    const [row] = rows;
    return row ? recordOf(row) : null;
  }

  /** An end is kept by the half-day, in UTC: to the second it would pair the requests of a family that erases them at once. */
  async end(
    tx: Queryable,
    id: string,
    { value: end }: Accepted<Pick<EndedRequest, 'ending' | 'endedAt'>>,
  ): Promise<void> {
    await this.once(
      tx.query('end-request', 'UPDATE request SET ending = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL', [
        id,
        end.ending,
        startOfHalfDay(halfDayAt(end.endedAt, 'UTC'), 'UTC'),
      ]),
    );
  }

  async renew(tx: Queryable, id: string, { value }: Accepted<Renewal>): Promise<void> {
    await this.once(
      tx.query(
        'renew-request',
        `UPDATE request SET expires_at = $2, renewals = $3, expiry_told = $4
         WHERE id = $1 AND renewals = $3 - 1 AND ended_at IS NULL`,
        [id, value.expiresAt, value.renewals, value.expiryTold],
      ),
    );
  }

  /** Its time to widen begins now, or with the mark of the clock on which it appears. */
  async approve(
    tx: Queryable,
    id: string,
    _approved: Accepted<'OPEN'>,
    { now, markMs }: { readonly now: Date; readonly markMs: number },
  ): Promise<void> {
    await this.once(
      tx.query(
        'approve-request',
        `UPDATE request SET held_for_review = false, widens_at = CASE WHEN publishes_at_once() AND reach <> widens_to
           THEN ${nextStepInSql('urgency', 'reach', '$2::timestamptz', '$3::bigint')} END
         WHERE id = $1 AND held_for_review AND ended_at IS NULL`,
        [id, now, markMs],
      ),
    );
  }

  async setSummary(tx: Queryable, id: string, box: Buffer | null): Promise<void> {
    await this.once(tx.query('set-request-summary', 'UPDATE request SET summary_box = $2 WHERE id = $1', [id, box]));
  }

  /** The lines of a request: whether they have words of their own that may be changed. */
  async lines(tx: Queryable, id: string): Promise<LineToReword[]> {
    const { rows } = await tx.query<LineToReword>(
      'lines-to-reword',
      `SELECT l.id, l.label_box IS NOT NULL AS labelled, l.label_held OR l.note_held AS held,
         EXISTS (SELECT FROM occurrence_line o WHERE o.line_id = l.id AND o.held + o.fulfilled > 0) AS taken
       FROM request_line l WHERE l.request_id = $1`,
      [id],
    );
    return rows;
  }

  async setLineWords(
    tx: Queryable,
    requestId: string,
    lines: readonly { readonly id: string; readonly labelBox: Buffer; readonly noteBox: Buffer | null }[],
  ): Promise<void> {
    await tx.query(
      'set-line-words',
      `UPDATE request_line l SET label_box = words.label_box, note_box = words.note_box
       FROM unnest($2::uuid[], $3::bytea[], $4::bytea[]) AS words (id, label_box, note_box)
       WHERE l.id = words.id AND l.request_id = $1`,
      [
        requestId,
        lines.map(({ id }) => id),
        lines.map(({ labelBox }) => labelBox),
        lines.map(({ noteBox }) => noteBox),
      ],
    );
  }

  /** Nothing that the family wrote stays. */
  async forgetWords(tx: Queryable, id: string): Promise<void> {
    await tx.query(
      'forget-request-words',
      `UPDATE request SET summary_box = NULL, summary_reasons = '{}' WHERE id = $1`,
      [id],
    );
    await tx.query(
      'forget-line-words',
      `UPDATE request_line SET label_box = NULL, note_box = NULL, label_reasons = '{}', note_reasons = '{}' WHERE request_id = $1`,
      [id],
    );
    await tx.query('forget-hidden-homes', 'DELETE FROM request_hidden WHERE request_id = $1', [id]);
  }

  /** Which request a claim is on, and which home claims. Null when there is no such claim, or it is not one of the two meeting. */
  async meetingOf(
    db: Queryable,
    claimId: string,
    by: { readonly requestIds: readonly string[]; readonly coordinatorId: string | null },
  ): Promise<{ requestId: string; homeId: string } | null> {
    const { rows } = await db.query<{ requestId: string; homeId: string }>(
      'meeting-of-claim',
      `SELECT c.request_id AS "requestId", c.home_id AS "homeId" FROM claim c JOIN request r ON r.id = c.request_id
       WHERE c.id = $1 AND c.home_id IS NOT NULL AND (r.id = ANY ($2::uuid[]) OR r.intake_coordinator_id = $3)`,
      [claimId, by.requestIds, by.coordinatorId],
    );
    return rows[0] ?? null;
  }

  private async once(update: Promise<{ rowCount: number }>): Promise<void> {
    if ((await update).rowCount !== 1) throw new Error('a request was written without its lock');
  }
}

function recordOf(row: RecordRead): RequestRecord {
  const { next_opens_at: opensAt, next_closes_at: closesAt } = row;
  return {
    id: row.id,
    kind: row.kind,
    partnerId: row.partner_id,
    intakeCoordinatorId: row.intake_coordinator_id,
    acceptance: row.acceptance,
    postedOn: row.posted_on,
    isSeries: row.is_series,
    isPublished: row.published,
    closesAt: row.closes_at,
    renewals: row.renewals,
    expiresAt: row.expires_at,
    ending: row.ending,
    heldForReview: row.held_for_review,
    lines: row.counts.map(([quantity, held, fulfilled]) => ({ quantity, held, fulfilled })),
    liveClaims: row.live_claims,
    moreToCome: row.more_to_come,
    next: opensAt && closesAt ? { opensAt, closesAt } : null,
  };
}
