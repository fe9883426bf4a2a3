/** A post is there all at once, or not at all: rows, sealed part, and who has to look at it; the family's count follows by itself. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { CountFamily } from './count-family.js';
import { type PostToWrite, type PreparedPost, WriteRequest } from './write-request.js';

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

  /** `takeBack` undoes what was done for the post elsewhere, once it is certain that there is no such request. */
  async execute(post: PostToRecord, takeBack: () => Promise<void>, now: Date): Promise<true | Refused> {
    const prepared = await this.requests.prepare(post, now).catch(async (error: unknown) => {
      await takeBack();
      throw error;
    });
    const recorded = await this.write(post, prepared, now).catch(async (error: unknown) => {
      // A connection that was lost at the commit says nothing of its outcome. Who cannot find out keeps the ring's entry and the key: an
      // entry without a request does no harm, a request without its entry can never be ended.
      if (await this.requests.isWritten(this.database, post.id)) return true as const;
      await this.undo(prepared, takeBack);
      throw error;
    });
    if (isRefused(recorded)) await this.undo(prepared, takeBack);
    else if (post.countedAs !== null) await this.count.execute(post.post.value.place.cell, post.countedAs, now);
    return recorded;
  }

  private write(post: PostToRecord, prepared: PreparedPost, now: Date): Promise<true | Refused> {
    return this.database.transaction(async (tx) => {
      await this.requests.execute(tx, prepared);
      if (post.heldForReview) {
        const about = { kind: 'REQUEST', id: post.id } as const;
        await this.notices.tell(tx, { coordinatorsOf: post.partnerId }, 'REQUEST_TO_REVIEW', about, now);
      }
      return true as const;
    });
  }

  private async undo(prepared: PreparedPost, takeBack: () => Promise<void>): Promise<void> {
    await takeBack();
    await this.requests.discard(prepared);
  }
}
