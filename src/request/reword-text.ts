/** A family says it in other words. Coordinators are told when these have to be read first. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { decideReword, type RewordInput } from './domain/reword.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';
import { RequestStore } from './request.store.js';
import { WriteWords } from './write-words.js';

@Injectable()
export class RewordText {
  constructor(
    private readonly own: OwnRequests,
    private readonly store: RequestStore,
    private readonly words: WriteWords,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, requestId: string, input: RewordInput): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    return this.own.change(viewer, requestId, async (tx, request) => {
      const reworded = decideReword(input, request, await this.store.lines(tx, requestId), now);
      if (!reworded.accepted) return reworded;
      const nowWaits = await this.words.execute(tx, requestId, reworded.value, now);
      // Of one that has not passed a mark of the clock yet, whoever publishes it tells.
      if (nowWaits && request.isPublished) {
        const about = { kind: 'REQUEST', id: requestId } as const;
        await this.notices.tell(tx, { coordinatorsOf: request.partnerId }, 'TEXT_TO_REVIEW', about, now);
      }
      return undefined;
    });
  }
}
