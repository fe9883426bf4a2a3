/** Reads and writes funds. Every statement names the partner: another one's fund is not there. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { Queryable } from '../platform/queryable.js';
import type { Fund, FundRules, FundState } from './domain/fund.js';
import { secondAboveOf } from './second-above-in-sql.js';

export interface FundFound extends Fund {
  readonly title: string | null;
  readonly purpose: string | null;
  readonly begunOn: string;
  readonly closedOn: string | null;
}

/** As it stays until the transaction ends. */
export interface FundHeld extends FundFound {
  /** Minor units above which its partner wants two coordinators; null for no amount. */
  readonly secondAbove: number | null;
}

export interface FundWords {
  readonly title: string | null;
  readonly purpose: string | null;
}

/** What can be said of a fund anew. */
export interface FundTerms extends FundRules {
  readonly goal: number | null;
  readonly endsOn: string | null;
}

interface FundRead extends Omit<FundFound, 'mostPerRequest' | 'reserve' | 'goal'> {
  readonly mostPerRequest: string | null;
  readonly reserve: string;
  readonly goal: string | null;
}

const COLUMNS = `f.id, f.partner_id AS "partnerId", f.currency, f.kind, f.state, f.started_by_home AS "startedByHome", f.title, f.purpose,
  f.needs::text[] AS needs, f.cells, f.most_per_request AS "mostPerRequest", f.reserve, f.by_rules AS "byRules", f.goal,
  f.begun_on::text AS "begunOn", f.ends_on::text AS "endsOn", f.closed_on::text AS "closedOn"`;

@Injectable()
export class FundStore {
  async find(db: Queryable, partnerId: string, id: string): Promise<FundFound | null> {
    const { rows } = await db.query<FundRead>(
      'find-fund',
      `SELECT ${COLUMNS} FROM fund f WHERE f.partner_id = $1 AND f.id = $2`,
      [partnerId, id],
    );
    return rows[0] ? foundOf(rows[0]) : null;
  }

  /** Locked until the transaction ends: nobody closes it, or changes its rules. */
  async lock(tx: Queryable, partnerId: string, id: string): Promise<FundFound | null> {
    const { rows } = await tx.query<FundRead>(
      'lock-fund',
      `SELECT ${COLUMNS} FROM fund f WHERE f.partner_id = $1 AND f.id = $2 FOR NO KEY UPDATE`,
      [partnerId, id],
    );
    return rows[0] ? foundOf(rows[0]) : null;
  }

  /** As `lock`, for those who only need that it stays as it is: they do not wait for each other. */
  async hold(tx: Queryable, partnerId: string, id: string): Promise<FundHeld | null> {
    const { rows } = await tx.query<FundRead & { readonly secondAbove: string | null }>(
      'hold-fund',
      `SELECT ${COLUMNS}, ${secondAboveOf('f')} AS "secondAbove" FROM fund f WHERE f.partner_id = $1 AND f.id = $2 FOR SHARE`,
      [partnerId, id],
    );
    const [row] = rows;
    return row ? { ...foundOf(row), secondAbove: row.secondAbove === null ? null : Number(row.secondAbove) } : null;
  }

  /** Newest first. `homeId`: those that are open, and the home's own drives; null for all. */
  async all(db: Queryable, partnerId: string, homeId: string | null, most: number): Promise<FundFound[]> {
    const { rows } = await db.query<FundRead>(
      'all-funds',
      `SELECT ${COLUMNS} FROM fund f WHERE f.partner_id = $1
         AND ($2::uuid IS NULL OR f.started_by_home = $2 OR (f.state IN ('OPEN', 'CLOSED') AND f.kind <> 'NEED'))
       ORDER BY f.begun_on DESC, f.id LIMIT $3`,
      [partnerId, homeId, most],
    );
    return rows.map(foundOf);
  }

  async byRules(db: Queryable): Promise<FundFound[]> {
    const { rows } = await db.query<FundRead>(
      'funds-by-rules',
      `SELECT ${COLUMNS} FROM fund f WHERE f.state = 'OPEN' AND f.by_rules ORDER BY f.id`,
    );
    return rows.map(foundOf);
  }

