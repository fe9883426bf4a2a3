/** Reads and writes what homes say for homes. All of it waits for one lock, so that nobody decides on half a branch. */
import { Injectable } from '@nestjs/common';
import { agreedInSql } from '../agreement/agreed-in-sql.js';
import { lockVouching } from '../home/lock-vouching.js';
import { areSamePeople } from '../home/own-household-in-sql.js';
import type { Accepted } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeTier } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { GivenSoFar, GivenVouch, HomeToVouchFor, Voucher } from './domain/vouch.js';

export interface VouchByHome {
  readonly id: string;
  readonly homeId: string;
  readonly givenOn: string;
}

@Injectable()
export class VouchStore {
  /** First of all in a transaction that changes who vouches for whom. */
  async lockAll(tx: Queryable): Promise<void> {
    await lockVouching(tx);
  }

  async lockVoucher(tx: Queryable, homeId: string): Promise<Voucher | null> {
    const { rows } = await tx.query<Voucher>(
      'lock-voucher',
      `SELECT h.id AS "homeId", h.tier, h.vouch_depth AS depth, h.paused_at IS NOT NULL AS paused, ${agreedInSql('h')} AS agreed
       FROM home h WHERE h.id = $1 AND h.closed_at IS NULL FOR NO KEY UPDATE OF h`,
      [homeId],
    );
    return rows[0] ?? null;
  }

  /** Of the voucher's own partner; any other home is not there. */
  async lockByCode(tx: Queryable, voucherId: string, digest: Buffer, now: Date): Promise<HomeToVouchFor | null> {
    const { rows } = await tx.query<HomeToVouchFor>(
      'lock-home-of-vouch-code',
      `SELECT h.id AS "homeId", h.vouch_depth AS depth,
         h.id = by.id OR ${areSamePeople('h.id', 'by.id')} AS "isTheirOwn",
         EXISTS (SELECT FROM vouch v WHERE v.home_id = h.id AND v.by_home_id <> by.id AND v.withdrawn_on IS NULL
           AND ${areSamePeople('v.by_home_id', 'by.id')}) AS "hasVouchOfTheirOwn",
         EXISTS (SELECT FROM vouch v WHERE v.home_id = h.id AND v.by_home_id = by.id AND v.withdrawn_on IS NULL) AS "hasThisVouch",
         EXISTS (WITH RECURSIVE branch (id) AS (SELECT h.id UNION SELECT v.home_id FROM branch b
             JOIN vouch v ON v.by_home_id = b.id AND v.withdrawn_on IS NULL)
           SELECT FROM branch WHERE branch.id = by.id AND by.id <> h.id) AS "carriesVoucher"
       FROM vouch_code c JOIN home h ON h.id = c.home_id JOIN home by ON by.partner_id = h.partner_id
       WHERE c.digest = $2 AND c.ends_at > $3 AND by.id = $1 AND h.closed_at IS NULL FOR NO KEY UPDATE OF h`,
      [voucherId, digest, now],
    );
    return rows[0] ?? null;
  }

  /** That stand, and on that day, those that were taken back included. */
  async countGiven(tx: Queryable, byHomeId: string, on: string): Promise<GivenSoFar> {
    const { rows } = await tx.query<GivenSoFar>(
      'count-vouches-given',
      `SELECT count(*) FILTER (WHERE withdrawn_on IS NULL)::integer AS standing, count(*) FILTER (WHERE given_on = $2::date)::integer AS today
       FROM vouch WHERE by_home_id = $1`,
      [byHomeId, on],
    );
    return rows[0] ?? { standing: 0, today: 0 };
  }

  /** True when the home stands from now on, and did not before. */
  async give(tx: Queryable, { value }: Accepted<GivenVouch>, id: string, on: string): Promise<boolean> {
    const { homeId, byHomeId, deeper } = value;
    if (deeper > 0) await this.deepen(tx, homeId, deeper);
    await tx.query(
      'insert-vouch',
      `INSERT INTO vouch (id, home_id, by_home_id, home_depth, by_depth, by_tier, given_on)
       SELECT $1, h.id, by.id, h.vouch_depth, by.vouch_depth, by.tier, $4 FROM home h, home by WHERE h.id = $2 AND by.id = $3`,
      [id, homeId, byHomeId, on],
    );
    const { rowCount } = await tx.query(
      'stand-on-vouches',
      `UPDATE home SET tier = 'VOUCHED', vouched_on = $2, reexamine_since = NULL WHERE id = $1 AND tier = 'NEW'
         AND (SELECT count(*) FROM vouch v WHERE v.home_id = $1 AND v.withdrawn_on IS NULL) >= 2`,
      [homeId, on],
    );
    return rowCount === 1;
  }

