/** A key is followed by a new one, shown once; the old one goes on beside it until the overlap ends. Of two who rotate it at once, one does. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { hours, later } from '../kernel/duration.js';
import { isPublicId } from '../kernel/ids.js';
import { Database } from '../platform/database/database.js';
import { makePublishableKey, makeSecretKey, type PartnerKeyCreated } from './create-partner-key.js';
import { PartnerKeyStore } from './partner-key.store.js';
import { PartnerKeys } from './partner-keys.js';

export interface PartnerKeyRotated extends PartnerKeyCreated {
  /** Until when the old one works. */
  readonly oldEndsAt: Date;
}

export const LONGEST_OVERLAP_HOURS = 168;

@Injectable()
export class RotatePartnerKey {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerKeyStore,
    private readonly keys: PartnerKeys,
    private readonly clock: Clock,
  ) {}

  /** `partnerId`: whose key it has to be; left out for the operator. */
  async execute(
    { keyId, overlapHours }: { readonly keyId: string; readonly overlapHours: number },
    partnerId: string | null = null,
  ): Promise<PartnerKeyRotated | Refused> {
    if (!isPublicId(keyId)) return refuse('NOT_FOUND', ['keyId']);
    if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > LONGEST_OVERLAP_HOURS) {
      return refuse('QUANTITY_OUT_OF_RANGE', ['overlapHours']);
    }
    const now = this.clock.now();
    const oldEndsAt = later(now, hours(overlapHours));
    const made = await this.database.transaction(async (tx) => {
      const old = await this.store.lock(tx, keyId, partnerId);
      if (!old) return refuse('NOT_FOUND', ['keyId']);
      if (!old.stands) return refuse('WRONG_STATE', ['keyId']);
      const its = { ...old, createdOn: now.toISOString().slice(0, 10) };
      const { key, token } = old.kind === 'SECRET' ? makeSecretKey(its) : makePublishableKey(its);
      await this.store.endAt(tx, keyId, oldEndsAt);
      await this.store.insert(tx, { ...key, follows: keyId });
      return { keyId: key.id, token, oldEndsAt };
    });
    if (!isRefused(made)) this.keys.forget();
    return made;
  }
}
