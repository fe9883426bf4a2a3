/** Finds the reminders that are due, of all homes, and moves them on: for the sweep alone. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import type { Reminder } from './domain/reminder.js';

export interface DueReminder extends Reminder {
  readonly homeId: string;
  /** Its step is in the catalogue no more. */
  readonly retired: boolean;
}

@Injectable()
export class DueRemindersStore {
  /** Locked; what another process has in hand is passed over. A home that has closed is told nothing. */
  async take(owner: Queryable, day: string, most: number): Promise<DueReminder[]> {
    const { rows } = await owner.query<DueReminder>(
      'take-due-reminders',
      `SELECT r.home_id AS "homeId", r.step_id AS "stepId", r.rhythm, r.starts_on::text AS "startsOn", r.next_on::text AS "nextOn",
         EXISTS (SELECT FROM partner_step s WHERE s.id = r.step_id AND s.retired_on IS NOT NULL) AS retired
       FROM step_reminder r JOIN home h ON h.id = r.home_id
       WHERE r.next_on <= $1 AND h.closed_at IS NULL ORDER BY r.next_on LIMIT $2 FOR UPDATE OF r SKIP LOCKED`,
      [day, most],
    );
    return rows;
  }

  async moveOn(owner: Queryable, { homeId, stepId }: DueReminder, nextOn: string): Promise<void> {
    await owner.query('move-reminder-on', 'UPDATE step_reminder SET next_on = $3 WHERE home_id = $1 AND step_id = $2', [
      homeId,
      stepId,
      nextOn,
    ]);
  }

  async drop(owner: Queryable, { homeId, stepId }: DueReminder): Promise<void> {
    await owner.query('drop-due-reminder', 'DELETE FROM step_reminder WHERE home_id = $1 AND step_id = $2', [
      homeId,
      stepId,
    ]);
  }
}
