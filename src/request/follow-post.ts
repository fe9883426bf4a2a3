/** What follows from a post that is there: what its family did meanwhile counts for it too, and the family is counted where it lives. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { Logger } from '../platform/logger.js';
import type { RingNews } from '../requester/family-rings.js';
import { CountFamily } from './count-family.js';
import { EraseRequest } from './erase-request.js';
import { type PostToWrite, WriteRequest } from './write-request.js';

export interface PostToRecord extends PostToWrite {
  /** Of the family's ring, when a coordinator gives its word that there is such a family. */
  readonly countedAs: number | null;
}

@Injectable()
export class FollowPost {
  constructor(
    private readonly database: Database,
    private readonly requests: WriteRequest,
    private readonly erasing: EraseRequest,
    private readonly count: CountFamily,
    private readonly logger: Logger,
  ) {}

  /** Refuses with WRONG_STATE a post whose family erased everything meanwhile; any failure here fails no post that is there. */
  async execute(post: PostToRecord, family: { since(): Promise<RingNews> }, now: Date): Promise<true | Refused> {
    try {
      // Who blocks a home or erases writes the ring first, then the requests that there are: one of the two sees the other.
      const news = await family.since();
      if (news.erased) return await this.erase(post.id, now);
      if (news.blocked.length > 0) await this.requests.block(this.database, post.id, news.blocked);
      if (post.countedAs !== null) await this.count.execute(post.post.value.place.cell, post.countedAs, now);
    } catch (error) {
      this.logger.failure('a post was recorded, but not all that follows from it', error, { requestId: post.id });
    }
    return true;
  }

  private async erase(requestId: string, now: Date): Promise<Refused> {
    // The family has no session any more: the post acts for it, on this one request.
    await this.erasing.execute({ kind: 'FAMILY', requestIds: new Set([requestId]), token: '' }, requestId, now);
    return refuse('WRONG_STATE');
  }
}
