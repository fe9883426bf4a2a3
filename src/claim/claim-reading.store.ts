/** Reads claims for those who are part of them: each statement says whose it reads. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import { CLAIM_COLUMNS, type ClaimRead, recordOf } from './claim-columns.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimStatus } from './domain/claim.js';

/** Live ones first, the latest planned of each before the others. */
const IN_ORDER = 'ORDER BY c.ended_at IS NULL DESC, c.planned_half DESC, c.id LIMIT';
const FROM = 'FROM claim c LEFT JOIN request r ON r.id = c.request_id';
const WRITTEN_AS = '($2::text[] IS NULL OR c.status = ANY ($2::text[]::claim_status[]))';

/** `statuses` are as written, null for all: by the clock some have moved on. */
@Injectable()
export class ClaimReadingStore {
  async ofHome(
    db: Queryable,
    homeId: string,
    statuses: readonly ClaimStatus[] | null,
    most: number,
  ): Promise<ClaimRecord[]> {
    const { rows } = await db.query<ClaimRead>(
      'claims-of-home',
      `SELECT ${CLAIM_COLUMNS} ${FROM} WHERE c.home_id = $1::uuid AND ${WRITTEN_AS} ${IN_ORDER} $3`,
      [homeId, statuses, most],
    );
    return rows.map(recordOf);
  }

  async ofFamily(
    db: Queryable,
    requestIds: readonly string[],
    statuses: readonly ClaimStatus[] | null,
    most: number,
  ): Promise<ClaimRecord[]> {
    const { rows } = await db.query<ClaimRead>(
      'claims-of-family',
      `SELECT ${CLAIM_COLUMNS} ${FROM} WHERE c.request_id = ANY ($1::uuid[]) AND ${WRITTEN_AS} ${IN_ORDER} $3`,
      [requestIds, statuses, most],
    );
    return rows.map(recordOf);
  }

  async ofPartner(
    db: Queryable,
    partnerId: string,
    statuses: readonly ClaimStatus[] | null,
    most: number,
  ): Promise<ClaimRecord[]> {
    const { rows } = await db.query<ClaimRead>(
      'claims-of-partner',
      `SELECT ${CLAIM_COLUMNS} ${FROM} WHERE c.partner_id = $1::uuid AND ${WRITTEN_AS} ${IN_ORDER} $3`,
      [partnerId, statuses, most],
    );
    return rows.map(recordOf);
  }

  /** The latest of each request. */
  async ofRequests(db: Queryable, requestIds: readonly string[], mostOfEach: number): Promise<ClaimRecord[]> {
    const { rows } = await db.query<ClaimRead>(
      'claims-of-requests',
      `SELECT shown.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
         SELECT ${CLAIM_COLUMNS} ${FROM} WHERE c.request_id = asked.id ${IN_ORDER} $2) shown`,
      [requestIds, mostOfEach],
    );
    return rows.map(recordOf);
  }

  /** Of one home alone: it learns nothing of how many others there are. */
  async ofRequestsForHome(
    db: Queryable,
    requestIds: readonly string[],
    homeId: string,
    mostOfEach: number,
  ): Promise<ClaimRecord[]> {
    const { rows } = await db.query<ClaimRead>(
      'claims-of-requests-for-home',
      `SELECT shown.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
         SELECT ${CLAIM_COLUMNS} ${FROM} WHERE c.request_id = asked.id AND c.home_id = $3::uuid ${IN_ORDER} $2) shown`,
      [requestIds, mostOfEach, homeId],
    );
    return rows.map(recordOf);
  }
}
