/** A family erases all that it asked for; afterwards its code opens nothing. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { FamilyViewer } from '../kernel/viewer.js';
import { FamilyRings } from '../requester/family-rings.js';
import { erasedDigest } from '../sealing/erasure/erased-digest.js';
import { KeepErasures } from '../sealing/erasure/keep-erasures.js';
import { EraseRequest } from './erase-request.js';

@Injectable()
export class EraseRequester {
  constructor(
    private readonly requests: EraseRequest,
    private readonly rings: FamilyRings,
    private readonly erasures: KeepErasures,
    private readonly clock: Clock,
  ) {}

  /**
   * The ring is closed first, so that no post slips in: one that is on its way sees that, and erases itself. It goes last: it is the only
   * list of what is to be erased, so that whoever is interrupted comes back and finishes. A transaction for each request, since one for all
   * would say that they belong together. Before the ring goes, all of it is noted outside the databases, the ring as well.
   */
  async execute(viewer: FamilyViewer, { confirm }: { confirm: boolean }): Promise<{ requests: number } | Refused> {
    if (!confirm) return refuse('INVALID_INPUT', ['confirm']);
    const now = this.clock.now();
    const found = await this.rings.ofViewer(viewer, now);
    if (!found) return refuse('NOT_FOUND');
    const opened = await this.rings.close(found, now);
    if (isRefused(opened)) return opened;
    let requests = 0;
    const family = { ...viewer, requestIds: new Set(opened.ring.requests.map(({ id }) => id)) };
    for (const { id } of opened.ring.requests) {
      const erased = await this.requests.execute(family, id, now);
      if (!isRefused(erased)) requests += 1;
      else if (erased.code !== 'NOT_FOUND') return erased;
    }
    await this.erasures.execute(now, [erasedDigest('ring', opened.verifier)]);
    await this.rings.erase(opened, viewer, now);
    return { requests };
  }
}
