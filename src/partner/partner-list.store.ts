/** Reads partners and their keys for the operator; of a key everything but the key itself. */
import { Injectable } from '@nestjs/common';
import type { KeyScope } from '../kernel/key-scope.js';
import type { Queryable } from '../platform/queryable.js';

export interface ListedPartner {
  readonly id: string;
  readonly name: string;
  readonly host: boolean;
  readonly languages: readonly string[];
  readonly areas: readonly string[];
  readonly reviewsRequests: boolean;
  readonly createdOn: string;
}

export interface ListedKey {
  readonly id: string;
  readonly partner: string;
  readonly kind: 'PUBLISHABLE' | 'SECRET';
  readonly label: string;
  readonly origins: readonly string[];
  readonly scopes: readonly KeyScope[];
  readonly createdOn: string;
  readonly lastUsedOn: string | null;
  /** Of a key that was rotated: until when it works. */
  readonly endsAt: Date | null;
  /** The key that was rotated into this one. */
  readonly follows: string | null;
  readonly revoked: boolean;
}

/** Of one partner that were neither revoked nor rotated; as many that were are listed besides. */
export const MOST_KEYS = 100;

@Injectable()
export class PartnerListStore {
  /** The host first. */
  async partners(db: Queryable): Promise<ListedPartner[]> {
    const { rows } = await db.query<ListedPartner>(
      'list-partners',
      `SELECT id, name, is_host AS host, languages, reviews_requests AS "reviewsRequests", created_on::text AS "createdOn",
         array(SELECT cell::text FROM partner_area a WHERE a.partner_id = p.id ORDER BY cell) AS areas
       FROM partner p ORDER BY is_host DESC, created_on, name`,
    );
    return rows;
  }

  /** Of one partner those that ended are the latest hundred. */
  async keys(db: Queryable, partnerId: string | null): Promise<ListedKey[]> {
    const { rows } = await db.query<ListedKey>(
      'list-partner-keys',
      `SELECT k.id, p.name AS partner, k.kind, k.label, k.origins, k.scopes, k.created_on::text AS "createdOn",
         k.last_used_on::text AS "lastUsedOn", k.ends_at AS "endsAt", k.follows,
         k.revoked_at IS NOT NULL AS revoked
       FROM (SELECT its.*, row_number() OVER (PARTITION BY its.revoked_at IS NULL AND its.ends_at IS NULL ORDER BY its.created_on DESC, its.id) AS at
         FROM partner_key its WHERE $1::uuid IS NULL OR its.partner_id = $1::uuid) k JOIN partner p ON p.id = k.partner_id
       WHERE $1::uuid IS NULL OR k.at <= ${MOST_KEYS} ORDER BY p.name, k.created_on, k.label, k.id`,
      [partnerId],
    );
    return rows;
  }
}
