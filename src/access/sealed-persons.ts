/** E-mail and phone of a home's member or a coordinator: sealed under a key of their own, for their coordinators and the mail. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import type { Queryable } from '../platform/queryable.js';
import { DataKeys } from '../sealing/data-keys.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import { type SealedPersonRow, SealedPersonStore } from './sealed-person.store.js';

export type { SealedPersonRow } from './sealed-person.store.js';

/** A home's member or a coordinator. The partner is bound to the seal. */
export interface PersonOfPartner {
  readonly personId: string;
  readonly partnerId: string;
}

export interface PersonAddress {
  readonly email: string;
  readonly phone: string | null;
}

@Injectable()
export class SealedPersons {
  constructor(
    private readonly dataKeys: DataKeys,
    private readonly store: SealedPersonStore,
  ) {}

  /** Before the transaction that keeps it: the key is made in another database. */
  async seal(person: PersonOfPartner, address: PersonAddress, now: Date): Promise<SealedPersonRow> {
    const { id, key } = await this.dataKeys.create('PERSON', null, now);
    return { personId: person.personId, dataKeyId: id, box: sealJson(key, address, placeOf(person, id)) };
  }

  async keep(tx: Transaction, sealed: SealedPersonRow): Promise<void> {
    await tx.asOpener({ person: sealed.personId }, (opener) => this.store.insert(opener, sealed));
  }

  /** Another address in the place of the one before, whose key goes once this is committed. */
  async replace(tx: Transaction, sealed: SealedPersonRow): Promise<void> {
    const before = await tx.asOpener({ person: sealed.personId }, (opener) => this.store.replace(opener, sealed));
    if (before) tx.afterCommit(() => this.dataKeys.destroy([before]));
  }

  /** Of persons who are gone. The keys at once, since erasing is destroying keys; the rows in the transaction: let it be its last step. */
  async erase(tx: Transaction, personIds: readonly string[]): Promise<void> {
    const keys: string[] = [];
    for (const personId of personIds) {
      keys.push(...(await tx.asOpener({ person: personId }, (opener) => this.store.delete(opener, [personId]))));
    }
    await this.dataKeys.destroy(keys);
  }

  /** For what was sealed and, in the end, not kept. */
  async discard(sealed: SealedPersonRow): Promise<void> {
    await this.dataKeys.destroy([sealed.dataKeyId]);
  }

  /** By the person's id, in as many openings as there are persons. Whose key is gone is missing. */
  async open(tx: Transaction, persons: readonly PersonOfPartner[], now: Date): Promise<Map<string, PersonAddress>> {
    const rows: SealedPersonRow[] = [];
    for (const { personId } of persons) {
      rows.push(...(await tx.asOpener({ person: personId }, (opener) => this.store.find(opener, [personId]))));
    }
    return this.opened(rows, persons, now);
  }

  /** For sweeps that send mail: `owner` is the owner's connection. Whose key is gone is missing. */
  async openAsOwner(
    owner: Queryable,
    persons: readonly PersonOfPartner[],
    now: Date,
  ): Promise<Map<string, PersonAddress>> {
    const rows = await this.store.find(
      owner,
      persons.map(({ personId }) => personId),
    );
    return this.opened(rows, persons, now);
  }

  private async opened(rows: readonly SealedPersonRow[], persons: readonly PersonOfPartner[], now: Date) {
    const keys = await this.dataKeys.openMany(
      rows.map(({ dataKeyId }) => dataKeyId),
      now,
    );
    const personOf = new Map(persons.map((person) => [person.personId, person]));
    const addresses = new Map<string, PersonAddress>();
    for (const { personId, dataKeyId, box } of rows) {
      const person = personOf.get(personId);
      const key = keys.get(dataKeyId);
      const address = person && key ? openAddress(key, box, placeOf(person, dataKeyId)) : null;
      if (address) addresses.set(personId, address);
    }
    return addresses;
  }
}

function openAddress(key: Buffer, box: Buffer, place: SealContext): PersonAddress | null {
  try {
    return openJson<PersonAddress>(key, box, place);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function placeOf({ personId, partnerId }: PersonOfPartner, keyId: string): SealContext {
  return { table: 'sealed.person', column: 'box', rowId: personId, partnerId, keyId };
}
