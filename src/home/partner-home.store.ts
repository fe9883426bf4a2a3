/** Reads the homes of one partner for its coordinators. */
import { Injectable } from '@nestjs/common';
import type { AccessFeature } from '../kernel/access-needs.js';
import type { HomeKind } from '../kernel/home-kind.js';
import type { MemberRole } from '../kernel/member-role.js';
import type { CoordinatorViewer, HomeTier } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';

export interface MemberOfPartnerHome {
  readonly id: string;
  readonly role: MemberRole;
  /** YYYY-MM-DD */
  readonly joinedOn: string;
}

export interface PartnerHomeRow {
  readonly id: string;
  readonly shortNameBox: Buffer | null;
  readonly circle: string;
  readonly tier: HomeTier;
  readonly paused: boolean;
  readonly languages: string[];
  readonly features: AccessFeature[];
  /** YYYY-MM-DD */
  readonly registeredOn: string;
  readonly vouchedOn: string | null;
  readonly kind: HomeKind;
  /** Keepers first, then as they joined. */
  readonly members: readonly MemberOfPartnerHome[];
}

/** Where a page goes on: after this home, in the order of registration. */
export type HomePosition = readonly [registeredOn: string, id: string];

const COLUMNS = `h.id, h.short_name_box AS "shortNameBox", c.name AS circle, h.tier, h.paused_at IS NOT NULL AS paused,
  h.languages, h.features, h.registered_on::text AS "registeredOn", h.vouched_on::text AS "vouchedOn", h.kind,
  (SELECT json_agg(json_build_object('id', m.id, 'role', m.role, 'joinedOn', m.joined_on) ORDER BY m.role = 'KEEPER' DESC, m.joined_on, m.id)
   FROM home_member m WHERE m.home_id = h.id) AS members`;
const JOINS = `home h JOIN circle c ON c.id = h.circle_id AND h.closed_at IS NULL`;

@Injectable()
export class PartnerHomeStore {
  /** One row more than `first`, when there is one. */
  async page(
    viewer: CoordinatorViewer,
    db: Queryable,
    asked: { standing: 'WAITING' | 'VOUCHED' | 'PAUSED' | null; after: HomePosition | null; first: number },
  ): Promise<PartnerHomeRow[]> {
    const { rows } = await db.query<PartnerHomeRow>(
      'homes-of-partner',
      `SELECT ${COLUMNS} FROM ${JOINS}
       WHERE h.partner_id = $1
         AND CASE $2::text WHEN 'WAITING' THEN h.tier = 'NEW'
           WHEN 'VOUCHED' THEN h.tier <> 'NEW' AND h.paused_at IS NULL
           WHEN 'PAUSED' THEN h.paused_at IS NOT NULL ELSE true END
         AND ($3::date IS NULL OR (h.registered_on, h.id) > ($3::date, $4::uuid))
       ORDER BY h.registered_on, h.id LIMIT $5`,
      [viewer.partnerId, asked.standing, asked.after?.[0] ?? null, asked.after?.[1] ?? null, asked.first + 1],
    );
    return rows;
  }

  /** In no order; any other home is missing. */
  async byIds(viewer: CoordinatorViewer, db: Queryable, homeIds: readonly string[]): Promise<PartnerHomeRow[]> {
    const { rows } = await db.query<PartnerHomeRow>(
      'homes-of-partner-by-ids',
      `SELECT ${COLUMNS} FROM ${JOINS} WHERE h.partner_id = $1 AND h.id = ANY ($2::uuid[])`,
      [viewer.partnerId, homeIds],
    );
    return rows;
  }
}
