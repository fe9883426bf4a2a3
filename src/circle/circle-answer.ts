/** Circles as a viewer may see them: coordinators whole, homes without how many there are. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Area } from '../place/place.type.js';
import { Database } from '../platform/database/database.js';
import { Circle, CircleChanged } from './circle.type.js';
import { CircleLink } from './circle-link.type.js';
import type { ChangedCircle } from './manage-circles.js';
import { type ShownCircleRow, ShownCirclesStore } from './shown-circles.store.js';

@Injectable()
export class CircleAnswer {
  constructor(
    private readonly database: Database,
    private readonly store: ShownCirclesStore,
  ) {}

  async all(viewer: HomeViewer | CoordinatorViewer, language: Language): Promise<Circle[]> {
    const rows = await this.store.of(this.database, viewer);
    return rows.map((row) => circleOf(row, viewer.kind === 'COORDINATOR', language));
  }

  async of(
    changed: ChangedCircle | Refused,
    viewer: HomeViewer | CoordinatorViewer,
    language: Language,
  ): Promise<CircleChanged | Refused> {
    if (isRefused(changed)) return changed;
    const circle = (await this.all(viewer, language)).find(({ id }) => id === changed.circleId);
    // Closed by somebody else in between.
    return circle ? Object.assign(new CircleChanged(), { circle }) : refuse('NOT_FOUND');
  }

  /** Of a home that moved: its session was read before. */
  async ofHome(
    changed: ChangedCircle | Refused,
    viewer: HomeViewer,
    language: Language,
  ): Promise<CircleChanged | Refused> {
    return isRefused(changed) ? changed : this.of(changed, { ...viewer, circleId: changed.circleId }, language);
  }
}

function circleOf(row: ShownCircleRow, counts: boolean, language: Language): Circle {
  const { id, name, isOwn, languages, requiredTraining, membersInvite } = row;
  return Object.assign(new Circle(), {
    ...{ id, name, isOwn, languages, requiredTraining, membersInvite },
    areas: row.areas.map((cell) => Area.from(cell, language)),
    homes: counts ? row.homes : null,
    links: row.links.map(([circleId, other, partner, isOurs, stands]) =>
      Object.assign(new CircleLink(), { circleId, name: other, partner, state: stateOf(isOurs, stands) }),
    ),
  });
}

function stateOf(isOurs: boolean, stands: boolean): CircleLink['state'] {
  if (stands) return 'LINKED';
  return isOurs ? 'PROPOSED_BY_US' : 'PROPOSED_TO_US';
}
