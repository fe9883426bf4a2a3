/** Something happened that concerns somebody: told in the same transaction, so that it is told exactly when it is true. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import type { Queryable } from '../platform/queryable.js';
import { type NoticeRecipient, NoticeStore, type NoticeSubject } from './notice.store.js';
import type { NoticeCode } from './notice-code.js';

export type { NoticeRecipient, NoticeSubject } from './notice.store.js';

@Injectable()
export class Notices {
  constructor(private readonly store: NoticeStore) {}

  async tell(tx: Queryable, to: NoticeRecipient, code: NoticeCode, about: NoticeSubject, now: Date): Promise<void> {
    await this.store.insert(tx, to, code, about, halfDayAt(now, 'UTC'));
  }

  /** Each of them of itself, in one statement however many they are. */
  async tellHomes(tx: Queryable, homeIds: readonly string[], code: NoticeCode, now: Date): Promise<void> {
    await this.store.insertForHomes(tx, homeIds, code, halfDayAt(now, 'UTC'));
  }

  /** All of them of one thing, in one statement however many they are. */
  async tellHomesOf(
    tx: Queryable,
    homeIds: readonly string[],
    code: NoticeCode,
    about: NoticeSubject,
    now: Date,
  ): Promise<void> {
    await this.store.insertForHomesOf(tx, homeIds, code, about, halfDayAt(now, 'UTC'));
  }

  /** The coordinators of each home's partner, of each home. */
  async tellCoordinatorsOfHomes(tx: Queryable, homeIds: readonly string[], code: NoticeCode, now: Date): Promise<void> {
    await this.store.insertForCoordinatorsOf(tx, homeIds, code, halfDayAt(now, 'UTC'));
  }
}
