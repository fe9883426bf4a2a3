/** Of a member's passkeys, what can be told of them elsewhere: since when there is each, and when it was last used. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';
import { PasskeyStore } from './passkey.store.js';

@Injectable()
export class OwnPasskeyDates {
  constructor(private readonly store: PasskeyStore) {}

  async of(db: Queryable, memberId: string): Promise<{ addedOn: string; lastUsedOn: string | null }[]> {
    return (await this.store.of(db, { memberId })).map(({ addedOn, lastUsedOn }) => ({ addedOn, lastUsedOn }));
  }
}
