/** A post is there all at once, or not at all: rows, sealed part, and who has to look at it; the family's count follows by itself. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { Logger } from '../platform/logger.js';
import { CountFamily } from './count-family.js';
import { type PostToWrite, type PreparedPost, WriteRequest } from './write-request.js';

export interface PostToRecord extends PostToWrite {
  /** Of the family's ring, when a coordinator gives its word that there is such a family. */
  readonly countedAs: number | null;
}

/** What a post asks of its family's ring. */
export interface FamilyOfPost {
  /** Undoes what was done for the post, once it is certain that there is no such request. */
  takeBack(): Promise<void>;
  /** Homes that the family blocked since the post is in its ring. */
  blockedSince(): Promise<readonly string[]>;
}

@Injectable()
export class RecordPost {
  constructor(
    private readonly database: Database,
    private readonly requests: WriteRequest,
    private readonly count: CountFamily,
    private readonly notices: Notices,
    private readonly logger: Logger,
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
    if (isRefused(recorded)) await this.undo(prepared, family);
    else await this.followUp(post, family, now);
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

  /** What comes after the commit fails no post that is there. */
  private async followUp({ id, post, countedAs }: PostToRecord, family: FamilyOfPost, now: Date): Promise<void> {
    try {
      // Who blocks a home writes the ring first, then the requests that there are: one of the two sees the other.
      const blocked = await family.blockedSince();
      if (blocked.length > 0) await this.requests.block(this.database, id, blocked);
      if (countedAs !== null) await this.count.execute(post.value.place.cell, countedAs, now);
    } catch (error) {
      this.logger.failure('a post was recorded, but not all that follows from it', error, { requestId: id });
    }
  }

  private async undo(prepared: PreparedPost, { takeBack }: FamilyOfPost): Promise<void> {
    await takeBack();
    await this.requests.discard(prepared);
  }
}
