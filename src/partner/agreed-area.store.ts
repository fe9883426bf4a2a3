/** Reads and writes where partners may look after what no people of theirs posted. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import { waitingAreas } from './areas-in-sql.js';

export interface AreasOfPartner {
  readonly partnerId: string;
  readonly partner: string;
  /** H3 cells of resolution 2 to 4. */
  readonly agreed: string[];
  readonly waiting: string[];
  /** YYYY-MM-DD; null while nothing waits. */
  readonly askedOn: string | null;
}

/** More than one instance has. */
const MOST = 500;

@Injectable()
export class AgreedAreaStore {
  /** Of all but the host, those that wait first; of one, if one is named. */
  async ofPartners(db: Queryable, partnerId: string | null): Promise<AreasOfPartner[]> {
    const { rows } = await db.query<AreasOfPartner>(
      'areas-of-partners',
      `SELECT p.id AS "partnerId", p.name AS partner, w.cells AS waiting,
         array(SELECT cell::text FROM agreed_area WHERE partner_id = p.id ORDER BY 1) AS agreed,
         CASE WHEN w.cells <> '{}' THEN p.areas_asked_on::text END AS "askedOn"
       FROM partner p CROSS JOIN LATERAL (SELECT array(${waitingAreas('p')} ORDER BY 1) AS cells) w
       WHERE NOT p.is_host AND ($1::uuid IS NULL OR p.id = $1) ORDER BY w.cells = '{}', p.areas_asked_on, p.name LIMIT ${MOST}`,
      [partnerId],
    );
    return rows;
  }

  async waits(db: Queryable, partnerId: string): Promise<boolean> {
    const { rowCount } = await db.query(
      'partner-waits-for-areas',
      `SELECT FROM partner p WHERE p.id = $1 AND EXISTS (${waitingAreas('p')})`,
      [partnerId],
    );
    return rowCount === 1;
  }

  /** False when it asked today already: then the host has been told. */
  async ask(tx: Queryable, partnerId: string, today: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'ask-for-areas',
      'UPDATE partner SET areas_asked_on = $2 WHERE id = $1 AND areas_asked_on IS DISTINCT FROM $2',
      [partnerId, today],
    );
    return rowCount === 1;
  }

  /** Any but the host; two who settle its areas wait for each other. */
  async lock(tx: Queryable, partnerId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'lock-partner-for-areas',
      'SELECT FROM partner WHERE id = $1 AND NOT is_host FOR NO KEY UPDATE',
      [partnerId],
    );
    return rowCount === 1;
  }

  async agree(db: Queryable, partnerId: string, cells: readonly string[], today: string): Promise<void> {
    await db.query(
      'agree-to-areas',
      'INSERT INTO agreed_area (partner_id, cell, agreed_on) SELECT $1, unnest($2::text[]), $3 ON CONFLICT DO NOTHING',
      [partnerId, cells, today],
    );
  }

  /** The first of these cells that lies in a larger one that stands, counted from 0; null when none does. */
  async withinAgreed(tx: Queryable, partnerId: string, cells: readonly string[]): Promise<number | null> {
    const { rows } = await tx.query<{ at: number }>(
      'areas-within-agreed',
      `SELECT (min(said.at) - 1)::integer AS at FROM unnest($2::text[]) WITH ORDINALITY AS said (cell, at)
       JOIN agreed_area its ON its.partner_id = $1 AND lies_in(said.cell, its.cell) AND its.cell <> said.cell`,
      [partnerId, cells],
    );
    return rows[0]?.at ?? null;
  }

  /** What lies in these cells is neither agreed to nor named by the partner any more. */
  async takeAway(tx: Queryable, partnerId: string, cells: readonly string[]): Promise<void> {
    const within = (cell: string) =>
      `EXISTS (SELECT FROM unnest($2::text[]) AS its (cell) WHERE lies_in(${cell}, its.cell))`;
    for (const table of ['agreed_area', 'partner_area']) {
      await tx.query(`take-away-${table}`, `DELETE FROM ${table} a WHERE a.partner_id = $1 AND ${within('a.cell')}`, [
        partnerId,
        cells,
      ]);
    }
    await tx.query(
      'take-away-program-area',
      `DELETE FROM program_area a USING program g WHERE g.id = a.program_id AND g.partner_id = $1 AND ${within('a.cell')}`,
      [partnerId, cells],
    );
  }
}
