/** What the things on the queue are about, read once for all things of a page, as their coordinator may see it. */
import { Injectable } from '@nestjs/common';
import type { Claim } from '../claim/claim.type.js';
import { ReadClaims } from '../claim/read-claims.js';
import { ShownClaims } from '../claim/shown-claims.js';
import { type HomeOfPartner, ReadPartnerHomes } from '../home/read-partner-homes.js';
import { Clock } from '../kernel/clock.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { FindMissingOffer, type Missing } from '../matching/find-missing-offer.js';
import { type CallContext, loaderOf } from '../platform/graphql/call-context.js';
import { ReadRequests } from '../request/read-requests.js';
import type { HelpRequest } from '../request/request.type.js';
import type { WaitingItem } from './waiting.type.js';

@Injectable()
export class SubjectsOfQueue {
  constructor(
    private readonly requests: ReadRequests,
    private readonly claims: ReadClaims,
    private readonly show: ShownClaims,
    private readonly homes: ReadPartnerHomes,
    private readonly missing: FindMissingOffer,
    private readonly clock: Clock,
  ) {}

  async request(item: WaitingItem, context: CallContext): Promise<HelpRequest | null> {
    if (item.subjectKind === 'CLAIM') {
      const claim = await this.claim(item, context);
      return claim && this.show.request(claim, context);
    }
    if (item.subjectKind !== 'REQUEST') return null;
    const { viewer, language } = context;
    const load = (ids: readonly string[]) => this.requests.byIds(viewer, ids, this.clock.now(), language);
    return loaderOf(context, 'requests-of-queue', load).load(item.subjectId);
  }

  async claim(item: WaitingItem, context: CallContext): Promise<Claim | null> {
    if (item.subjectKind !== 'CLAIM') return null;
    const load = (ids: readonly string[]) => this.claims.byIds(context.viewer, ids);
    const record = await loaderOf(context, 'claims-of-queue', load).load(item.subjectId);
    return record && this.show.shown(record, context);
  }

  /** Of a request that nobody takes: what is missing. */
  async missingOffer(item: WaitingItem, context: CallContext, viewer: CoordinatorViewer): Promise<Missing | null> {
    if (item.kind !== 'UNMATCHED') return null;
    const load = (ids: readonly string[]) => this.missing.execute(viewer, ids);
    return loaderOf(context, 'missing-offers-of-queue', load).load(item.subjectId);
  }

  async home(item: WaitingItem, viewer: CoordinatorViewer, context: CallContext): Promise<HomeOfPartner | null> {
    if (item.subjectKind !== 'HOME') return null;
    return loaderOf(context, 'homes-of-queue', (ids) => this.homes.byIds(viewer, ids)).load(item.subjectId);
  }
}
