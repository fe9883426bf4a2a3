/** A home lets itself be counted on the map, or hides: any of its members may say either. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { decideStreet, type StreetInput } from '../../place/street.js';
import { Database } from '../../platform/database/database.js';
import { ListingTexts } from '../../sealing/listing-key.js';
import { decidePlace } from '../domain/map.js';
import { MapStore, mapPlace } from './map.store.js';
import { MapCounts } from './map-counts.js';

@Injectable()
export class ShowHome {
  constructor(
    private readonly database: Database,
    private readonly store: MapStore,
    private readonly counts: MapCounts,
    private readonly texts: ListingTexts,
    private readonly clock: Clock,
  ) {}

  /** In place of the place that it named before. */
  async show({ homeId }: HomeViewer, place: StreetInput): Promise<true | Refused> {
    const street = decideStreet(place, ['place']);
    if (!street.accepted) return street;
    const now = this.clock.now();
    const today = now.toISOString().slice(0, 10);
    const box = await this.texts.seal(street.value, mapPlace(homeId), now);
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx, homeId);
      const known = await this.store.find(tx, homeId);
      const decision = decidePlace(street.value, known?.namedOn ?? null, today);
      if (!decision.accepted) return decision;
      await this.store.show(tx, homeId, box, today);
      // Where it was counted before there may be too few now.
      if (known?.cellBox) await this.counts.takeBack(tx, now);
      return true as const;
    });
  }

  async hide({ homeId }: HomeViewer): Promise<true | Refused> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.hide(tx, homeId))) return refuse('WRONG_STATE');
      await this.counts.takeBack(tx, this.clock.now());
      return true as const;
    });
  }
}
