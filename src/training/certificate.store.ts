/** Reads and writes certificates: issued for a session that somebody came to, taken back, or expired. */
import { Injectable } from '@nestjs/common';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';

export interface CertificateRead {
  readonly id: string;
  readonly homeId: string;
  readonly topic: TrainingTopic;
  readonly partner: string;
  readonly issuedOn: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export interface CertificateOf {
  readonly id: string;
  readonly homeId: string;
}

export interface CertificatePosition {
  readonly issuedOn: string;
  readonly id: string;
}

const COLUMNS = `its.id, its.home_id AS "homeId", its.topic, p.name AS partner, its.issued_on::text AS "issuedOn",
  its.expires_at AS "expiresAt", its.revoked_at AS "revokedAt"`;

@Injectable()
export class CertificateStore {
  /** For those of the sign-ups that have none of this session yet; none at all when its training gives none. */
  async issue(tx: Queryable, sessionId: string, signUpIds: readonly string[], on: string): Promise<CertificateOf[]> {
    const { rows } = await tx.query<CertificateOf>(
      'issue-certificates',
      `INSERT INTO certificate (id, member_id, home_id, topic, partner_id, issued_on, expires_at, session_id)
       SELECT gen_random_uuid(), m.id, m.home_id, t.topic, g.partner_id, $3, g.ends_at + t.certificate_days * interval '1 day', g.id
       FROM gathering g JOIN training t ON t.id = g.training_id JOIN sign_up s ON s.gathering_id = g.id
         JOIN home_member m ON m.id = s.member_id
       WHERE g.id = $1 AND s.id = ANY ($2::uuid[]) AND t.certificate_days IS NOT NULL
       ON CONFLICT (member_id, session_id) DO NOTHING RETURNING id, home_id AS "homeId"`,
      [sessionId, signUpIds, on],
    );
    return rows;
  }

  /** It was given in error, and never was; one that was taken back stays taken back. */
  async withdraw(tx: Queryable, sessionId: string, signUpIds: readonly string[]): Promise<CertificateOf[]> {
    const { rows } = await tx.query<CertificateOf>(
      'withdraw-certificates',
      `DELETE FROM certificate its USING sign_up s
       WHERE its.session_id = $1 AND s.gathering_id = $1 AND s.id = ANY ($2::uuid[]) AND its.member_id = s.member_id
         AND its.revoked_at IS NULL RETURNING its.id, its.home_id AS "homeId"`,
      [sessionId, signUpIds],
    );
    return rows;
  }

  /** Null when it is none of the partner's; false when it was taken back before. */
  async revoke(tx: Queryable, viewer: CoordinatorViewer, id: string, now: Date): Promise<CertificateOf | false | null> {
    const { rows } = await tx.query<CertificateOf & { revoked: boolean }>(
      'lock-certificate',
      `SELECT id, home_id AS "homeId", revoked_at IS NOT NULL AS revoked FROM certificate
       WHERE id = $1 AND partner_id = $2 FOR UPDATE`,
      [id, viewer.partnerId],
    );
    const [found] = rows;
    if (!found) return null;
    if (found.revoked) return false;
    await tx.query('revoke-certificate', 'UPDATE certificate SET revoked_at = $2 WHERE id = $1', [id, now]);
    return found;
  }

  async ofMember(db: Queryable, memberId: string): Promise<CertificateRead[]> {
    const { rows } = await db.query<CertificateRead>(
      'certificates-of-member',
      `SELECT ${COLUMNS} FROM certificate its JOIN partner p ON p.id = its.partner_id WHERE its.member_id = $1
       ORDER BY its.expires_at DESC, its.id LIMIT 100`,
      [memberId],
    );
    return rows;
  }

  async find(db: Queryable, id: string): Promise<CertificateRead | null> {
    const { rows } = await db.query<CertificateRead>(
      'find-certificate',
      `SELECT ${COLUMNS} FROM certificate its JOIN partner p ON p.id = its.partner_id WHERE its.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** That the partner gave, the latest first. */
  async page(
    db: Queryable,
    viewer: CoordinatorViewer,
    after: CertificatePosition | null,
    limit: number,
  ): Promise<CertificateRead[]> {
    const { rows } = await db.query<CertificateRead>(
      'certificates-given',
      `SELECT ${COLUMNS} FROM certificate its JOIN partner p ON p.id = its.partner_id WHERE its.partner_id = $1
         AND ($2::date IS NULL OR (its.issued_on, its.id) < ($2::date, $3::uuid))
       ORDER BY its.issued_on DESC, its.id DESC LIMIT $4`,
      [viewer.partnerId, after?.issuedOn ?? null, after?.id ?? null, limit],
    );
    return rows;
  }
}
