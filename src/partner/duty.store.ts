/** Reads which partners have somebody on duty. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorRole } from '../kernel/coordinator-role.js';
import type { Queryable } from '../platform/queryable.js';
import { isOnDuty } from './on-duty.js';

@Injectable()
export class DutyStore {
  async onDuty(db: Queryable, partnerIds: readonly string[], role: CoordinatorRole, now: Date): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'partners-on-duty',
      `SELECT asked.id FROM unnest($1::uuid[]) AS asked (id) WHERE ${isOnDuty('asked.id', '$2', '$3')}`,
      [partnerIds, role, now],
    );
    return rows.map(({ id }) => id);
  }
}
