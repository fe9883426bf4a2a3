/** The queue of words that wait: of requests that the coordinator's partner looks after, the longest wait first. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { ReadRequests } from './read-requests.js';
import type { HelpRequest } from './request.type.js';
import { TextReviewStore } from './text-review.store.js';

@Injectable()
export class TextsToReview {
  constructor(
    private readonly database: Database,
    private readonly store: TextReviewStore,
    private readonly requests: ReadRequests,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    { first, after }: { first: number; after: string | null },
    language: Language,
  ): Promise<Connection<HelpRequest> | Refused> {
    const list = `texts to review ${viewer.coordinatorId}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    // Sealed by us for this very list, so it is a position.
    const position = opened && { half: Number(opened.value[0]), id: String(opened.value[1]) };
    const now = this.clock.now();
    const rows = await this.store.waiting(this.database, viewer, position, first + 1, now);
    const shown = this.requests.fromShown(viewer, rows, now, language);
    return pageOf(
      rows.map((row, at) => ({ row, request: shown[at] })),
      first,
      ({ request }) => request as HelpRequest, // One of each row.
      ({ row: { text_half, id } }) => this.cursors.seal(list, [text_half, id]),
    );
  }
}
