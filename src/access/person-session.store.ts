/** Reads and writes the sessions of homes and coordinators; every read compares with the clock. */
import { Injectable } from '@nestjs/common';
import { agreedInSql } from '../agreement/agreed-in-sql.js';
import type { CoordinatorRole } from '../kernel/coordinator-role.js';
import type { MemberRole } from '../kernel/member-role.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { CoordinatorViewer, HomeTier, HomeViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { factsInSql, openSession } from './session-in-sql.js';

interface HomeSession {
  home_id: string;
  member_id: string;
  role: MemberRole;
  circle_id: string;
  partner_id: string;
  tier: HomeTier;
  vouched: boolean;
  paused: boolean;
  linked_circle_ids: string[];
  agreed: boolean;
  certificates: TrainingTopic[];
  languages: string[];
  features: string[];
  facts: string;
}

@Injectable()
export class PersonSessionStore {
  async insert(
    db: Queryable,
    session: { digest: Buffer; memberId?: string; coordinatorId?: string; expiresAt: Date },
  ): Promise<void> {
    await db.query(
      'open-person-session',
      'INSERT INTO person_session (digest, member_id, coordinator_id, expires_at) VALUES ($1, $2, $3, $4)',
      [session.digest, session.memberId ?? null, session.coordinatorId ?? null, session.expiresAt],
    );
  }

  /**
   * Holds the person as they are, so that a change of how they sign in comes before or after, and ends what was opened before it. False when they
   * are gone, or, where a hash is named, have another password by now.
   */
  async hold(
    tx: Queryable,
    person: { readonly memberId: string } | { readonly coordinatorId: string },
    passwordHash: string | null,
  ): Promise<boolean> {
    const [table, id] =
      'memberId' in person
        ? (['home_member', person.memberId] as const)
        : (['coordinator', person.coordinatorId] as const);
    const { rowCount } = await tx.query(
      `hold-person-${table}`,
      `SELECT FROM ${table} WHERE id = $1 AND ($2::text IS NULL OR password_hash = $2) FOR SHARE`,
      [id, passwordHash],
    );
    return rowCount === 1;
  }

  async isOpen(db: Queryable, digest: Buffer): Promise<boolean> {
    const { rowCount } = await db.query('is-session-open', 'SELECT FROM person_session WHERE digest = $1', [digest]);
    return rowCount === 1;
  }

  async findHome(db: Queryable, digest: Buffer, now: Date): Promise<HomeViewer | null> {
    const { rows } = await db.query<HomeSession>(
      'home-of-session',
      `SELECT h.id AS home_id, m.id AS member_id, m.role, h.circle_id, h.partner_id, h.tier, h.tier <> 'NEW' AS vouched,
         h.paused_at IS NOT NULL AS paused, h.languages, h.features,
         ARRAY(SELECT CASE WHEN low_id = h.circle_id THEN high_id ELSE low_id END FROM circle_link
           WHERE (low_id = h.circle_id OR high_id = h.circle_id) AND agreed_on IS NOT NULL)::text[] AS linked_circle_ids,
         ${agreedInSql('h')} AS agreed,
         ARRAY(SELECT DISTINCT its.topic FROM certificate its
           WHERE its.home_id = h.id AND its.revoked_at IS NULL AND its.expires_at > $2) AS certificates,
         ${factsInSql('$2')} AS facts
       ${openSession('$1', '$2')}`,
      [digest, now],
    );
    const row = rows[0];
    if (!row) return null;
    return {
      kind: 'HOME',
      homeId: row.home_id,
      memberId: row.member_id,
      memberRole: row.role,
      circleId: row.circle_id,
      partnerId: row.partner_id,
      tier: row.tier,
      vouched: row.vouched,
      paused: row.paused,
      linkedCircleIds: row.linked_circle_ids,
      agreed: row.agreed,
      certificates: row.certificates,
      languages: row.languages,
      features: row.features,
      belief: { digest, facts: row.facts },
    };
  }

  async findCoordinator(db: Queryable, digest: Buffer, now: Date): Promise<CoordinatorViewer | null> {
    const { rows } = await db.query<{ id: string; partner_id: string; roles: CoordinatorRole[] }>(
      'coordinator-of-session',
      `SELECT c.id, c.partner_id, c.roles FROM person_session s JOIN coordinator c ON c.id = s.coordinator_id
       WHERE s.digest = $1 AND s.expires_at > $2 AND c.left_at IS NULL`,
      [digest, now],
    );
    const row = rows[0];
    return row ? { kind: 'COORDINATOR', coordinatorId: row.id, partnerId: row.partner_id, roles: row.roles } : null;
  }

  async delete(db: Queryable, digest: Buffer): Promise<boolean> {
    return (
      (await db.query('close-person-session', 'DELETE FROM person_session WHERE digest = $1', [digest])).rowCount > 0
    );
  }

  /** Of the one who asks, but the one in use. */
  async deleteOthers(db: Queryable, digest: Buffer): Promise<void> {
    await db.query(
      'close-other-person-sessions',
      `DELETE FROM person_session its USING person_session used WHERE used.digest = $1 AND its.digest <> $1
         AND (its.member_id = used.member_id OR its.coordinator_id = used.coordinator_id)`,
      [digest],
    );
  }

  async deleteOfMember(db: Queryable, memberId: string): Promise<void> {
    await db.query('close-sessions-of-member', 'DELETE FROM person_session WHERE member_id = $1', [memberId]);
  }

  async deleteOfCoordinator(db: Queryable, coordinatorId: string): Promise<void> {
    await db.query('close-sessions-of-coordinator', 'DELETE FROM person_session WHERE coordinator_id = $1', [
      coordinatorId,
    ]);
  }

  async deleteExpired(db: Queryable, now: Date): Promise<number> {
    return (await db.query('sweep-person-sessions', 'DELETE FROM person_session WHERE expires_at <= $1', [now]))
      .rowCount;
  }
}
