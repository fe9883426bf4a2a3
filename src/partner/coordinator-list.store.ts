/** Reads the coordinators of one partner, and until when one of them is on duty. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorRole } from '../kernel/coordinator-role.js';
import type { Queryable } from '../platform/queryable.js';

export interface ListedCoordinator {
  readonly id: string;
  readonly roles: CoordinatorRole[];
  /** YYYY-MM-DD; null while the invitation waits. */
  readonly joinedOn: string | null;
  readonly onDutyUntil: Date | null;
}

const COLUMNS = 'id, roles, joined_on::text AS "joinedOn", on_duty_until AS "onDutyUntil"';

@Injectable()
export class CoordinatorListStore {
  /** Neither who has left, nor whose invitation is over. */
  async ofPartner(db: Queryable, partnerId: string, now: Date, most: number): Promise<ListedCoordinator[]> {
    const { rows } = await db.query<ListedCoordinator>(
      'coordinators-of-partner',
      `SELECT ${COLUMNS} FROM coordinator
       WHERE partner_id = $1 AND left_at IS NULL AND (joined_on IS NOT NULL OR invitation_ends_at > $2)
       ORDER BY joined_on NULLS LAST, id LIMIT $3`,
      [partnerId, now, most],
    );
    return rows;
  }

  async one(db: Queryable, id: string): Promise<ListedCoordinator | null> {
    const { rows } = await db.query<ListedCoordinator>(
      'coordinator-as-listed',
      `SELECT ${COLUMNS} FROM coordinator WHERE id = $1 AND left_at IS NULL`,
      [id],
    );
    return rows[0] ?? null;
  }
}
