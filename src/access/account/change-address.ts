/** An address is changed under a new seal; the home stays known by the one before, so that nothing that was hidden from it comes to light. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { decideEmail } from '../../kernel/email-address.js';
import { Notices } from '../../notice/notices.js';
import { Database } from '../../platform/database/database.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { BlindIndex } from '../../sealing/blind-index.js';
import { type PersonViewer, personIdOf, personOf, tellingOf } from '../person.js';
import { type PersonAddress, SealedPersons } from '../sealed-persons.js';
import { AccountStore } from './account.store.js';
import { HiddenClaims } from './hidden-claims.js';

export interface AddressChange {
  readonly email?: string;
  /** Null takes it away. */
  readonly phone?: string | null;
}

type Digests = { readonly email?: Buffer; readonly mailbox?: Buffer; readonly phone?: Buffer | null };

@Injectable()
export class ChangeAddress {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountStore,
    private readonly persons: SealedPersons,
    private readonly index: BlindIndex,
    private readonly hiddenClaims: HiddenClaims,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** Whoever asks has shown who they are. */
  async execute(viewer: PersonViewer, change: AddressChange): Promise<{ readonly changed: true } | Refused> {
    const digests = this.digestsOf(change);
    if (isRefused(digests)) return digests;
    const now = this.clock.now();
    const person = { personId: personIdOf(personOf(viewer)), partnerId: viewer.partnerId };
    const there = await this.database.transaction(async (tx) => this.persons.open(tx, [person], now));
    if (isRefused(there)) return there;
    const address = addressAfter(there.get(person.personId), change);
    // Nothing is left of it to put a number beside: the e-mail comes first.
    if (!address) return refuse('WRONG_STATE');
    const sealed = await this.persons.seal(person, address, now);
    const done = await this.database.transaction(async (tx) => {
      // The home before its member, as by whoever closes it.
      if (viewer.kind === 'HOME') await this.hiddenClaims.end(tx, viewer.homeId, allOf(digests), now);
      await this.write(tx, viewer, digests);
      await this.persons.replace(tx, sealed);
      const about = { kind: 'PERSON', id: person.personId } as const;
      await this.notices.tell(tx, tellingOf(viewer), 'ADDRESS_CHANGED', about, now);
      return { changed: true } as const;
    });
    if (isRefused(done)) await this.persons.discard(sealed);
    return done;
  }

  private digestsOf({ email, phone }: AddressChange): Digests | Refused {
    if (email !== undefined) {
      const address = decideEmail(email, ['email']);
      if (!address.accepted) return address;
      return { email: this.index.digestEmail(address.value), mailbox: this.index.digestMailbox(address.value) };
    }
    const digest = typeof phone === 'string' ? this.index.digestPhone(phone) : null;
    return typeof phone === 'string' && !digest ? refuse('PHONE_INVALID', ['phone']) : { phone: digest };
  }

  private async write(tx: Transaction, viewer: PersonViewer, { email, mailbox, phone }: Digests): Promise<void> {
    if (email && mailbox) await this.accounts.setEmail(tx, personOf(viewer), email, mailbox);
    if (phone !== undefined && viewer.kind === 'HOME') await this.accounts.setPhone(tx, viewer.memberId, phone);
  }
}

function allOf({ email, mailbox, phone }: Digests): Buffer[] {
  return [email, mailbox, phone].flatMap((digest) => digest ?? []);
}

function addressAfter(there: PersonAddress | undefined, { email, phone }: AddressChange): PersonAddress | null {
  const is = email?.normalize('NFKC').trim() ?? there?.email;
  return is === undefined ? null : { email: is, phone: phone === undefined ? (there?.phone ?? null) : phone };
}
