/** Reads and writes concerns, and what was said in them, one sealed row at a time. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import type { Queryable } from '../platform/queryable.js';
import type { Party } from './domain/claim.js';
import type { ReportReason } from './domain/concern.js';

export interface ReportRead {
  readonly id: string;
  readonly partnerId: string;
  readonly reportedBy: Party;
  readonly claimId: string | null;
  readonly requestId: string | null;
  readonly homeId: string | null;
  readonly reason: ReportReason;
  /** YYYY-MM-DD, in UTC. */
  readonly reportedOn: string;
  readonly settledOn: string | null;
  readonly upheld: boolean | null;
}

export type NewReport = Omit<ReportRead, 'settledOn' | 'upheld'>;

export interface SealedWords {
  readonly dataKeyId: string;
  readonly box: Buffer;
}

export interface ReportPosition {
  readonly reportedOn: string;
  readonly id: string;
}

const COLUMNS = `id, partner_id AS "partnerId", reported_by AS "reportedBy", claim_id AS "claimId", request_id AS "requestId",
  home_id AS "homeId", reason, reported_on::text AS "reportedOn", settled_on::text AS "settledOn", upheld`;

@Injectable()
export class ReportStore {
  /** The home that a report is about, or whose claim it is about. */
  async homeOf(db: Queryable, reportId: string): Promise<string | null> {
    const { rows } = await db.query<{ homeId: string | null }>(
      'household-of-report',
      `SELECT coalesce(r.home_id, c.home_id) AS "homeId" FROM report r LEFT JOIN claim c ON c.id = r.claim_id WHERE r.id = $1`,
      [reportId],
    );
    return rows[0]?.homeId ?? null;
  }

  async insert(tx: Transaction, report: NewReport, words: SealedWords | null): Promise<void> {
    await tx.query(
      'insert-report',
      `INSERT INTO report (id, partner_id, reported_by, claim_id, request_id, home_id, reason, reported_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        report.id,
        report.partnerId,
        report.reportedBy,
        report.claimId,
        report.requestId,
        report.homeId,
        report.reason,
        report.reportedOn,
      ],
    );
    if (!words) return;
    await tx.asOpener({ report: report.id }, (sealed) =>
      sealed.query(
        'insert-sealed-report',
        'INSERT INTO sealed.report (report_id, data_key_id, box) VALUES ($1, $2, $3)',
        [report.id, words.dataKeyId, words.box],
      ),
    );
  }

  /** Of the same thing, by the same side, that nobody has settled yet. */
  async countOpen(db: Queryable, { reportedBy, claimId, requestId, homeId }: NewReport): Promise<number> {
    const { rows } = await db.query<{ count: number }>(
      'count-open-reports',
      `SELECT count(*)::integer AS count FROM report WHERE settled_on IS NULL AND reported_by = $1
         AND claim_id IS NOT DISTINCT FROM $2::uuid AND request_id IS NOT DISTINCT FROM $3::uuid
         AND home_id IS NOT DISTINCT FROM $4::uuid`,
      [reportedBy, claimId, requestId, homeId],
    );
    return rows[0]?.count ?? 0;
  }

  /** Whether either side has reported the claim, settled or not. */
  async isReported(db: Queryable, claimId: string): Promise<boolean> {
    const { rows } = await db.query<{ reported: boolean }>(
      'is-claim-reported',
      'SELECT EXISTS (SELECT FROM report WHERE claim_id = $1) AS reported',
      [claimId],
    );
    return rows[0]?.reported ?? false;
  }

  /** The latest first. */
  async page(
    db: Queryable,
    partnerId: string,
    open: boolean,
    after: ReportPosition | null,
    limit: number,
  ): Promise<ReportRead[]> {
    const { rows } = await db.query<ReportRead>(
      'reports-of-partner',
      `SELECT ${COLUMNS} FROM report WHERE partner_id = $1 AND (settled_on IS NULL) = $2
         AND ($3::date IS NULL OR (reported_on, id) < ($3::date, $4::uuid))
       ORDER BY reported_on DESC, id DESC LIMIT $5`,
      [partnerId, open, after?.reportedOn ?? null, after?.id ?? null, limit],
    );
    return rows;
  }

  async findOfPartner(db: Queryable, partnerId: string, id: string): Promise<ReportRead | null> {
    const { rows } = await db.query<ReportRead>(
      'find-report',
      `SELECT ${COLUMNS} FROM report WHERE id = $1 AND partner_id = $2`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  /** False when somebody settled it before. */
  async settle(tx: Queryable, id: string, upheld: boolean, on: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'settle-report',
      'UPDATE report SET settled_on = $3, upheld = $2 WHERE id = $1 AND settled_on IS NULL',
      [id, upheld, on],
    );
    return rowCount === 1;
  }

  async wordsOf(tx: Transaction, id: string): Promise<SealedWords | null> {
    const { rows } = await tx.asOpener({ report: id }, (sealed) =>
      sealed.query<SealedWords>(
        'words-of-report',
        'SELECT data_key_id AS "dataKeyId", box FROM sealed.report WHERE report_id = $1',
        [id],
      ),
    );
    return rows[0] ?? null;
  }
}
