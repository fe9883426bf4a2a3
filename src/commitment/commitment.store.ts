/** Reads and writes what a home keeps of its commitment; each statement is about one home. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { Declaration } from './domain/declaration.js';
import type { MarkedStep } from './domain/mark.js';
import type { Reminder } from './domain/reminder.js';

@Injectable()
export class CommitmentStore {
  /** Until the transaction ends, whatever else the home changes here waits. */
  async lock(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('begin-commitment', 'INSERT INTO home_commitment (home_id) VALUES ($1) ON CONFLICT DO NOTHING', [
      homeId,
    ]);
    await tx.query('lock-commitment', 'SELECT FROM home_commitment WHERE home_id = $1 FOR UPDATE', [homeId]);
  }

  async employs(db: Queryable, homeId: string): Promise<boolean> {
    const { rows } = await db.query<{ employs: boolean }>(
      'employs-domestic-workers',
      'SELECT employs_domestic_workers AS employs FROM home_commitment WHERE home_id = $1',
      [homeId],
    );
    return rows[0]?.employs ?? false;
  }

  async setEmploys(tx: Queryable, homeId: string, employs: boolean): Promise<void> {
    await tx.query(
      'set-employs-domestic-workers',
      'UPDATE home_commitment SET employs_domestic_workers = $2 WHERE home_id = $1',
      [homeId, employs],
    );
  }

  /** Newest first. */
  async declarations(db: Queryable, homeId: string): Promise<Declaration[]> {
    const { rows } = await db.query<Declaration>(
      'declarations-of-home',
      `SELECT declared_on::text AS "declaredOn", withdrawn_on::text AS "withdrawnOn" FROM sanctuary_declaration
       WHERE home_id = $1 ORDER BY declared_on DESC`,
      [homeId],
    );
    return rows;
  }

  async keepDeclaration(tx: Queryable, homeId: string, { value }: Accepted<Declaration>): Promise<void> {
    await tx.query(
      'keep-declaration',
      `INSERT INTO sanctuary_declaration (home_id, declared_on, withdrawn_on) VALUES ($1, $2, $3)
       ON CONFLICT (home_id, declared_on) DO UPDATE SET withdrawn_on = EXCLUDED.withdrawn_on`,
      [homeId, value.declaredOn, value.withdrawnOn],
    );
  }

  async marks(db: Queryable, homeId: string): Promise<MarkedStep[]> {
    const { rows } = await db.query<MarkedStep>(
      'marks-of-home',
      `SELECT step_id AS "stepId", mark, version, marked_on::text AS "markedOn" FROM step_mark WHERE home_id = $1`,
      [homeId],
    );
    return rows;
  }

  async keepMark(tx: Queryable, homeId: string, { value }: Accepted<MarkedStep>): Promise<void> {
    await tx.query(
      'keep-mark',
      `INSERT INTO step_mark (home_id, step_id, mark, version, marked_on) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (home_id, step_id)
         DO UPDATE SET mark = EXCLUDED.mark, version = EXCLUDED.version, marked_on = EXCLUDED.marked_on`,
      [homeId, value.stepId, value.mark, value.version, value.markedOn],
    );
  }

  async dropMark(tx: Queryable, homeId: string, stepId: string): Promise<boolean> {
    const { rowCount } = await tx.query('drop-mark', 'DELETE FROM step_mark WHERE home_id = $1 AND step_id = $2', [
      homeId,
      stepId,
    ]);
    return rowCount === 1;
  }

  async reminders(db: Queryable, homeId: string): Promise<Reminder[]> {
    const { rows } = await db.query<Reminder>(
      'reminders-of-home',
      `SELECT step_id AS "stepId", rhythm, starts_on::text AS "startsOn", next_on::text AS "nextOn" FROM step_reminder
       WHERE home_id = $1`,
      [homeId],
    );
    return rows;
  }

  async keepReminder(tx: Queryable, homeId: string, { value }: Accepted<Reminder>): Promise<void> {
    await tx.query(
      'keep-reminder',
      `INSERT INTO step_reminder (home_id, step_id, rhythm, starts_on, next_on) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (home_id, step_id)
         DO UPDATE SET rhythm = EXCLUDED.rhythm, starts_on = EXCLUDED.starts_on, next_on = EXCLUDED.next_on`,
      [homeId, value.stepId, value.rhythm, value.startsOn, value.nextOn],
    );
  }

  async dropReminder(tx: Queryable, homeId: string, stepId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'drop-reminder',
      'DELETE FROM step_reminder WHERE home_id = $1 AND step_id = $2',
      [homeId, stepId],
    );
    return rowCount === 1;
  }
  async dropReminders(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('drop-reminders-of-home', 'DELETE FROM step_reminder WHERE home_id = $1', [homeId]);
  }

  async forget(tx: Queryable, homeId: string): Promise<void> {
    await this.dropReminders(tx, homeId);
    await tx.query('forget-marks-of-home', 'DELETE FROM step_mark WHERE home_id = $1', [homeId]);
    await tx.query('forget-declarations-of-home', 'DELETE FROM sanctuary_declaration WHERE home_id = $1', [homeId]);
    await tx.query('forget-commitment-of-home', 'DELETE FROM home_commitment WHERE home_id = $1', [homeId]);
  }
}
