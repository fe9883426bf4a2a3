/** Who belongs to a home is read by its own members: addresses by its keepers, and one's own by oneself. */
import { Injectable } from '@nestjs/common';
import { SealedPersons } from '../../access/sealed-persons.js';
import { Clock } from '../../kernel/clock.js';
import type { Refused } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import { type MemberRow, MemberStore } from './member.store.js';

export interface MemberOfHome extends MemberRow {
  readonly isYou: boolean;
  readonly email: string | null;
}

@Injectable()
export class ReadMembers {
  constructor(
    private readonly database: Database,
    private readonly store: MemberStore,
    private readonly persons: SealedPersons,
    private readonly clock: Clock,
  ) {}

  async of({ homeId, memberId, memberRole, partnerId }: HomeViewer): Promise<MemberOfHome[] | Refused> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const members = await this.store.of(tx, homeId);
      const readable = members.filter(({ id }) => memberRole === 'KEEPER' || id === memberId);
      const addresses = await this.persons.open(
        tx,
        readable.map(({ id }) => ({ personId: id, partnerId })),
        now,
      );
      return members.map((row) => ({
        ...row,
        isYou: row.id === memberId,
        email: addresses.get(row.id)?.email ?? null,
      }));
    });
  }
}
