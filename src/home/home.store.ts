/** Reads and writes homes and their members. */
import { Injectable } from '@nestjs/common';
import { agreedInSql } from '../agreement/agreed-in-sql.js';
import type { Accepted } from '../kernel/decision.js';
import type { HomeKind } from '../kernel/home-kind.js';
import type { CoordinatorViewer, HomeTier } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { Registration } from './domain/registration.js';
import type { HomeAsItStands, PauseChange, VouchChange } from './domain/vouching.js';
import { isOwnHousehold } from './own-household-in-sql.js';

export interface NewHome {
  readonly id: string;
  readonly circleId: string;
  readonly partnerId: string;
  readonly kind: HomeKind;
  readonly shortNameBox: Buffer;
  /** YYYY-MM-DD */
  readonly registeredOn: string;
}

export interface NewMember {
  readonly id: string;
  readonly homeId: string;
  readonly emailDigest: Buffer;
  readonly mailboxDigest: Buffer;
  readonly phoneDigest: Buffer | null;
  readonly passwordHash: string;
  /** YYYY-MM-DD */
  readonly joinedOn: string;
}

export interface HomeCardRow {
  readonly id: string;
  /** Null once the home is erased. */
  readonly shortNameBox: Buffer | null;
  readonly circle: string;
  readonly tier: HomeTier;
}

@Injectable()
export class HomeStore {
  async insert(db: Queryable, home: NewHome, { value }: Accepted<Registration>): Promise<void> {
    await db.query(
      'insert-home',
      `INSERT INTO home (id, circle_id, partner_id, short_name_box, languages, features, registered_on, kind)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        home.id,
        home.circleId,
        home.partnerId,
        home.shortNameBox,
        value.languages,
        value.features,
        home.registeredOn,
        home.kind,
      ],
    );
  }

  /** False when the e-mail is that of another member. */
  async insertMember(db: Queryable, member: NewMember): Promise<boolean> {
    const { rowCount } = await db.query(
      'insert-home-member',
      `INSERT INTO home_member (id, home_id, email_digest, phone_digest, password_hash, mailbox_digest, joined_on, role)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'KEEPER') ON CONFLICT (email_digest) DO NOTHING`,
      [
        member.id,
        member.homeId,
        member.emailDigest,
        member.phoneDigest,
        member.passwordHash,
        member.mailboxDigest,
        member.joinedOn,
      ],
    );
    return rowCount === 1;
  }

  /** Locked until the transaction ends; false when it is closed. */
  async holdOpen(tx: Queryable, homeId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'hold-open-home',
      'SELECT FROM home WHERE id = $1 AND closed_at IS NULL FOR NO KEY UPDATE',
      [homeId],
    );
    return rowCount === 1;
  }

  /** A home of the coordinator's own partner, locked. */
  async lockForCoordinator(
    db: Queryable,
    viewer: Pick<CoordinatorViewer, 'coordinatorId' | 'partnerId'>,
    homeId: string,
  ): Promise<HomeAsItStands | null> {
    const { rows } = await db.query<HomeAsItStands>(
      'lock-home-for-coordinator',
      `SELECT h.id AS "homeId", h.tier, h.tier <> 'NEW' AS vouched, h.vouched_by IS NOT NULL AS "vouchedByCoordinator",
         h.paused_at IS NOT NULL AS paused,
         ${isOwnHousehold('h.id', '$3')} AS "isTheirOwn"
       FROM home h WHERE h.id = $1 AND h.partner_id = $2 AND h.closed_at IS NULL FOR UPDATE OF h`,
      [homeId, viewer.partnerId, viewer.coordinatorId],
    );
    return rows[0] ?? null;
  }

  /** A coordinator's word, kept beside that of homes, whose day stays. False when somebody else was faster. */
  async changeVouch(
    db: Queryable,
    { value }: Accepted<VouchChange>,
    vouch: { readonly by: string; readonly on: string },
  ): Promise<boolean> {
    const { rowCount } = await db.query(
      'change-vouch',
      `UPDATE home SET tier = $2, vouched_by = $3, vouched_on = CASE WHEN tier = 'NEW' THEN $4 ELSE coalesce(vouched_on, $4) END, reexamine_since = NULL
       WHERE id = $1 AND vouched_by IS NULL AND (tier = 'NEW' OR tier = $2)`,
      [value.homeId, value.tier, vouch.by, vouch.on],
    );
    return rowCount === 1;
  }

  async changePause(db: Queryable, { value }: Accepted<PauseChange>, now: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      'change-pause',
      'UPDATE home SET paused_at = $2, paused_with = NULL WHERE id = $1 AND (paused_at IS NULL) = ($2::timestamptz IS NOT NULL)',
      [value.homeId, value.paused ? now : null],
    );
    return rowCount === 1;
  }

  /**
   * For a pause that the rules impose. The partner that has to look at it; null when it was paused already. With a branch it was paused
   * for the sake of others: from now on it is for its own, and does not go on with them.
   */
  async pauseForReview(db: Queryable, homeId: string, now: Date): Promise<string | null> {
    const { rows } = await db.query<{ partnerId: string }>(
      'pause-for-review',
      `UPDATE home SET paused_at = coalesce(paused_at, $2), paused_with = NULL
       WHERE id = $1 AND (paused_at IS NULL OR paused_with IS NOT NULL) RETURNING partner_id AS "partnerId"`,
      [homeId, now],
    );
    return rows[0]?.partnerId ?? null;
  }

  /** A new home has, where its partner adopted no agreement. */
  async hasAgreed(db: Queryable, homeId: string): Promise<boolean> {
    const { rows } = await db.query<{ agreed: boolean }>(
      'has-home-agreed',
      `SELECT ${agreedInSql('h')} AS agreed FROM home h WHERE h.id = $1`,
      [homeId],
    );
    return rows[0]?.agreed ?? false;
  }

  async cards(db: Queryable, ids: readonly string[]): Promise<HomeCardRow[]> {
    const { rows } = await db.query<HomeCardRow>(
      'home-cards',
      `SELECT h.id, h.short_name_box AS "shortNameBox", c.name AS circle, h.tier
       FROM home h JOIN circle c ON c.id = h.circle_id WHERE h.id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }
}
