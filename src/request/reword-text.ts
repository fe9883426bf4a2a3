/** A family says it in other words, or a coordinator for it: so often within an hour, while taking words away is never refused. */
import { Injectable } from '@nestjs/common';
import { RewordingLimit } from '../access/rewording-limit.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
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
    private readonly limit: RewordingLimit,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, requestId: string, input: RewordInput): Promise<ChangedRequest | Refused> {
    const reword = () => this.reword(viewer, requestId, input);
    if (!saysSomething(input)) return reword();
    // One family does not use up what is another's; all its sessions count together.
    if (viewer.kind === 'FAMILY' && !viewer.requestIds.has(requestId)) return refuse('NOT_FOUND');
    const by = viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : 'family';
    return this.limit.count(by, requestId, reword);
  }

  private reword(viewer: Viewer, requestId: string, input: RewordInput): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    return this.own.change(viewer, requestId, async (tx, request) => {
      const reworded = decideReword(input, request, await this.store.lines(tx, requestId), now);
      if (!reworded.accepted) return reworded;
      await this.words.execute(tx, request, reworded.value, now);
      return undefined;
    });
  }
}

function saysSomething({ summary, items }: RewordInput): boolean {
  return items.length > 0 || (summary ?? '').trim() !== '';
}
