/** A home's place on the map: handed out to it, hidden when it closes, gone when it is erased. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../../home/ending/part-of-home.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { MapStore } from './map.store.js';
import { MapCounts } from './map-counts.js';
import { ReadMap } from './read-map.js';

@Injectable()
export class MapOfHome implements PartOfHome {
  readonly section = 'map';
  readonly holds = ['map_home.home_id'];

  constructor(
    private readonly reading: ReadMap,
    private readonly store: MapStore,
    private readonly counts: MapCounts,
  ) {}

  exported(tx: Transaction, viewer: HomeViewer): Promise<unknown> {
    return this.reading.own(viewer, tx);
  }

  async close(tx: Transaction, homeId: string, now: Date): Promise<void> {
    if (await this.store.hide(tx, homeId)) await this.counts.takeBack(tx, now);
  }

  async erase(tx: Transaction, homeId: string): Promise<void> {
    await this.store.forget(tx, homeId);
  }
}
