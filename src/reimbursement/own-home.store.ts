/** Whether a home is a coordinator's own household. */
import { Injectable } from '@nestjs/common';
import { isOwnHousehold } from '../home/own-household-in-sql.js';
import type { Queryable } from '../platform/queryable.js';

@Injectable()
export class OwnHomeStore {
  /** False for a home that was erased. */
  async isOf(db: Queryable, coordinatorId: string, homeId: string | null): Promise<boolean> {
    if (homeId === null) return false;
    const { rows } = await db.query<{ own: boolean }>(
      'is-own-home-to-reimburse',
      `SELECT ${isOwnHousehold('$1::uuid', '$2::uuid')} AS own`,
      [homeId, coordinatorId],
    );
    return rows[0]?.own ?? false;
  }
}
