/** A home as its own members see it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import type { Queryable } from '../../platform/queryable.js';
import { ListingTexts } from '../../sealing/listing-key.js';
import { shortNamePlace } from '../short-name.js';
import { type OwnHomeRow, OwnHomeStore } from './own-home.store.js';

export type OwnHome = Omit<OwnHomeRow, 'shortNameBox'> & { readonly shortName: string | null };

@Injectable()
export class ReadOwnHome {
  constructor(
    private readonly database: Database,
    private readonly store: OwnHomeStore,
    private readonly texts: ListingTexts,
    private readonly clock: Clock,
  ) {}

  async of({ homeId }: HomeViewer, db: Queryable = this.database): Promise<OwnHome | Refused> {
    const row = await this.store.find(db, homeId);
    if (!row) return refuse('NOT_FOUND');
    const { shortNameBox, ...rest } = row;
    const name = shortNameBox && (await this.texts.open(shortNameBox, shortNamePlace(homeId), this.clock.now()));
    return { ...rest, shortName: name };
  }
}
