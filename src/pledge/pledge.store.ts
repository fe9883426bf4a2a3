/** Reads and writes pledges and their months. What came of them is in the ledger. */
import { Injectable } from '@nestjs/common';
import { secondAboveOf } from '../fund/second-above-in-sql.js';
import type { Accepted } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { Queryable } from '../platform/queryable.js';
import type { MonthMade, Pledge } from './domain/pledge.js';

export interface PledgeInHand extends Pledge {
  readonly id: string;
  /** Null once the home was erased. */
  readonly homeId: string | null;
  readonly partnerId: string;
  readonly fundId: string;
  readonly currency: string;
}

/** As its partner has it in hand. */
export interface PledgeOfPartner extends PledgeInHand {
  /** Minor units above which the partner wants two coordinators; null for no amount. */
  readonly secondAbove: number | null;
}

export interface PledgeFound extends PledgeInHand {
  readonly pledgedOn: string;
  readonly fundTitle: string | null;
  readonly fundNeeds: readonly HelpKind[];
  readonly fundCells: readonly string[];
  /** Minor units that were promised and have not come. */
  readonly outstanding: number;
  /** Minor units that came, without what was given back. */
  readonly given: number;
}

interface PledgeRead extends Omit<PledgeInHand, 'amount' | 'cap' | 'promised'> {
  readonly amount: string;
  readonly cap: string | null;
  readonly promised: string;
}
type PledgeFoundRead = PledgeRead &
  Omit<PledgeFound, keyof PledgeInHand | 'outstanding' | 'given'> & {
    readonly outstanding: string;
    readonly given: string;
  };

const COLUMNS = `p.id, p.home_id AS "homeId", p.partner_id AS "partnerId", p.fund_id AS "fundId", p.currency, p.cadence, p.amount, p.cap, p.state,
  p.next_month::text AS "nextMonth", p.promised, (SELECT f.ends_on::text FROM fund f WHERE f.id = p.fund_id) AS "endsOn"`;
const FOUND = `SELECT ${COLUMNS}, p.pledged_on::text AS "pledgedOn", f.title AS "fundTitle", f.needs::text[] AS "fundNeeds", f.cells AS "fundCells",
    coalesce(promise.balance, 0) AS outstanding, -coalesce(giver.balance, 0) AS given
  FROM pledge p JOIN fund f ON f.id = p.fund_id
  LEFT JOIN ledger_account promise ON promise.pledge_id = p.id AND promise.kind = 'PLEDGE'
  LEFT JOIN ledger_account giver ON giver.pledge_id = p.id AND giver.kind = 'GIVER'`;

@Injectable()
export class PledgeStore {
  /** Locked until the transaction ends; null when it is not of this home. */
  async lockOfHome(tx: Queryable, homeId: string, id: string): Promise<PledgeInHand | null> {
    const { rows } = await tx.query<PledgeRead>(
      'lock-pledge-of-home',
      `SELECT ${COLUMNS} FROM pledge p WHERE p.id = $1 AND p.home_id = $2 FOR NO KEY UPDATE`,
      [id, homeId],
    );
    return rows[0] ? inHand(rows[0]) : null;
  }

  /** As above, of this partner. */
  async lockOfPartner(tx: Queryable, partnerId: string, id: string): Promise<PledgeOfPartner | null> {
    const { rows } = await tx.query<PledgeRead & { readonly secondAbove: string | null }>(
      'lock-pledge-of-partner',
      `SELECT ${COLUMNS}, ${secondAboveOf('p')} AS "secondAbove" FROM pledge p
       WHERE p.id = $1 AND p.partner_id = $2 FOR NO KEY UPDATE OF p`,
      [id, partnerId],
    );
    const [row] = rows;
    return row ? { ...inHand(row), secondAbove: row.secondAbove === null ? null : Number(row.secondAbove) } : null;
  }

  async lockAllOfFund(tx: Queryable, fundId: string): Promise<PledgeInHand[]> {
    const { rows } = await tx.query<PledgeRead>(
      'lock-pledges-of-fund',
      `SELECT ${COLUMNS} FROM pledge p WHERE p.fund_id = $1 AND p.state <> 'CANCELLED' ORDER BY p.id FOR NO KEY UPDATE`,
      [fundId],
    );
    return rows.map(inHand);
  }

  async lockAllOfHome(tx: Queryable, homeId: string): Promise<PledgeInHand[]> {
    const { rows } = await tx.query<PledgeRead>(
      'lock-pledges-of-home',
      `SELECT ${COLUMNS} FROM pledge p WHERE p.home_id = $1 AND p.state <> 'CANCELLED' ORDER BY p.id FOR NO KEY UPDATE`,
      [homeId],
    );
    return rows.map(inHand);
  }

  /** One of those whose next month has come, by the last day of their fund, and that nobody has in hand; null when there is none left. */
  async lockDue(tx: Queryable, month: string): Promise<PledgeInHand | null> {
    const { rows } = await tx.query<PledgeRead>(
      'lock-due-pledge',
      `SELECT ${COLUMNS} FROM pledge p WHERE p.state = 'ACTIVE' AND p.next_month <= $1
         AND NOT EXISTS (SELECT FROM fund f WHERE f.id = p.fund_id AND f.ends_on < p.next_month)
       ORDER BY p.next_month, p.id LIMIT 1
       FOR NO KEY UPDATE SKIP LOCKED`,
      [month],
    );
    return rows[0] ? inHand(rows[0]) : null;
  }

