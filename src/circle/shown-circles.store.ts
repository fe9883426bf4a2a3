/** Reads circles as they are shown: a partner's to its coordinators, its own one to a home. */
import { Injectable } from '@nestjs/common';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';

export interface ShownCircleRow {
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly languages: string[];
  readonly areas: string[];
  readonly requiredTraining: TrainingTopic | null;
  readonly membersInvite: boolean;
  readonly homes: number;
  /** Id, name and partner of the other circle, whether this one proposed it, and whether it stands. */
  readonly links: readonly (readonly [string, string, string, boolean, boolean])[];
}

@Injectable()
export class ShownCirclesStore {
  async of(db: Queryable, viewer: CoordinatorViewer | HomeViewer): Promise<ShownCircleRow[]> {
    const isHome = viewer.kind === 'HOME';
    const { rows } = await db.query<ShownCircleRow>(
      `circles-of-${viewer.kind}`,
      `SELECT c.id, c.name, c.is_own AS "isOwn", c.languages, c.required_training AS "requiredTraining",
         c.members_invite AS "membersInvite", ARRAY(SELECT a.cell FROM circle_area a WHERE a.circle_id = c.id ORDER BY a.cell) AS areas,
         (SELECT count(*)::integer FROM home h WHERE h.circle_id = c.id AND h.closed_at IS NULL) AS homes,
         coalesce((SELECT json_agg(json_build_array(o.id, o.name, p.name, l.proposed_by = c.id, l.agreed_on IS NOT NULL) ORDER BY o.name, o.id)
           FROM circle_link l JOIN circle o ON o.id = CASE WHEN l.low_id = c.id THEN l.high_id ELSE l.low_id END
           JOIN partner p ON p.id = o.partner_id
           WHERE c.id IN (l.low_id, l.high_id)${isHome ? ' AND l.agreed_on IS NOT NULL' : ''}), '[]') AS links
       FROM circle c WHERE ${isHome ? 'c.id' : 'c.partner_id'} = $1 ORDER BY c.is_own DESC, c.name, c.id`,
      [isHome ? viewer.circleId : viewer.partnerId],
    );
    return rows;
  }
}
