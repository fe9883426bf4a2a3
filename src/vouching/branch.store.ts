/** A home and all that hangs on it by vouches that stand, however far down: read by the page, paused in one statement. */
import { Injectable } from '@nestjs/common';
import { isOwnHousehold } from '../home/own-household-in-sql.js';
import type { CoordinatorViewer, HomeTier } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';

export interface TreeRow {
  readonly id: string;
  readonly level: number;
  readonly isOwn: boolean;
  readonly tier: HomeTier;
  readonly paused: boolean;
  readonly shortNameBox: Buffer | null;
  /** Of a coordinator; null when homes alone vouch for it. */
  readonly vouchedBy: string | null;
  readonly vouchedOn: string | null;
  readonly vouches: readonly {
    readonly id: string;
    readonly byHomeId: string;
    readonly givenOn: string;
    readonly isOwn: boolean;
  }[];
}

export type TreePosition = readonly [level: number, id: string];

const BRANCH = `WITH RECURSIVE branch (id) AS (SELECT $1::uuid UNION SELECT v.home_id FROM branch b
  JOIN vouch v ON v.by_home_id = b.id AND v.withdrawn_on IS NULL)`;
const OWN = isOwnHousehold('h.id', '$3');

@Injectable()
export class BranchStore {
  async isOfPartner(db: Queryable, viewer: CoordinatorViewer, homeId: string): Promise<boolean> {
    const { rowCount } = await db.query(
      'is-home-of-partner',
      'SELECT FROM home WHERE id = $1 AND partner_id = $2 AND closed_at IS NULL',
      [homeId, viewer.partnerId],
    );
    return rowCount === 1;
  }

  /** Each home once, at the shortest way to it; one row more than `first`, when there is one. */
  async page(
    db: Queryable,
    viewer: CoordinatorViewer,
    asked: {
      readonly homeId: string;
      readonly depth: number;
      readonly after: TreePosition | null;
      readonly first: number;
    },
  ): Promise<TreeRow[]> {
    const { rows } = await db.query<TreeRow>(
      'vouching-tree',
      `WITH RECURSIVE branch (id, level) AS (SELECT $1::uuid, 0 UNION SELECT v.home_id, b.level + 1 FROM branch b
           JOIN vouch v ON v.by_home_id = b.id AND v.withdrawn_on IS NULL WHERE b.level < $3),
         nearest AS (SELECT id, min(level) AS level FROM branch GROUP BY id)
       SELECT h.id, n.level, h.partner_id = $2 AS "isOwn", h.tier, h.paused_at IS NOT NULL AS paused,
         h.short_name_box AS "shortNameBox", h.vouched_by AS "vouchedBy", h.vouched_on::text AS "vouchedOn",
         coalesce((SELECT json_agg(json_build_object('id', v.id, 'byHomeId', v.by_home_id, 'givenOn', v.given_on, 'isOwn', by.partner_id = $2)
             ORDER BY v.given_on, v.id) FROM vouch v JOIN home by ON by.id = v.by_home_id
           WHERE v.home_id = h.id AND v.withdrawn_on IS NULL), '[]') AS vouches
       FROM nearest n JOIN home h ON h.id = n.id
       WHERE $4::integer IS NULL OR (n.level, h.id) > ($4::integer, $5::uuid) ORDER BY n.level, h.id LIMIT $6`,
      [
        asked.homeId,
        viewer.partnerId,
        asked.depth,
        asked.after?.[0] ?? null,
        asked.after?.[1] ?? null,
        asked.first + 1,
      ],
    );
    return rows;
  }

  async names(db: Queryable, ids: readonly string[]): Promise<{ id: string; shortNameBox: Buffer | null }[]> {
    const { rows } = await db.query<{ id: string; shortNameBox: Buffer | null }>(
      'names-in-tree',
      'SELECT id, short_name_box AS "shortNameBox" FROM home WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return rows;
  }

  /** Those that were not paused before. Their offers are put aside by the next sweep: nobody is shown them, since each is looked at with its home. */
  async pause(tx: Queryable, viewer: CoordinatorViewer, homeId: string, now: Date): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'pause-branch',
      `${BRANCH} UPDATE home h SET paused_at = $3, paused_with = $1, shelves_due = true
       FROM branch WHERE h.id = branch.id AND h.partner_id = $2 AND h.paused_at IS NULL AND h.closed_at IS NULL RETURNING h.id`,
      [homeId, viewer.partnerId, now],
    );
    return rows.map(({ id }) => id);
  }

  /** Those that were paused with it and hang, further up, on another home whose branch is paused: from now on they are paused with that one. */
  async handOn(tx: Queryable, viewer: CoordinatorViewer, homeId: string): Promise<void> {
    await tx.query(
      'hand-branch-on',
      `WITH RECURSIVE branch (id, root) AS (
         SELECT DISTINCT h.paused_with, h.paused_with FROM home h
           WHERE h.partner_id = $2 AND h.paused_with <> $1
         UNION SELECT v.home_id, b.root FROM branch b JOIN vouch v ON v.by_home_id = b.id AND v.withdrawn_on IS NULL)
       UPDATE home h SET paused_with = its.root FROM (SELECT id, min(root::text)::uuid AS root FROM branch GROUP BY id) its
       WHERE h.id = its.id AND h.paused_with = $1 AND h.partner_id = $2`,
      [homeId, viewer.partnerId],
    );
  }

  /** Those that are paused with it, wherever they hang by now; none of the coordinator's own. */
  async unpause(tx: Queryable, viewer: CoordinatorViewer, homeId: string): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'unpause-branch',
      `UPDATE home h SET paused_at = NULL, paused_with = NULL, shelves_due = true
       WHERE h.paused_with = $1 AND h.partner_id = $2 AND h.closed_at IS NULL AND NOT ${OWN} RETURNING h.id`,
      [homeId, viewer.partnerId, viewer.coordinatorId],
    );
    return rows.map(({ id }) => id);
  }
}
