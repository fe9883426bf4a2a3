/** Finds and takes away what is over of concerns: what was said in them, and those that were settled long ago. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';

/** What was said in one report: the key goes first, then the row. */
export interface SaidInReport {
  readonly reportId: string;
  readonly dataKeyId: string;
}

@Injectable()
export class PastReportsStore {
  /** Said before the first date, in a report settled before the second, or in one that went with its request. Dates are YYYY-MM-DD. */
  async said(owner: Queryable, saidBefore: string, settledBefore: string, most: number): Promise<SaidInReport[]> {
    const { rows } = await owner.query<SaidInReport>(
      'past-words-of-reports',
      `SELECT s.report_id AS "reportId", s.data_key_id AS "dataKeyId"
       FROM sealed.report s LEFT JOIN report r ON r.id = s.report_id
       WHERE r.id IS NULL OR r.reported_on < $1::date OR r.settled_on < $2::date LIMIT $3`,
      [saidBefore, settledBefore, most],
    );
    return rows;
  }

  async deleteSaid(owner: Queryable, reportIds: readonly string[]): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-words-of-reports',
      'DELETE FROM sealed.report WHERE report_id = ANY ($1::uuid[])',
      [reportIds],
    );
    return rowCount;
  }

  /** Nothing was said in them, or it is gone. */
  async deleteSettled(owner: Queryable, settledBefore: string): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-settled-reports',
      `DELETE FROM report r WHERE r.settled_on < $1::date
         AND NOT EXISTS (SELECT FROM sealed.report s WHERE s.report_id = r.id)`,
      [settledBefore],
    );
    return rowCount;
  }
}
