/** The notices of a home as a part of it. */
import { Injectable } from '@nestjs/common';
import { halfOf, localDateOf } from '../calendar/half-day.js';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { NoticeReaderStore } from './notice-reader.store.js';

/** More than 30 days bring. */
const MOST = 10_000;

@Injectable()
export class NoticesOfHome implements PartOfHome {
  readonly section = 'notices';
  readonly holds = ['notice.home_id'];

  constructor(private readonly store: NoticeReaderStore) {}

  async exported(tx: Transaction, viewer: HomeViewer): Promise<unknown> {
    return (await this.store.page(tx, viewer, null, MOST)).map(({ code, happenedHalf, read }) => ({
      code,
      happenedOn: localDateOf(happenedHalf),
      happenedHalf: halfOf(happenedHalf),
      read,
    }));
  }

  erase(tx: Transaction, homeId: string): Promise<void> {
    return this.store.deleteOfHome(tx, homeId);
  }
}
