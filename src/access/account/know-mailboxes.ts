/** Members and coordinators of before there were mailboxes are known by theirs as well: found out of the sealed address, and kept as a digest. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { BlindIndex } from '../../sealing/blind-index.js';
import { SealedPersons } from '../sealed-persons.js';
import { AccountStore } from './account.store.js';

const AT_ONCE = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class KnowMailboxes implements Sweep {
  readonly name = 'know-mailboxes';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: AccountStore,
    private readonly persons: SealedPersons,
    private readonly index: BlindIndex,
  ) {}

  async run(now: Date): Promise<number> {
    const { database } = this.owner;
    let known = 0;
    for (let after = FIRST_ID; ; ) {
      const people = await this.store.withoutMailbox(database, after, AT_ONCE);
      const addresses = await this.persons.openAsOwner(database, people, now);
      for (const [personId, { email }] of addresses) {
        await this.store.setMailbox(database, personId, this.index.digestMailbox(email));
        known += 1;
      }
      const last = people.at(-1);
      if (!last || people.length < AT_ONCE) return known;
      after = last.personId;
    }
  }
}
