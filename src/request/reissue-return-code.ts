/** Who lost the code of a request that a coordinator took in gets a new one for that request from the coordinator; the old one loses it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { FamilyRings } from '../requester/family-rings.js';
import { decideStillLive } from './domain/request.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';

@Injectable()
export class ReissueReturnCode {
  constructor(
    private readonly own: OwnRequests,
    private readonly rings: FamilyRings,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    requestId: string,
    language: Language,
  ): Promise<(ChangedRequest & { returnCode: string }) | Refused> {
    const now = this.clock.now();
    let returnCode = '';
    // Under the request's lock: of two at once the second would make the first one's code useless unseen.
    const changed = await this.own.change(viewer, requestId, async (_tx, request) => {
      const live = decideStillLive(request, now);
      if (!live.accepted) return live;
      const words = await this.rings.reissue(request, language, now);
      if (isRefused(words)) return words;
      returnCode = words;
      return undefined;
    });
    return isRefused(changed) ? changed : { ...changed, returnCode };
  }
}
