/** After a change the viewer reads the request anew, as far as it may see it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CallContext } from '../platform/graphql/call-context.js';
import { RequestChanged } from './own-request.type.js';
import type { ChangedRequest } from './own-requests.js';
import { ReadRequests } from './read-requests.js';

@Injectable()
export class ChangedRequestAnswer {
  constructor(
    private readonly requests: ReadRequests,
    private readonly clock: Clock,
  ) {}

  async of(changed: ChangedRequest | Refused, { viewer, language }: CallContext): Promise<RequestChanged | Refused> {
    if (isRefused(changed)) return changed;
    const { requestId: id } = changed;
    const request = (await this.requests.byIds(viewer, [id], this.clock.now(), language)).get(id);
    if (!request) throw new Error('whoever changed a request may read it');
    return Object.assign(new RequestChanged(), { request });
  }
}
