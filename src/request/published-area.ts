/** Who looks after a place, and as which area it is published. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { Viewer } from '../kernel/viewer.js';
import { type LookingAfter, PartnerForPlace } from '../partner/looking-after.js';
import { decidePlace, type PlaceInput } from '../place/place.js';
import { Database } from '../platform/database/database.js';
import { PosterRings } from '../requester/poster-rings.js';
import { type PublishedPlace, PublishPlace } from './publish-place.js';

export interface FoundArea {
  readonly partner: LookingAfter;
  readonly published: PublishedPlace;
}

@Injectable()
export class PublishedArea {
  constructor(
    private readonly database: Database,
    private readonly partners: PartnerForPlace,
    private readonly publish: PublishPlace,
    private readonly rings: PosterRings,
    private readonly clock: Clock,
  ) {}

  /** What would be published of a place that this viewer posted from. Refuses places that there are not. */
  async execute(viewer: Viewer, input: PlaceInput): Promise<string | Refused> {
    const place = decidePlace(input);
    if (!place.accepted) return place;
    const poster = { viewer, clientDigest: '', returnCode: null };
    const ring = viewer.kind === 'FAMILY' ? await this.rings.find(poster, this.clock.now()) : null;
    const shownIn = (parent4: string) => (ring && !isRefused(ring) ? ring.cellShownIn(parent4) : null);
    return (await this.find(viewer, place.value.cell, shownIn)).published.cell;
  }

  /**
   * Programs look after some kinds only. What is published follows from the place alone: else it would tell what else a family asks for,
   * and nobody could say beforehand what a post would show.
   */
  async find(
    viewer: Viewer,
    cell: string,
    shownIn: (parent4: string) => string | null,
    kind?: HelpKind,
  ): Promise<FoundArea> {
    const from = {
      cell,
      coordinatorPartnerId: viewer.kind === 'COORDINATOR' ? viewer.partnerId : null,
      frontendPartnerId: viewer.kind === 'PARTNER' ? viewer.partnerId : viewer.frontend?.partnerId,
    };
    const ofPlace = await this.partners.find(from);
    const published = await this.publish.execute(this.database, { cell, partner: ofPlace, shownIn });
    return { partner: kind ? await this.partners.find({ ...from, kind }) : ofPlace, published };
  }
}
