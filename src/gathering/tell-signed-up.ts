/** Homes are told what becomes of what they signed up for, in the transaction that makes it so; each once, however many of it come. */
import { Injectable } from '@nestjs/common';
import type { NoticeCode } from '../notice/notice-code.js';
import { Notices } from '../notice/notices.js';
import type { Queryable } from '../platform/queryable.js';
import type { GatheringKind } from './domain/gathering.js';
import { SignUpStore } from './sign-up.store.js';

interface ToTellOf {
  readonly id: string;
  readonly kind: GatheringKind;
}

@Injectable()
export class TellSignedUp {
  constructor(
    private readonly store: SignUpStore,
    private readonly notices: Notices,
  ) {}

  /** Those who get a place now, since one has become free and it has not begun. */
  async movedUp(tx: Queryable, of: ToTellOf, now: Date): Promise<number> {
    await this.store.fill(tx, of.id, now);
    return this.each(tx, await this.store.takeMovedUp(tx, of.id), 'SIGN_UP_MOVED_UP', of, now);
  }

  async thoseWithPlace(tx: Queryable, code: NoticeCode, of: ToTellOf, now: Date): Promise<number> {
    return this.each(tx, await this.store.homesIn(tx, of.id, true), code, of, now);
  }

  /** Those who wait as well. */
  async all(tx: Queryable, code: NoticeCode, of: ToTellOf, now: Date): Promise<number> {
    return this.each(tx, await this.store.homesIn(tx, of.id, false), code, of, now);
  }

  private async each(
    tx: Queryable,
    homes: readonly string[],
    code: NoticeCode,
    { id, kind }: ToTellOf,
    now: Date,
  ): Promise<number> {
    if (homes.length > 0) await this.notices.tellHomesOf(tx, homes, code, { kind, id }, now);
    return homes.length;
  }
}
