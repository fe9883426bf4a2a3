/** What a home signed up for as a part of it: handed out to the member who asks; whoever closes leaves its places to others. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { GatheringsOfHomeStore } from './gatherings-of-home.store.js';

@Injectable()
export class GatheringsOfHome implements PartOfHome {
  readonly section = 'gatherings';
  readonly holds = ['sign_up.member_id', 'calendar_link.member_id'];

  constructor(private readonly store: GatheringsOfHomeStore) {}

  async exported(tx: Transaction, { memberId }: HomeViewer): Promise<unknown> {
    return { signUps: await this.store.signUps(tx, memberId), calendarLinks: await this.store.links(tx, memberId) };
  }

  async close(tx: Transaction, homeId: string, now: Date): Promise<void> {
    await this.store.leaveAhead(tx, homeId, now);
  }

  /** What is left goes with the members. */
  async erase(tx: Transaction, homeId: string): Promise<void> {
    await this.store.forget(tx, homeId);
  }
}
