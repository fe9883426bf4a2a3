/** The two sides of a claim write to each other inside it, so that no contact has to be revealed. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { ClaimStore } from './claim.store.js';
import { type ClaimMessage, ClaimMessages } from './claim-messages.js';
import { decideWrite } from './domain/claim-openings.js';
import { partiesOf } from './parties-of-viewer.js';

@Injectable()
export class SendMessage {
  constructor(
    private readonly database: Database,
    private readonly claims: ClaimStore,
    private readonly messages: ClaimMessages,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: FamilyViewer | HomeViewer, claimId: string, text: string): Promise<ClaimMessage | Refused> {
    if (!isPublicId(claimId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const claim = await this.claims.lock(tx, viewer, claimId);
      const { homeId, requestId } = claim ?? {};
      if (!claim || partiesOf(viewer, claim).length === 0) return refuse('NOT_FOUND');
      const decision = decideWrite(claim.state, text, await this.messages.count(tx, claimId), now);
      if (!decision.accepted) return decision;
      const message = await this.messages.add(tx, claim, viewer.kind, decision, now);
      if (isRefused(message) || !homeId || !requestId) return message;
      const to = viewer.kind === 'HOME' ? { requestId } : { homeId };
      await this.notices.tell(tx, to, 'MESSAGE_RECEIVED', { kind: 'CLAIM', id: claimId }, now);
      return message;
    });
  }
}
