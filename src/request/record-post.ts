/** A post is there all at once, or not at all: rows, sealed part, the family's count in its area, and who has to look at it. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { CountFamily } from './count-family.js';
import { type PostToWrite, WriteRequest } from './write-request.js';

export interface PostToRecord extends PostToWrite {
  /** Of the family's ring, when a coordinator gives its word that there is such a family. */
  readonly countedAs: number | null;
}

@Injectable()
export class RecordPost {
  constructor(
    private readonly database: Database,
    private readonly requests: WriteRequest,
    private readonly count: CountFamily,
    private readonly notices: Notices,
  ) {}

  async execute(post: PostToRecord, now: Date): Promise<true | Refused> {
    const { id, partnerId, countedAs, heldForReview } = post;
    const prepared = await this.requests.prepare(post, now);
    const recorded = this.database.transaction(async (tx) => {
      await this.requests.execute(tx, prepared);
      if (countedAs !== null) await this.count.execute(tx, post.post.value.place.cell, countedAs, now);
      if (heldForReview) {
        const about = { kind: 'REQUEST', id } as const;
        await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'REQUEST_TO_REVIEW', about, now);
      }
      return true as const;
    });
    return recorded.catch(async (error: unknown) => {
      await this.requests.discard(prepared);
      throw error;
    });
  }
}
