/** What a home said for others and others for it, as a part of it: what it gave ends with it, and whoever stood on that is looked at again. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { FallenHomes } from './fallen-homes.js';
import { VouchStore } from './vouch.store.js';
import { VouchesOfHomeStore } from './vouches-of-home.store.js';

@Injectable()
export class VouchesOfHome implements PartOfHome {
  readonly section = 'vouches';
  readonly holds = [
    'vouch.home_id',
    'vouch.by_home_id',
    'vouch_code.home_id',
    'earned_delivery.home_id',
    'home.paused_with',
  ];

  constructor(
    private readonly store: VouchStore,
    private readonly own: VouchesOfHomeStore,
    private readonly fallen: FallenHomes,
  ) {}

  /** When, and how many: not for whom or by whom, which is theirs. */
  exported(tx: Transaction, { homeId }: HomeViewer): Promise<unknown> {
    return this.own.days(tx, homeId);
  }

  async close(tx: Transaction, homeId: string, now: Date): Promise<void> {
    const given = (await this.store.givenBy(tx, homeId)).map(({ id }) => id);
    if (given.length === 0) return;
    await this.store.lockAll(tx);
    await this.fallen.execute(tx, given, [], now);
  }

  erase(tx: Transaction, homeId: string): Promise<void> {
    return this.own.delete(tx, homeId);
  }
}
