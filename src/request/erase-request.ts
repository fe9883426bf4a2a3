/** Erasing a request destroys the keys of all that is sealed of it, then takes its words away and ends it. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { FamilyViewer } from '../kernel/viewer.js';
import { decideErase } from './domain/end-request.js';
import { LiveClaims } from './live-claims.js';
import { NotesOnRequest } from './notes-on-request.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';
import { RequestStore } from './request.store.js';
import { RequestHandoffs } from './request-handoffs.js';

@Injectable()
export class EraseRequest {
  constructor(
    private readonly own: OwnRequests,
    private readonly store: RequestStore,
    private readonly handoffs: RequestHandoffs,
    private readonly claims: LiveClaims,
    private readonly notes: NotesOnRequest,
  ) {}

  execute(viewer: FamilyViewer, requestId: string, now: Date): Promise<ChangedRequest | Refused> {
    return this.own.change(viewer, requestId, async (tx, request) => {
      const erasing = decideErase(now);
      if (!erasing.accepted) return erasing;
      await this.handoffs.destroy(tx, requestId);
      await this.claims.eraseSealed(tx, requestId);
      await this.notes.erase(tx, requestId);
      // An end that it had before stays what it was: nobody needs to know that it was erased as well.
      if (request.ending === null) {
        await this.claims.endAll(tx, requestId, 'ERASED', now);
        await this.store.end(tx, requestId, erasing);
      }
      await this.store.forgetWords(tx, requestId);
      return undefined;
    });
  }
}
