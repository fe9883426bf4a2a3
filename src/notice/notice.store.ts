/** Writes and reads notices. For a family the recipient is one request, never the household. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorRole } from '../kernel/coordinator-role.js';
import type { Queryable } from '../platform/queryable.js';
import type { NoticeCode } from './notice-code.js';

export type NoticeRecipient =
  | { readonly homeId: string }
  | { readonly coordinatorId: string }
  /** Of a partner; those with one of the roles, if some are named. */
  | { readonly coordinatorsOf: string; readonly roles?: readonly CoordinatorRole[] }
  | { readonly requestId: string };

export interface NoticeSubject {
  readonly kind:
    | 'REQUEST'
    | 'CLAIM'
    | 'OFFER'
    | 'HOME'
    | 'REPORT'
    | 'STEP'
    | 'SESSION'
    | 'ACTION'
    | 'CERTIFICATE'
    | 'CIRCLE'
    | 'PERSON'
    | 'FUND'
    | 'PLEDGE'
    | 'PARTNER';
  readonly id: string;
}

@Injectable()
export class NoticeStore {
  /** `half` is the half-day in UTC: nobody learns more of when something happened. */
  async insert(
    db: Queryable,
    to: NoticeRecipient,
    code: NoticeCode,
    subject: NoticeSubject,
    half: number,
  ): Promise<void> {
    if ('coordinatorsOf' in to) {
      await db.query(
        'tell-coordinators',
        `INSERT INTO notice (id, coordinator_id, code, subject_kind, subject_id, happened_half, mail_due)
         SELECT gen_random_uuid(), c.id, $2, $3, $4, $5, true FROM coordinator c
         WHERE c.partner_id = $1 AND c.joined_on IS NOT NULL AND c.left_at IS NULL AND ($6::text[] IS NULL OR c.roles && $6)`,
        [to.coordinatorsOf, code, subject.kind, subject.id, half, to.roles ?? null],
      );
      return;
    }
    await db.query(
      'tell-one',
      `INSERT INTO notice (id, home_id, coordinator_id, request_id, code, subject_kind, subject_id, happened_half, mail_due)
       SELECT gen_random_uuid(), $1::uuid, $2::uuid, $3::uuid, $4, $5, $6::uuid, $7::integer, $8::boolean
       WHERE NOT EXISTS (SELECT FROM home WHERE id = $1 AND closed_at IS NOT NULL)`,
      [
        'homeId' in to ? to.homeId : null,
        'coordinatorId' in to ? to.coordinatorId : null,
        'requestId' in to ? to.requestId : null,
        code,
        subject.kind,
        subject.id,
        half,
        !('requestId' in to),
      ],
    );
  }

  async insertForHomes(db: Queryable, homeIds: readonly string[], code: NoticeCode, half: number): Promise<void> {
    await db.query(
      'tell-homes',
      `INSERT INTO notice (id, home_id, code, subject_kind, subject_id, happened_half, mail_due)
       SELECT gen_random_uuid(), home, $2, 'HOME', home, $3, true FROM unnest($1::uuid[]) AS home`,
      [homeIds, code, half],
    );
  }

  /** Whoever has closed is told nothing. */
  async insertForHomesOf(
    db: Queryable,
    homeIds: readonly string[],
    code: NoticeCode,
    { kind, id }: NoticeSubject,
    half: number,
  ): Promise<void> {
    await db.query(
      'tell-homes-of-one-thing',
      `INSERT INTO notice (id, home_id, code, subject_kind, subject_id, happened_half, mail_due)
       SELECT gen_random_uuid(), h.id, $2, $3, $4, $5, true FROM home h WHERE h.id = ANY ($1::uuid[]) AND h.closed_at IS NULL`,
      [homeIds, code, kind, id, half],
    );
  }

  async insertForCoordinatorsOf(
    db: Queryable,
    homeIds: readonly string[],
    code: NoticeCode,
    half: number,
  ): Promise<void> {
    await db.query(
      'tell-coordinators-of-homes',
      `INSERT INTO notice (id, coordinator_id, code, subject_kind, subject_id, happened_half, mail_due)
       SELECT gen_random_uuid(), c.id, $2, 'HOME', h.id, $3, true
       FROM home h JOIN coordinator c ON c.partner_id = h.partner_id AND c.joined_on IS NOT NULL AND c.left_at IS NULL
       WHERE h.id = ANY ($1::uuid[])`,
      [homeIds, code, half],
    );
  }

  async deleteOlder(db: Queryable, thanHalf: number): Promise<number> {
    return (await db.query('forget-notices', 'DELETE FROM notice WHERE happened_half < $1', [thanHalf])).rowCount;
  }
}
