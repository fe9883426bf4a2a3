/** A person adds passkeys and takes them away, and keeps a way to sign in. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import { isPublicId } from '../../kernel/ids.js';
import { Notices } from '../../notice/notices.js';
import { Database } from '../../platform/database/database.js';
import { type Confirmation, ConfirmPerson } from '../account/confirm-person.js';
import type { CallingClient } from '../calling-client.js';
import { type PersonViewer, personIdOf, personOf, tellingOf } from '../person.js';
import { type OwnPasskey, PasskeyStore } from './passkey.store.js';
import { RegisterPasskey } from './register-passkey.js';
import type { CeremonyOptions } from './web-authn.js';

@Injectable()
export class OwnPasskeys {
  constructor(
    private readonly database: Database,
    private readonly store: PasskeyStore,
    private readonly registration: RegisterPasskey,
    private readonly confirm: ConfirmPerson,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async all(viewer: PersonViewer): Promise<OwnPasskey[]> {
    return this.store.of(this.database, personOf(viewer));
  }

  /** A session that somebody found open must not become a way in that lasts. */
  async startAdding(
    viewer: PersonViewer,
    confirmation: Confirmation,
    client: CallingClient,
  ): Promise<{ readonly options: CeremonyOptions } | Refused> {
    const unconfirmed = await this.confirm.execute(viewer, confirmation, client);
    if (unconfirmed) return unconfirmed;
    return { options: await this.registration.beginToAdd(this.database, personOf(viewer)) };
  }

  async finishAdding(viewer: PersonViewer, credential: string): Promise<OwnPasskey[] | Refused> {
    const person = personOf(viewer);
    const personId = personIdOf(person);
    const made = await this.registration.verify(credential, { purpose: 'ADD', personId }, ['credential']);
    if (!made.accepted) return made;
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await this.registration.keep(tx, person, made.value, now);
      await this.notices.tell(tx, tellingOf(viewer), 'PASSKEY_ADDED', { kind: 'PERSON', id: personId }, now);
      return this.store.of(tx, person);
    });
  }

  async startConfirming(viewer: PersonViewer): Promise<{ readonly options: CeremonyOptions }> {
    return { options: await this.registration.beginToConfirm(personOf(viewer)) };
  }

  /** The database refuses the last one of whoever has no password. */
  async remove(viewer: PersonViewer, passkeyId: string): Promise<OwnPasskey[] | Refused> {
    if (!isPublicId(passkeyId)) return refuse('NOT_FOUND', ['passkeyId']);
    const person = personOf(viewer);
    return this.database.transaction(async (tx) =>
      (await this.store.delete(tx, person, passkeyId)) ? this.store.of(tx, person) : refuse('NOT_FOUND', ['passkeyId']),
    );
  }
}
