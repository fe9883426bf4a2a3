/** A home posts an offer, vouched for or not: until somebody has vouched for it, nobody but its own partner finds it. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OpenHomes } from '../home/open-homes.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideNewOffer, type NewOfferInput } from './domain/new-offer.js';
import { OfferStore } from './offer.store.js';
import { OfferScheduleStore } from './offer-schedule.store.js';
import { WriteNote } from './write-note.js';

/** Standing at once: more is a catalogue, and a way to fill everybody's lists. */
const MOST_STANDING = 50;

@Injectable()
export class PostOffer {
  constructor(
    private readonly database: Database,
    private readonly store: OfferStore,
    private readonly homes: OpenHomes,
    private readonly schedules: OfferScheduleStore,
    private readonly notes: WriteNote,
    private readonly clock: Clock,
  ) {}

  /** Answers the id of the offer. */
  async execute(viewer: HomeViewer, input: NewOfferInput): Promise<{ offerId: string } | Refused> {
    const now = this.clock.now();
    if (viewer.paused) return refuse('HOME_PAUSED');
    const offer = decideNewOffer(input, now);
    if (!offer.accepted) return offer;
    const id = randomUUID();
    const { note, schedule } = offer.value;
    const noteBox = await this.notes.seal(id, note, now);
    const postedOn = now.toISOString().slice(0, 10);

    const written = await this.database.transaction(async (tx: Transaction) => {
      const closed = await this.homes.hold(tx, viewer.homeId);
      if (closed) return closed;
      if ((await this.store.countStanding(tx, viewer.homeId, now)) >= MOST_STANDING) return refuse('TOO_MANY_OFFERS');
      await this.store.insert(tx, offer, { id, homeId: viewer.homeId, noteBox, postedOn });
      await this.schedules.insert(tx, id, schedule);
      await this.store.widenHome(tx, viewer.homeId, offer.value);
      await this.notes.screen(tx, { offerId: id, partnerId: viewer.partnerId }, note, now);
      return id;
    });
    return isRefused(written) ? written : { offerId: written };
  }
}
