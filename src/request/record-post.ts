/** A post is there all at once, or not at all: rows, sealed part, and who has to look at it; the family's count follows by itself. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import type { RingNews } from '../requester/family-rings.js';
import { FollowPost, type PostToRecord } from './follow-post.js';

export type { PostToRecord } from './follow-post.js';

import { type PreparedPost, WriteRequest } from './write-request.js';

/** What a post asks of its family's ring. */
export interface FamilyOfPost {
  /** Undoes what was done for the post, once it is certain that there is no such request. */
  takeBack(): Promise<void>;
  /** What the family did since the post is in its ring. */
  since(): Promise<RingNews>;
}

@Injectable()
export class RecordPost {
  constructor(
    private readonly database: Database,
    private readonly requests: WriteRequest,
    private readonly notices: Notices,
    private readonly afterwards: FollowPost,
    private readonly settings: Settings,
  ) {}

  async execute(post: PostToRecord, family: FamilyOfPost, now: Date): Promise<true | Refused> {
    const prepared = await this.requests.prepare(post, now).catch(async (error: unknown) => {
      await family.takeBack();
      throw error;
    });
    const recorded = await this.write(post, prepared, now).catch(async (error: unknown) => {
      // A connection that was lost at the commit says nothing of its outcome. Who cannot find out keeps the ring's entry and the key: an
      // entry without a request does no harm, a request without its entry can never be ended.
      if (await this.requests.isWritten(this.database, post.id)) return true as const;
      await this.undo(prepared, family);
      throw error;
    });
    if (isRefused(recorded)) {
      await this.undo(prepared, family);
      return recorded;
    }
    return this.afterwards.execute(post, family, now);
  }

  private write(post: PostToRecord, prepared: PreparedPost, now: Date): Promise<true | Refused> {
    return this.database.transaction(async (tx) => {
      await this.requests.execute(tx, prepared);
      // Where requests wait for a mark of the clock, the sweep that publishes them tells of them.
      if (this.settings.config.publishingMinutes === 0) {
        const about = { kind: 'REQUEST', id: post.id } as const;
        const coordinators = { coordinatorsOf: post.partnerId };
        if (post.heldForReview) await this.notices.tell(tx, coordinators, 'REQUEST_TO_REVIEW', about, now);
        if (prepared.heldTexts) await this.notices.tell(tx, coordinators, 'TEXT_TO_REVIEW', about, now);
      }
      return true as const;
    });
  }

  private async undo(prepared: PreparedPost, { takeBack }: FamilyOfPost): Promise<void> {
    await takeBack();
    await this.requests.discard(prepared);
  }
}
