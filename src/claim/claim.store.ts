/** Reads and writes claims: a step is written only onto the status from which it was decided. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import type { Accepted } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { CLAIM_COLUMNS, type ClaimRead, recordOf } from './claim-columns.js';
import type { ClaimRecord, NewClaim } from './claim-record.js';
import type { ClaimLine, ClaimState } from './domain/claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { hasPart, partIn } from './parties-of-viewer.js';

export type ReleasedClaim = Pick<ClaimState, 'status' | 'firstOpenedAt' | 'endReason' | 'endedAt'>;

@Injectable()
export class ClaimStore {
  /** In no order; those that do not exist are missing. */
  async find(db: Queryable, ids: readonly string[]): Promise<ClaimRecord[]> {
    const { rows } = await db.query<ClaimRead>(
      'find-claims',
      `SELECT ${CLAIM_COLUMNS} FROM claim c LEFT JOIN request r ON r.id = c.request_id WHERE c.id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows.map(recordOf);
  }

  /** Of these, the ones that the viewer has a part in. */
  async findOf(db: Queryable, viewer: Viewer, ids: readonly string[]): Promise<ClaimRecord[]> {
    const { rows } = await db.query<ClaimRead>(
      'find-claims-of-viewer',
      `SELECT ${CLAIM_COLUMNS} FROM claim c LEFT JOIN request r ON r.id = c.request_id
       WHERE c.id = ANY ($1::uuid[]) AND ${hasPart('c', 2)}`,
      [ids, ...partIn(viewer)],
    );
    return rows.map(recordOf);
  }

  /**
   * Null when it is not there, or the viewer has no part in it: then nothing is locked, and it takes as long.
   * The request before the claim, as everywhere: steps on the claims of one request wait for each other here. Each is read by a statement
   * of its own, since one that waited for a lock still sees the other tables as they were before.
   */
  async lock(tx: Queryable, viewer: Viewer, id: string): Promise<ClaimRecord | null> {
    await tx.query(
      'lock-request-of-claim',
      `SELECT FROM request WHERE id = (SELECT c.request_id FROM claim c WHERE c.id = $1 AND ${hasPart('c', 2)}) FOR NO KEY UPDATE`,
      [id, ...partIn(viewer)],
    );
    const { rowCount } = await tx.query(
      'lock-claim',
      `SELECT FROM claim c WHERE c.id = $1 AND ${hasPart('c', 2)} FOR NO KEY UPDATE`,
      [id, ...partIn(viewer)],
    );
    return rowCount === 1 ? ((await this.find(tx, [id]))[0] ?? null) : null;
  }

  /** As `lock`, or null when somebody else has it, or its request, in hand. */
  async lockFree(tx: Queryable, id: string): Promise<ClaimRecord | null> {
    const { rows } = await tx.query<{ free: boolean }>(
      'lock-free-request-of-claim',
      `WITH taken AS (SELECT id FROM request WHERE id = (SELECT request_id FROM claim WHERE id = $1) FOR NO KEY UPDATE SKIP LOCKED)
       SELECT request_id IS NULL OR EXISTS (SELECT FROM taken) AS free FROM claim WHERE id = $1`,
      [id],
    );
    if (!rows[0]?.free) return null;
    const { rowCount } = await tx.query(
      'lock-free-claim',
      'SELECT FROM claim WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED',
      [id],
    );
    return rowCount === 1 ? ((await this.find(tx, [id]))[0] ?? null) : null;
  }

  /** After the request was locked: its claims that are live as written, each locked. */
  async lockLive(tx: Queryable, requestId: string): Promise<ClaimRecord[]> {
    const { rows } = await tx.query<{ id: string }>(
      'lock-live-claims',
      `SELECT id FROM claim WHERE request_id = $1 AND ended_at IS NULL ORDER BY id FOR NO KEY UPDATE`,
      [requestId],
    );
    return rows.length > 0
      ? this.find(
          tx,
          rows.map(({ id }) => id),
        )
      : [];
  }

  /** By the clock; no sweep has written it yet. */
  async lapsedOfOffer(db: Queryable, offerId: string, now: Date): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'lapsed-claims-of-offer',
      `SELECT id FROM claim WHERE offer_id = $1 AND status IN ('PROPOSED', 'ACCEPTED') AND lease_ends_at <= $2 ORDER BY id`,
      [offerId, now],
    );
    return rows.map(({ id }) => id);
  }

  async idsOfRequest(db: Queryable, requestId: string): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'ids-of-claims-of-request',
      'SELECT id FROM claim WHERE request_id = $1',
      [requestId],
    );
    return rows.map(({ id }) => id);
  }

  /** The triggers hold the quantities; what is not free any more refuses the whole transaction. */
  async insert(tx: Queryable, { value: claim }: Accepted<NewClaim>, now: Date): Promise<void> {
    const { state } = claim;
    await tx.query(
      'insert-claim',
      `INSERT INTO claim (id, shape, kind, request_id, occurrence_id, offer_id, home_id, partner_id, status, proposed_by,
         consents_needed, consents_given, planned_half, planned_time_zone, planned_ends_at, begun_half, lease_ends_at, accepted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text[]::party[], $12::text[]::party[], $13, $14, $15, $16, $17, $18)`,
      [
        claim.id,
        state.shape,
        state.kind,
        claim.requestId,
        claim.occurrenceId,
        claim.offerId,
        claim.homeId,
        claim.partnerId,
        state.status,
        state.proposedBy,
        state.consentsNeeded,
        state.consentsGiven,
        claim.plannedHalf,
        claim.plannedTimeZone,
        state.plannedEndsAt,
        halfDayAt(now, 'UTC'),
        state.leaseEndsAt,
        state.acceptedAt,
      ],
    );
    await this.insertLines(tx, claim);
  }

  /** What was delivered first: a late delivery takes back no more than what came. */
  async write(tx: Queryable, id: string, { value: step }: Accepted<ClaimStep>): Promise<void> {
    const { from, claim } = step;
    if (claim.status === 'DELIVERED' && from !== 'DELIVERED') await this.writeDelivered(tx, id, claim.lines);
    const { rowCount } = await tx.query(
      'write-claim-step',
      `UPDATE claim SET status = $3, consents_given = $4::text[]::party[], lease_ends_at = $5, extended = $6, accepted_at = $7,
         delivered_at = $8, disputed_at = $9, ended_at = $10, end_reason = $11, confirmed_by = $12
       WHERE id = $1 AND status = $2`,
      [
        id,
        from,
        claim.status,
        claim.consentsGiven,
        claim.leaseEndsAt,
        claim.extended,
        claim.acceptedAt,
        claim.deliveredAt,
        claim.disputedAt,
        claim.endedAt,
        claim.endReason,
        claim.confirmedBy,
      ],
    );
    if (rowCount !== 1) throw new Error('a claim was written without its lock');
  }

  /** Before the step is written: two releases of one home at once see each other's marks, as two claims of it see each other's count. */
  async lockHome(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('lock-home-of-claim', 'SELECT FROM home WHERE id = $1 FOR NO KEY UPDATE', [homeId]);
  }

  async markOpened(tx: Queryable, id: string, now: Date): Promise<void> {
    await tx.query(
      'mark-claim-opened',
      "UPDATE claim SET first_opened_at = coalesce(first_opened_at, $2) WHERE id = $1 AND status = 'ACCEPTED'",
      [id, now],
    );
  }

  /** What the home let go of since then. */
  async releasedSince(db: Queryable, homeId: string, since: Date): Promise<ReleasedClaim[]> {
    const { rows } = await db.query<ReleasedClaim>(
      'released-by-home',
      `SELECT status, first_opened_at AS "firstOpenedAt", end_reason AS "endReason", ended_at AS "endedAt" FROM claim
       WHERE home_id = $1 AND status = 'RELEASED' AND ended_at > $2`,
      [homeId, since],
    );
    return rows;
  }

  private async insertLines(tx: Queryable, claim: NewClaim): Promise<void> {
    const { lines } = claim.state;
    await tx.query(
      'insert-claim-lines',
      `INSERT INTO claim_line (id, claim_id, occurrence_id, request_line_id, quantity, period_id, offer_line_id, offer_quantity)
       SELECT gen_random_uuid(), $1, CASE WHEN line.wanted IS NULL THEN NULL ELSE $2::uuid END, line.wanted, line.quantity,
         CASE WHEN line.offered IS NULL THEN NULL ELSE $3::uuid END, line.offered, line.taken
       FROM unnest($4::uuid[], $5::integer[], $6::uuid[], $7::integer[]) AS line (wanted, quantity, offered, taken)
       -- In the order in which every step meets them.
       ORDER BY line.offered, line.wanted`,
      [
        claim.id,
        claim.occurrenceId,
        claim.periodId,
        lines.map((line) => line.requestLineId),
        lines.map((line) => line.quantity),
        lines.map((line) => line.offerLineId),
        lines.map((line) => line.offerQuantity),
      ],
    );
  }

  private async writeDelivered(tx: Queryable, id: string, lines: readonly ClaimLine[]): Promise<void> {
    await tx.query(
      'write-delivered-lines',
      `UPDATE claim_line l SET delivered = came.delivered, offer_delivered = came.taken
       FROM unnest($2::uuid[], $3::uuid[], $4::integer[], $5::integer[]) AS came (wanted, offered, delivered, taken)
       WHERE l.claim_id = $1 AND l.request_line_id IS NOT DISTINCT FROM came.wanted
         AND l.offer_line_id IS NOT DISTINCT FROM came.offered AND l.delivered IS NULL`,
      [
        id,
        lines.map((line) => line.requestLineId),
        lines.map((line) => line.offerLineId),
        lines.map((line) => line.delivered),
        lines.map((line) => line.offerDelivered),
      ],
    );
  }
}
