/** What a registration says is looked through, sealed, digested and hashed before anything is written: nothing of it is kept in the clear. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Passwords } from '../access/passwords.js';
import { type SealedPersonRow, SealedPersons } from '../access/sealed-persons.js';
import { type Accepted, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { Screening } from '../screening/screening.js';
import { BlindIndex } from '../sealing/blind-index.js';
import { ListingTexts } from '../sealing/listing-key.js';
import type { Registration } from './domain/registration.js';
import type { NewMember } from './home.store.js';
import { shortNamePlace } from './short-name.js';

export interface SealedRegistration {
  readonly homeId: string;
  readonly shortNameBox: Buffer;
  readonly member: NewMember;
  readonly person: SealedPersonRow;
}

@Injectable()
export class SealedRegistrations {
  constructor(
    private readonly index: BlindIndex,
    private readonly passwords: Passwords,
    private readonly texts: ListingTexts,
    private readonly persons: SealedPersons,
    private readonly screening: Screening,
  ) {}

  /** The address is bound to the partner. Refuses a name that leads to somebody, what is no phone number, and when too many hashes wait. */
  async seal(
    { value }: Accepted<Registration>,
    password: Accepted<string>,
    partnerId: string,
    now: Date,
  ): Promise<SealedRegistration | Refused> {
    if (this.screening.screen(value.name).length > 0) return refuse('NAME_TELLS_TOO_MUCH', ['name']);
    const phoneDigest = value.phone === null ? null : this.index.digestPhone(value.phone);
    if (value.phone !== null && phoneDigest === null) return refuse('PHONE_INVALID', ['phone']);
    const passwordHash = await this.passwords.hash(password.value);
    if (isRefused(passwordHash)) return passwordHash;
    const homeId = randomUUID();
    const id = randomUUID();
    return {
      homeId,
      shortNameBox: await this.texts.seal(value.name, shortNamePlace(homeId), now),
      member: {
        ...{ id, homeId, phoneDigest, passwordHash, joinedOn: now.toISOString().slice(0, 10) },
        ...{ emailDigest: this.index.digestEmail(value.email), mailboxDigest: this.index.digestMailbox(value.email) },
      },
      person: await this.persons.seal({ personId: id, partnerId }, { email: value.email, phone: value.phone }, now),
    };
  }

  /** It came to nothing. */
  async discard({ person }: SealedRegistration): Promise<void> {
    await this.persons.discard(person);
  }
}
