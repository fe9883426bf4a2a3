/** A page of other people's offers, for whoever has a reason to look: a family with an open request, or a coordinator. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import type { Offer } from './offer.type.js';
import { decideOfferFilter, type OfferFilterInput } from './offer-filter.js';
import { ReadOffers } from './read-offers.js';
import { type OfferPosition, ReadOffersStore } from './read-offers.store.js';

export interface PageOfOffers {
  readonly filter: OfferFilterInput;
  readonly first: number;
  readonly after: string | null;
}

@Injectable()
export class BrowseOffers {
  constructor(
    private readonly database: Database,
    private readonly store: ReadOffersStore,
    private readonly offers: ReadOffers,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: Viewer,
    { filter, first, after }: PageOfOffers,
    language: Language,
  ): Promise<Connection<Offer> | Refused> {
    const now = this.clock.now();
    const decided = decideOfferFilter(filter, now);
    if (!decided.accepted) return decided;
    const list = `offers ${whose(viewer)} ${JSON.stringify(decided.value)}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    const position = opened && positionOf(opened.value);

    const rows = await this.store.page(this.database, viewer, decided.value, position, first + 1, now);
    const shown = await this.offers.shown(viewer, rows, now, language);
    return pageOf(
      shown,
      first,
      (offer) => offer,
      ({ postedOn, id }) => this.cursors.seal(list, [postedOn, id]),
    );
  }
}

function positionOf([postedOn, id]: readonly (string | number | null)[]): OfferPosition {
  return { postedOn: String(postedOn), id: String(id) };
}

/** A family's next page is its own even after it posted again: its requests are not part of it. */
function whose(viewer: Viewer): string {
  if (viewer.kind === 'HOME') return viewer.homeId;
  return viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : viewer.kind;
}
