/** Whether a claim is one of a coordinator's own household, about which somebody else decides. */
import { Injectable } from '@nestjs/common';
import { isOwnHousehold } from '../home/own-household-in-sql.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';

@Injectable()
export class OwnHouseholdStore {
  /** False for everybody who is no coordinator, and where there is no home. */
  async isOf(db: Queryable, viewer: Viewer, homeId: string | null): Promise<boolean> {
    if (viewer.kind !== 'COORDINATOR' || homeId === null) return false;
    const { rows } = await db.query<{ own: boolean }>(
      'is-own-household',
      `SELECT ${isOwnHousehold('$1::uuid', '$2::uuid')} AS own`,
      [homeId, viewer.coordinatorId],
    );
    return rows[0]?.own ?? false;
  }

  /** The home that a report is about, or whose claim it is about. */
  async isOfReport(db: Queryable, viewer: Viewer, reportId: string): Promise<boolean> {
    const { rows } = await db.query<{ homeId: string | null }>(
      'household-of-report',
      `SELECT coalesce(r.home_id, c.home_id) AS "homeId" FROM report r LEFT JOIN claim c ON c.id = r.claim_id WHERE r.id = $1`,
      [reportId],
    );
    return this.isOf(db, viewer, rows[0]?.homeId ?? null);
  }
}
