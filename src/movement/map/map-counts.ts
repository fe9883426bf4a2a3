/** Counts the homes on the map anew: in the night all of it, and whenever a home hides what would then stand for too few. */
import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/instance-parts.js';
import type { Queryable } from '../../platform/queryable.js';
import { ListingTexts } from '../../sealing/listing-key.js';
import { publishableHomes } from '../domain/map.js';
import { MapStore, mapPlace } from './map.store.js';

@Injectable()
export class MapCounts {
  constructor(
    private readonly store: MapStore,
    private readonly texts: ListingTexts,
    private readonly settings: Settings,
  ) {}

  /** Null when the keys cannot be had. Whoever calls it has the counts to itself. */
  async ofTonight(tx: Queryable, now: Date): Promise<ReadonlyMap<string, number> | null> {
    const homes = await this.store.counted(tx);
    const sealed = homes.map(({ homeId, cellBox: box }) => ({ box, place: mapPlace(homeId) }));
    const cells = (await this.texts.openMany(sealed, now)).filter((cell) => cell !== null);
    if (homes.length > 0 && cells.length === 0) return null;
    const before = new Map((await this.store.published(tx)).map((its) => [its.cell, its.homes]));
    return publishableHomes(cells, this.settings.config.leastFamilies, before);
  }

  /** After a home has hidden, in its transaction. What stands for a crowd still stays as it is: only the night counts new ones. */
  async takeBack(tx: Queryable, now: Date): Promise<void> {
    await this.store.alone(tx);
    const published = await this.store.published(tx);
    if (published.length === 0) return;
    // What cannot be counted is not shown either.
    const standing = (await this.ofTonight(tx, now)) ?? new Map<string, number>();
    const cells = published.map(({ cell }) => cell).filter((cell) => !standing.has(cell));
    await this.store.takeBack(tx, cells);
  }
}