  /** What is pledged to a kind of need in an area, if anybody has pledged to it before. */
  async ofNeed(
    db: Queryable,
    partnerId: string,
    currency: string,
    need: HelpKind,
    cell: string,
  ): Promise<string | null> {
    const { rows } = await db.query<{ id: string }>(
      'fund-of-need',
      `SELECT id FROM fund WHERE partner_id = $1 AND currency = $2 AND needs = ARRAY[$3]::help_kind[] AND cells = ARRAY[$4]::text[]
         AND kind = 'NEED' AND state = 'OPEN'`,
      [partnerId, currency, need, cell],
    );
    return rows[0]?.id ?? null;
  }

  async countDrives(db: Queryable, homeId: string): Promise<number> {
    const { rows } = await db.query<{ drives: number }>(
      'count-drives-of-home',
      `SELECT count(*)::int AS drives FROM fund WHERE started_by_home = $1 AND state IN ('PROPOSED', 'OPEN')`,
      [homeId],
    );
    return rows[0]?.drives ?? 0;
  }

  /** False when another call opened the fund of the same need meanwhile. */
  async insert(tx: Queryable, { value: its }: Accepted<FundFound>): Promise<boolean> {
    const { rowCount } = await tx.query(
      'insert-fund',
      `INSERT INTO fund (id, partner_id, currency, kind, state, started_by_home, title, purpose, needs, cells, most_per_request, reserve,
         by_rules, goal, begun_on, ends_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text[]::help_kind[], $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING`,
      [
        ...[its.id, its.partnerId, its.currency, its.kind, its.state, its.startedByHome, its.title, its.purpose],
        ...[its.needs, its.cells, its.mostPerRequest, its.reserve, its.byRules, its.goal, its.begunOn, its.endsOn],
      ],
    );
    return rowCount === 1;
  }

  async change(tx: Queryable, id: string, { value: its }: Accepted<FundTerms & FundWords>): Promise<void> {
    await tx.query(
      'change-fund',
      `UPDATE fund SET title = $2, purpose = $3, needs = $4::text[]::help_kind[], cells = $5, most_per_request = $6, reserve = $7,
         by_rules = $8, goal = $9, ends_on = $10 WHERE id = $1`,
      [
        ...[id, its.title, its.purpose, its.needs, its.cells, its.mostPerRequest, its.reserve, its.byRules, its.goal],
        its.endsOn,
      ],
    );
  }

  async writeState(tx: Queryable, id: string, { value: state }: Accepted<FundState>, on: string): Promise<void> {
    await tx.query(
      'write-fund-state',
      `UPDATE fund SET state = $2, closed_on = CASE $2 WHEN 'CLOSED' THEN $3::date END WHERE id = $1`,
      [id, state, on],
    );
  }

  async secondAbove(db: Queryable, partnerId: string): Promise<{ currency: string; minor: number }[]> {
    const { rows } = await db.query<{ currency: string; minor: string }>(
      'second-above',
      'SELECT currency, second_above AS minor FROM partner_money WHERE partner_id = $1 ORDER BY currency',
      [partnerId],
    );
    return rows.map(({ currency, minor }) => ({ currency, minor: Number(minor) }));
  }

  /** False when it was that before. */
  async writeSecondAbove(
    tx: Queryable,
    partnerId: string,
    { value: { currency, minor } }: Accepted<{ readonly currency: string; readonly minor: number }>,
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      'write-second-above',
      `INSERT INTO partner_money (partner_id, currency, second_above) VALUES ($1, $2, $3)
       ON CONFLICT (partner_id, currency) DO UPDATE SET second_above = EXCLUDED.second_above
         WHERE partner_money.second_above <> EXCLUDED.second_above`,
      [partnerId, currency, minor],
    );
    return rowCount === 1;
  }

  async declineProposed(tx: Queryable, homeId: string): Promise<void> {
    await tx.query(
      'decline-drives-of-home',
      `UPDATE fund SET state = 'DECLINED' WHERE started_by_home = $1 AND state = 'PROPOSED'`,
      [homeId],
    );
  }
}

function foundOf(row: FundRead): FundFound {
  return {
    ...row,
    mostPerRequest: row.mostPerRequest === null ? null : Number(row.mostPerRequest),
    reserve: Number(row.reserve),
    goal: row.goal === null ? null : Number(row.goal),
  };
}
