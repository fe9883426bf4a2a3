/** A home that is erased leaves nothing that points at a person: the keys of addresses first, and never back with a backup. */
import { Injectable } from '@nestjs/common';
import { type Confirmation, ConfirmPerson } from '../../access/account/confirm-person.js';
import type { CallingClient } from '../../access/calling-client.js';
import { SealedPersons } from '../../access/sealed-persons.js';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { KeepErasures } from '../../sealing/erasure/keep-erasures.js';
import { MemberStore } from '../membership/member.store.js';
import { CloseHome } from './close-home.js';
import { OwnHomeStore } from './own-home.store.js';
import { PartsOfHome } from './parts-of-home.js';

@Injectable()
export class EraseHome {
  constructor(
    private readonly database: Database,
    private readonly closing: CloseHome,
    private readonly members: MemberStore,
    private readonly store: OwnHomeStore,
    private readonly persons: SealedPersons,
    private readonly parts: PartsOfHome,
    private readonly confirm: ConfirmPerson,
    private readonly erasures: KeepErasures,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: HomeViewer,
    confirmation: Confirmation,
    client: CallingClient,
  ): Promise<{ readonly erased: true } | Refused> {
    if (viewer.memberRole !== 'KEEPER') return refuse('NOT_ALLOWED');
    const unconfirmed = await this.confirm.execute(viewer, confirmation, client);
    if (unconfirmed) return unconfirmed;
    const now = this.clock.now();
    const done = await this.database.transaction(async (tx) => {
      const closed = await this.closing.within(tx, viewer, now);
      if (isRefused(closed)) return closed;
      await this.erase(tx, viewer.homeId, now);
      return { erased: true } as const;
    });
    if (isRefused(done)) return done;
    // What the keys do not cover is noted as well before anybody is told that it is gone.
    await this.erasures.execute(now);
    return done;
  }

  /** One that was closed some time ago, by nobody in particular. False when there is nothing to do. */
  async ofClosed(homeId: string, now: Date): Promise<boolean> {
    const done = await this.database.transaction(async (tx) => {
      if (!(await this.store.lockClosed(tx, homeId))) return false;
      await this.erase(tx, homeId, now);
      return true;
    });
    return done === true;
  }

  /** The keys are the last step of the transaction: what could not be committed would else have no address any more. */
  private async erase(tx: Transaction, homeId: string, now: Date): Promise<void> {
    for (const part of this.parts.all) await part.erase?.(tx, homeId, now);
    const members = (await this.members.of(tx, homeId)).map(({ id }) => id);
    await this.members.delete(tx, members);
    await this.store.erase(tx, homeId, now.toISOString().slice(0, 10));
    await this.persons.erase(tx, members);
  }
}
