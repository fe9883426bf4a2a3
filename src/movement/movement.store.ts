/** Reads what happened, and writes and reads the movement's numbers. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import type { Happening, PublishedNumber, Tally } from './domain/publish-numbers.js';

export interface CountedRow extends Omit<Happening, 'area' | 'amongFamilies'> {
  readonly cell: string | null;
  /** The published cell of the request, if there is one. */
  readonly askedIn: string | null;
}

export interface Mark {
  readonly talliedUntil: string;
  readonly homesCountedOn: string | null;
}

export interface NumberOfMonth extends PublishedNumber {
  /** Its first day. */
  readonly month: string;
}

/** The newest of a home's offers that stand: where it is counted. */
const CELL_OF_HOME = `(SELECT o.cell FROM offer o WHERE o.home_id = h.id AND o.status = 'OPEN' ORDER BY o.id DESC LIMIT 1)`;

@Injectable()
export class MovementStore {
  /** Others that count wait here. The first one ever begins with `since`. */
  async begin(tx: Queryable, since: string): Promise<Mark> {
    await tx.query(
      'first-movement-mark',
      'INSERT INTO movement_mark (tallied_until) VALUES ($1::date) ON CONFLICT DO NOTHING',
      [since],
    );
    const { rows } = await tx.query<Mark>(
      'lock-movement-mark',
      `SELECT tallied_until::text AS "talliedUntil", homes_counted_on::text AS "homesCountedOn" FROM movement_mark FOR UPDATE`,
    );
    return rows[0] ?? { talliedUntil: since, homesCountedOn: null };
  }

  async mark(tx: Queryable, talliedUntil: string, homesCountedOn: string): Promise<void> {
    await tx.query(
      'move-movement-mark',
      'UPDATE movement_mark SET tallied_until = $1::date, homes_counted_on = $2::date',
      [talliedUntil, homesCountedOn],
    );
  }

  /** Of deliveries and rides the published place of the request, of money that of the gift. `canaries`: requests of nobody. */
  async happenings(tx: Queryable, from: string, until: string, canaries: string): Promise<readonly CountedRow[]> {
    const { rows } = await tx.query<CountedRow>(
      'movement-of-half-month',
      `SELECT CASE c.kind WHEN 'GROCERY' THEN 'DELIVERIES' WHEN 'RIDE' THEN 'RIDES' ELSE c.kind::text END AS what,
         CASE c.kind WHEN 'TIME' THEN 'MINUTES' WHEN 'MONEY' THEN o.currency ELSE 'TIMES' END AS unit,
         CASE c.shape WHEN 'GIVING' THEN o.cell ELSE r.published_cell END AS cell, c.home_id AS "homeId",
         c.request_id AS "requestId", r.published_cell AS "askedIn",
         CASE c.kind WHEN 'TIME' THEN (SELECT sum(coalesce(l.delivered, l.quantity)) FROM claim_line l WHERE l.claim_id = c.id)
           WHEN 'MONEY' THEN (SELECT sum(coalesce(l.offer_delivered, l.offer_quantity)) FROM claim_line l WHERE l.claim_id = c.id)
           ELSE 1 END::float8 AS amount
       FROM claim c LEFT JOIN request r ON r.id = c.request_id LEFT JOIN offer o ON o.id = c.offer_id
       WHERE c.status = 'CONFIRMED' AND c.shape IN ('MEETING', 'GIVING')
         AND c.ended_at >= $1::date::timestamp AT TIME ZONE 'UTC' AND c.ended_at < $2::date::timestamp AT TIME ZONE 'UTC'
         AND (c.request_id IS NULL OR c.request_id <> ALL ($3::uuid[]))
       UNION ALL
       SELECT 'TRAININGS', 'TIMES', ${CELL_OF_HOME}, h.id, NULL, NULL, 1
       FROM certificate x JOIN home h ON h.id = x.home_id WHERE x.issued_on >= $1::date AND x.issued_on < $2::date`,
      [from, until, canaries],
    );
    return rows;
  }