  /** A home moves down with all that hangs on it, so that whatever held within the branch still does. */
  private async deepen(tx: Queryable, homeId: string, by: number): Promise<void> {
    await tx.query('defer-depths', 'SET CONSTRAINTS vouch_for_home_at_depth, vouch_by_home_at_depth DEFERRED');
    await tx.query(
      'deepen-branch',
      `WITH RECURSIVE branch (id) AS (SELECT $1::uuid UNION SELECT v.home_id FROM branch b
           JOIN vouch v ON v.by_home_id = b.id AND v.withdrawn_on IS NULL),
         homes AS (UPDATE home SET vouch_depth = vouch_depth + $2 WHERE id IN (SELECT id FROM branch))
       UPDATE vouch v SET home_depth = home_depth + $2,
         by_depth = by_depth + CASE WHEN v.by_home_id IN (SELECT id FROM branch) THEN $2 ELSE 0 END
       WHERE v.home_id IN (SELECT id FROM branch) AND v.withdrawn_on IS NULL`,
      [homeId, by],
    );
  }

  /** That this home gave, or on a home of the coordinator's partner. */
  async findToTakeBack(
    tx: Queryable,
    vouchId: string,
    by: { readonly homeId: string } | Pick<CoordinatorViewer, 'partnerId'>,
  ): Promise<string | null> {
    const { rows } = await tx.query<{ id: string }>(
      'vouch-to-take-back',
      `SELECT v.id FROM vouch v JOIN home h ON h.id = v.home_id
       WHERE v.id = $1 AND v.withdrawn_on IS NULL AND (v.by_home_id = $2::uuid OR h.partner_id = $3::uuid)`,
      [vouchId, 'homeId' in by ? by.homeId : null, 'partnerId' in by ? by.partnerId : null],
    );
    return rows[0]?.id ?? null;
  }

  async givenBy(db: Queryable, homeId: string): Promise<VouchByHome[]> {
    const { rows } = await db.query<VouchByHome>(
      'vouches-given-by',
      `SELECT id, home_id AS "homeId", given_on::text AS "givenOn" FROM vouch
       WHERE by_home_id = $1 AND withdrawn_on IS NULL ORDER BY given_on DESC, id`,
      [homeId],
    );
    return rows;
  }

  async idsFor(db: Queryable, homeId: string): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'vouches-for-home',
      'SELECT id FROM vouch WHERE home_id = $1 AND withdrawn_on IS NULL',
      [homeId],
    );
    return rows.map(({ id }) => id);
  }

  /** The ids of all homes that fell. `homes` fall whatever others say for them. */
  async letFall(tx: Queryable, taken: readonly string[], homes: readonly string[], on: string): Promise<string[]> {
    const { rows } = await tx.query<{ fallen: string[] }>(
      'let-fall',
      'SELECT let_fall($1::uuid[], $2::uuid[], $3::date)::text[] AS fallen',
      [taken, homes, on],
    );
    return rows[0]?.fallen ?? [];
  }

  async settle(tx: Queryable, homeId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'settle-reexamination',
      'UPDATE home SET reexamine_since = NULL WHERE id = $1 AND reexamine_since IS NOT NULL',
      [homeId],
    );
    return rowCount === 1;
  }

  async changeTier(tx: Queryable, homeId: string, from: HomeTier, to: HomeTier): Promise<boolean> {
    const { rowCount } = await tx.query('change-tier', 'UPDATE home SET tier = $3 WHERE id = $1 AND tier = $2', [
      homeId,
      from,
      to,
    ]);
    return rowCount === 1;
  }

  async keepCode(tx: Queryable, homeId: string, digest: Buffer, endsAt: Date): Promise<void> {
    await tx.query(
      'keep-vouch-code',
      `INSERT INTO vouch_code (home_id, digest, ends_at) VALUES ($1, $2, $3)
       ON CONFLICT (home_id) DO UPDATE SET digest = excluded.digest, ends_at = excluded.ends_at`,
      [homeId, digest, endsAt],
    );
  }

  async forget(owner: Queryable, before: string, now: Date): Promise<number> {
    const { rows } = await owner.query<{ gone: number }>(
      'forget-vouching',
      `WITH vouches AS (DELETE FROM vouch WHERE withdrawn_on < $1 RETURNING 1),
         earned AS (DELETE FROM earned_delivery WHERE confirmed_on < $1 RETURNING 1),
         codes AS (DELETE FROM vouch_code WHERE ends_at <= $2 RETURNING 1)
       SELECT ((SELECT count(*) FROM vouches) + (SELECT count(*) FROM earned) + (SELECT count(*) FROM codes))::integer AS gone`,
      [before, now],
    );
    return rows[0]?.gone ?? 0;
  }
}
