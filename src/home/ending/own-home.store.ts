/** Reads and writes a home as its own members have it: what it says of itself, that it is closed, and that it is gone. */
import { Injectable } from '@nestjs/common';
import type { AccessFeature } from '../../kernel/access-needs.js';
import type { HomeKind } from '../../kernel/home-kind.js';
import type { HomeTier } from '../../kernel/viewer.js';
import type { Queryable } from '../../platform/queryable.js';

export interface OwnHomeRow {
  readonly kind: HomeKind;
  readonly shortNameBox: Buffer | null;
  readonly circle: string;
  readonly tier: HomeTier;
  readonly languages: string[];
  readonly features: AccessFeature[];
  /** YYYY-MM-DD */
  readonly registeredOn: string;
  readonly vouchedOn: string | null;
}

export interface HomeChange {
  readonly kind?: HomeKind;
  readonly shortNameBox?: Buffer;
  readonly languages?: readonly string[];
  readonly features?: readonly AccessFeature[];
}

@Injectable()
export class OwnHomeStore {
  async find(db: Queryable, homeId: string): Promise<OwnHomeRow | null> {
    const { rows } = await db.query<OwnHomeRow>(
      'own-home',
      `SELECT h.kind, h.short_name_box AS "shortNameBox", c.name AS circle, h.tier, h.languages, h.features,
         h.registered_on::text AS "registeredOn", h.vouched_on::text AS "vouchedOn"
       FROM home h JOIN circle c ON c.id = h.circle_id WHERE h.id = $1`,
      [homeId],
    );
    return rows[0] ?? null;
  }

  /** What is left out stays. */
  async change(tx: Queryable, homeId: string, its: HomeChange): Promise<void> {
    await tx.query(
      'change-home',
      `UPDATE home SET kind = coalesce($2, kind), short_name_box = coalesce($3, short_name_box),
         languages = coalesce($4::text[], languages), features = coalesce($5::text[], features) WHERE id = $1`,
      [homeId, its.kind ?? null, its.shortNameBox ?? null, its.languages ?? null, its.features ?? null],
    );
  }

  /** By which day it agreed to which version of its partner's agreement. */
  async agreements(db: Queryable, homeId: string): Promise<{ version: number; acceptedOn: string }[]> {
    const { rows } = await db.query<{ version: number; acceptedOn: string }>(
      'agreements-of-own-home',
      'SELECT version, accepted_on::text AS "acceptedOn" FROM agreement_acceptance WHERE home_id = $1 ORDER BY version',
      [homeId],
    );
    return rows;
  }

  async certificates(db: Queryable, memberId: string): Promise<object[]> {
    const { rows } = await db.query<{ topic: string; issuedOn: string; expiresAt: Date; revoked: boolean }>(
      'certificates-of-member',
      `SELECT topic, issued_on::text AS "issuedOn", expires_at AS "expiresAt", revoked_at IS NOT NULL AS revoked
       FROM certificate WHERE member_id = $1 ORDER BY issued_on, topic`,
      [memberId],
    );
    return rows;
  }

  /** False when somebody was faster. With every session of its members. */
  async close(tx: Queryable, homeId: string, now: Date): Promise<boolean> {
    const { rowCount } = await tx.query(
      'close-home',
      'UPDATE home SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL',
      [homeId, now],
    );
    await tx.query(
      'close-sessions-of-home',
      'DELETE FROM person_session WHERE member_id IN (SELECT id FROM home_member WHERE home_id = $1)',
      [homeId],
    );
    return rowCount === 1;
  }

  /** Locked. False when it is open, or erased already. */
  async lockClosed(tx: Queryable, homeId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'lock-closed-home',
      'SELECT FROM home WHERE id = $1 AND closed_at IS NOT NULL AND erased_on IS NULL FOR UPDATE',
      [homeId],
    );
    return rowCount === 1;
  }

  /** What is left of it says that there was a home, for the claims that name it. */
  async erase(tx: Queryable, homeId: string, on: string): Promise<void> {
    await tx.query('forget-known-addresses', 'DELETE FROM home_known_address WHERE home_id = $1', [homeId]);
    await tx.query(
      'erase-home',
      `UPDATE home SET erased_on = $2, short_name_box = NULL, kind = 'HOUSEHOLD', languages = '{}', features = '{}', tier = 'NEW',
         vouched_by = NULL, vouched_on = NULL, paused_at = NULL, last_asked_half = 0 WHERE id = $1`,
      [homeId, on],
    );
  }

  async closedBefore(db: Queryable, moment: Date, most: number): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'homes-closed-before',
      'SELECT id FROM home WHERE closed_at <= $1 AND erased_on IS NULL ORDER BY closed_at LIMIT $2',
      [moment, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Erased, and no claim, offer or report names it any more. */
  async unnamed(owner: Queryable, most: number): Promise<string[]> {
    const { rows } = await owner.query<{ id: string }>(
      'erased-homes-unnamed',
      `SELECT id FROM home h WHERE h.erased_on IS NOT NULL AND NOT EXISTS (SELECT FROM claim c WHERE c.home_id = h.id)
         AND NOT EXISTS (SELECT FROM offer o WHERE o.home_id = h.id) AND NOT EXISTS (SELECT FROM report r WHERE r.home_id = h.id)
       LIMIT $1`,
      [most],
    );
    return rows.map(({ id }) => id);
  }

  async delete(owner: Queryable, homeId: string): Promise<void> {
    await owner.query('delete-erased-home', 'DELETE FROM home WHERE id = $1', [homeId]);
  }
}
