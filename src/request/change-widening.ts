/** A family says anew how far its request may be known: narrower at once, wider step by step. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import type { RequestReach } from '../kernel/widening.js';
import { decideWidening } from './domain/widening.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';
import { WideningStore } from './widening.store.js';
import { WideningMarks } from './widening-marks.js';

@Injectable()
export class ChangeWidening {
  constructor(
    private readonly own: OwnRequests,
    private readonly store: WideningStore,
    private readonly marks: WideningMarks,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: Viewer,
    { requestId, widensTo }: { readonly requestId: string; readonly widensTo: RequestReach },
  ): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    return this.own.change(viewer, requestId, async (tx, request) => {
      const facts = await this.store.facts(tx, requestId);
      if (!facts) return refuse('NOT_FOUND');
      const { milliseconds } = this.marks;
      const decided = decideWidening({ ...request, ...facts }, widensTo, now, this.marks.draw(), milliseconds);
      if (!decided.accepted) return decided;
      await this.store.change(tx, requestId, decided);
      return undefined;
    });
  }
}