  /** In which at least k families with a coordinator's word have asked lately, by the weekly snapshot. */
  async crowdedCells(tx: Queryable): Promise<ReadonlySet<string>> {
    const { rows } = await tx.query<{ cell: string }>('movement-crowded-cells', 'SELECT cell FROM publishable_cell');
    return new Set(rows.map(({ cell }) => cell));
  }

  async homes(tx: Queryable): Promise<readonly CountedRow[]> {
    const { rows } = await tx.query<CountedRow>(
      'movement-homes',
      `SELECT what, 'HOMES' AS unit, ${CELL_OF_HOME} AS cell, h.id AS "homeId", NULL AS "requestId", NULL AS "askedIn", 1 AS amount
       FROM home h JOIN LATERAL (VALUES ('HOMES_OPEN', true), ('HOMES_VOUCHED', h.tier <> 'NEW'), ('HOMES_DECLARED', h.tier <> 'NEW' AND EXISTS (
           SELECT FROM sanctuary_declaration d WHERE d.home_id = h.id AND d.withdrawn_on IS NULL))) AS w (what, counts) ON w.counts
       WHERE h.closed_at IS NULL AND h.paused_at IS NULL`,
    );
    return rows;
  }

  async writeTallies(tx: Queryable, half: string, tallies: readonly Tally[]): Promise<void> {
    await tx.query(
      'insert-movement-tallies',
      `INSERT INTO movement_tally (half_month, what, unit, area, amount, crowd)
       SELECT $1::date, what, unit, area, amount, crowd
       FROM jsonb_to_recordset($2::jsonb) AS t (what text, unit text, area text, amount bigint, crowd integer)`,
      [half, JSON.stringify(tallies)],
    );
  }

  /** Both halves; they are gone then. */
  async takeTallies(tx: Queryable, month: string): Promise<readonly Tally[]> {
    const { rows } = await tx.query<Tally>(
      'take-movement-tallies',
      `DELETE FROM movement_tally WHERE date_trunc('month', half_month)::date = $1::date
       RETURNING what, unit, area, amount::float8 AS amount, crowd`,
      [month],
    );
    return rows;
  }

  async publish(tx: Queryable, month: string, numbers: readonly PublishedNumber[]): Promise<number> {
    const { rowCount } = await tx.query(
      'insert-movement-numbers',
      `INSERT INTO movement_number (month, what, unit, area, amount)
       SELECT $1::date, what, unit, area, amount
       FROM jsonb_to_recordset($2::jsonb) AS t (what text, unit text, area text, amount bigint)`,
      [month, JSON.stringify(numbers)],
    );
    return rowCount;
  }

  /** What stands of homes this month, or stood last: it is counted anew. */
  async newestHomes(tx: Queryable): Promise<readonly PublishedNumber[]> {
    const { rows } = await tx.query<PublishedNumber>(
      'newest-movement-homes',
      `SELECT what, unit, area, amount::float8 AS amount FROM movement_number
       WHERE unit = 'HOMES' AND month = (SELECT max(month) FROM movement_number WHERE unit = 'HOMES')`,
    );
    return rows;
  }

  async forgetHomes(tx: Queryable, month: string): Promise<void> {
    await tx.query('delete-movement-homes', `DELETE FROM movement_number WHERE unit = 'HOMES' AND month = $1::date`, [
      month,
    ]);
  }

  /** The month of the newest count of homes, published or not; null before the first. */
  async monthOfHomes(db: Queryable): Promise<string | null> {
    const { rows } = await db.query<{ month: string | null }>(
      'month-of-movement-homes',
      `SELECT date_trunc('month', homes_counted_on)::date::text AS month FROM movement_mark`,
    );
    return rows[0]?.month ?? null;
  }

  /** Null: of every area. Oldest month first. */
  async numbers(db: Queryable, area: string | null): Promise<readonly NumberOfMonth[]> {
    const { rows } = await db.query<NumberOfMonth>(
      'read-movement-numbers',
      `SELECT month::text AS month, what, unit, area, amount::float8 AS amount FROM movement_number
       WHERE $1::text IS NULL OR area = $1 ORDER BY month, what, unit, area`,
      [area],
    );
    return rows;
  }
}
