/** Who did what: for coordinators who administer their partner. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { type ActionRead, ActionStore } from './action.store.js';

@Injectable()
export class ReadActions {
  constructor(
    private readonly database: Database,
    private readonly store: ActionStore,
    private readonly cursors: Cursors,
  ) {}

  async page(
    viewer: CoordinatorViewer,
    asked: {
      readonly coordinatorId: string | null;
      readonly subjectId: string | null;
      readonly first: number;
      readonly after: string | null;
    },
  ): Promise<Connection<ActionRead> | Refused> {
    const { coordinatorId, subjectId, first, after } = asked;
    if (!viewer.roles.includes('ADMIN')) return refuse('NOT_ALLOWED');
    if (![coordinatorId, subjectId].every((id) => id === null || isPublicId(id))) return refuse('NOT_FOUND');
    const list = `actions ${viewer.partnerId} ${coordinatorId ?? ''} ${subjectId ?? ''}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    const position = opened && { actedHalf: Number(opened.value[0]), id: String(opened.value[1]) };
    const rows = await this.store.page(this.database, viewer, {
      coordinatorId,
      subjectId,
      after: position,
      limit: first + 1,
    });
    return pageOf(
      rows,
      first,
      (row) => row,
      ({ actedHalf, id }) => this.cursors.seal(list, [actedHalf, id]),
    );
  }
}
