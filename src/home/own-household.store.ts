/** Whether a home is a coordinator's own household. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import { isOwnHousehold } from './own-household-in-sql.js';

@Injectable()
export class OwnHouseholdStore {
  async isOf(db: Queryable, coordinatorId: string, homeId: string): Promise<boolean> {
    const { rows } = await db.query<{ own: boolean }>(
      'is-own-household',
      `SELECT ${isOwnHousehold('$1::uuid', '$2::uuid')} AS own`,
      [homeId, coordinatorId],
    );
    return rows[0]?.own ?? false;
  }
}
