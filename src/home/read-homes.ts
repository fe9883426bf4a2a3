/** What others may know of a home: a short name, its circle, its tier. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { HomeTier } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { HomeStore } from './home.store.js';
import { shortNamePlace } from './short-name.js';

export interface HomeCardOf {
  /** Null when it cannot be opened any more. */
  readonly shortName: string | null;
  readonly circle: string;
  readonly tier: HomeTier;
}

@Injectable()
export class ReadHomes {
  constructor(
    private readonly database: Database,
    private readonly store: HomeStore,
    private readonly texts: ListingTexts,
    private readonly clock: Clock,
  ) {}

  /** By the home's id. Whether the viewer may see these homes was decided by whoever asks. */
  async cards(ids: readonly string[]): Promise<Map<string, HomeCardOf>> {
    const rows = await this.store.cards(this.database, ids);
    const named = rows.flatMap(({ id, shortNameBox: box }) => (box ? [{ id, box, place: shortNamePlace(id) }] : []));
    const names = await this.texts.openMany(named, this.clock.now());
    const nameOf = new Map(named.map(({ id }, at) => [id, names[at] ?? null]));
    return new Map(rows.map(({ id, circle, tier }) => [id, { shortName: nameOf.get(id) ?? null, circle, tier }]));
  }
}
