/** Once a night the homes that want to be seen are counted by cell, as far as no count singles one out. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { halfMonthOf } from '../domain/half-months.js';
import { lastPlaceOn } from '../domain/map.js';
import { MapStore } from './map.store.js';
import { MapCounts } from './map-counts.js';

@Injectable()
export class CountMap implements Sweep {
  readonly name = 'count-map';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: MapStore,
    private readonly counts: MapCounts,
  ) {}

  async run(now: Date): Promise<number> {
    const today = now.toISOString().slice(0, 10);
    const rows = await this.owner.database.transaction(async (tx) => {
      await this.store.alone(tx);
      const counts = await this.counts.ofTonight(tx, now);
      // Without keys what stands stays: the next run counts.
      if (counts === null || !(await this.store.begin(tx, halfMonthOf(today), today))) return 0;
      const forgotten = await this.store.forgetHidden(tx, lastPlaceOn(today));
      return (
        forgotten +
        (await this.store.publish(
          tx,
          [...counts].map(([cell, homes]) => ({ cell, homes })),
        ))
      );
    });
    return typeof rows === 'number' ? rows : 0;
  }
}