  /** Monthly ones that are over with their fund, of one fund or of all, locked until the transaction ends. */
  async lockOver(tx: Queryable, fundId: string | null, today: string, most: number): Promise<PledgeInHand[]> {
    const { rows } = await tx.query<PledgeRead>(
      'lock-pledges-that-are-over',
      `SELECT ${COLUMNS} FROM pledge p WHERE p.next_month IS NOT NULL AND ($1::uuid IS NULL OR p.fund_id = $1)
         AND EXISTS (SELECT FROM fund f WHERE f.id = p.fund_id AND f.ends_on < $2::date
           AND (p.state = 'PAUSED' OR f.ends_on < p.next_month))
       ORDER BY p.id LIMIT $3 FOR NO KEY UPDATE OF p`,
      [fundId, today, most],
    );
    return rows.map(inHand);
  }

  async countLive(db: Queryable, homeId: string): Promise<number> {
    const { rows } = await db.query<{ live: number }>(
      'count-live-pledges',
      `SELECT count(*)::int AS live FROM pledge p LEFT JOIN ledger_account a ON a.pledge_id = p.id AND a.kind = 'PLEDGE'
       WHERE p.home_id = $1 AND (p.state IN ('ACTIVE', 'PAUSED') OR a.balance > 0)`,
      [homeId],
    );
    return rows[0]?.live ?? 0;
  }

  async insert(tx: Queryable, { value: its }: Accepted<Omit<PledgeInHand, 'promised'>>, on: string): Promise<void> {
    await tx.query(
      'insert-pledge',
      `INSERT INTO pledge (id, home_id, partner_id, fund_id, currency, cadence, amount, cap, state, pledged_on, next_month)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[its.id, its.homeId, its.partnerId, its.fundId, its.currency, its.cadence, its.amount, its.cap, its.state],
        ...[on, its.nextMonth],
      ],
    );
  }

  /** A month twice is refused by its key. */
  async insertMonth(tx: Queryable, id: string, { month, amount, after }: MonthMade): Promise<void> {
    await tx.query('insert-pledge-month', 'INSERT INTO pledge_month (pledge_id, month, amount) VALUES ($1, $2, $3)', [
      id,
      month,
      amount,
    ]);
    await tx.query('move-pledge-on', 'UPDATE pledge SET state = $2, next_month = $3, promised = $4 WHERE id = $1', [
      id,
      after.state,
      after.nextMonth,
      after.promised,
    ]);
  }

  async writeState(
    tx: Queryable,
    id: string,
    { value: { state, nextMonth } }: Accepted<Pick<Pledge, 'state' | 'nextMonth'>>,
  ): Promise<void> {
    await tx.query('write-pledge-state', 'UPDATE pledge SET state = $2, next_month = $3 WHERE id = $1', [
      id,
      state,
      nextMonth,
    ]);
  }

  /** Newest first. */
  async ofHome(db: Queryable, homeId: string): Promise<PledgeFound[]> {
    const { rows } = await db.query<PledgeFoundRead>(
      'pledges-found-of-home',
      `${FOUND} WHERE p.home_id = $1 ORDER BY p.pledged_on DESC, p.id`,
      [homeId],
    );
    return rows.map(found);
  }

  async ofFund(db: Queryable, partnerId: string, fundId: string, most: number): Promise<PledgeFound[]> {
    const { rows } = await db.query<PledgeFoundRead>(
      'pledges-found-of-fund',
      `${FOUND} WHERE p.partner_id = $1 AND p.fund_id = $2 ORDER BY promise.balance > 0 DESC, p.pledged_on DESC, p.id LIMIT $3`,
      [partnerId, fundId, most],
    );
    return rows.map(found);
  }

  /** Whether a promise of it would have somebody who made it and something that it is for. Asked once it is locked: none of both ends meanwhile. */
  async endsOf(tx: Queryable, id: string): Promise<{ readonly homeIsThere: boolean; readonly fundIsOpen: boolean }> {
    const { rows } = await tx.query<{ homeIsThere: boolean; fundIsOpen: boolean }>(
      'ends-of-pledge',
      `SELECT EXISTS (SELECT FROM home h WHERE h.id = p.home_id AND h.closed_at IS NULL) AS "homeIsThere", f.state = 'OPEN' AS "fundIsOpen"
       FROM pledge p JOIN fund f ON f.id = p.fund_id WHERE p.id = $1`,
      [id],
    );
    return rows[0] ?? { homeIsThere: false, fundIsOpen: false };
  }

  async isFundOf(db: Queryable, partnerId: string, fundId: string): Promise<boolean> {
    const { rowCount } = await db.query('is-fund-of', 'SELECT FROM fund WHERE partner_id = $1 AND id = $2', [
      partnerId,
      fundId,
    ]);
    return rowCount === 1;
  }

  async one(db: Queryable, id: string): Promise<PledgeFound | null> {
    const { rows } = await db.query<PledgeFoundRead>('pledge-found', `${FOUND} WHERE p.id = $1`, [id]);
    return rows[0] ? found(rows[0]) : null;
  }
}

function inHand(row: PledgeRead): PledgeInHand {
  return {
    ...row,
    amount: Number(row.amount),
    cap: row.cap === null ? null : Number(row.cap),
    promised: Number(row.promised),
  };
}

function found(row: PledgeFoundRead): PledgeFound {
  return { ...row, ...inHand(row), outstanding: Number(row.outstanding), given: Number(row.given) };
}
