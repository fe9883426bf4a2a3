/** A revoked key is dead here at once, and in every other process within ten seconds; it never comes back. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { Database } from '../platform/database/database.js';
import { PartnerKeyStore } from './partner-key.store.js';
import { PartnerKeys } from './partner-keys.js';

@Injectable()
export class RevokePartnerKey {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerKeyStore,
    private readonly keys: PartnerKeys,
    private readonly clock: Clock,
  ) {}

  /** `partnerId`: whose key it has to be; left out for the operator. */
  async execute(
    { keyId }: { readonly keyId: string },
    partnerId: string | null = null,
  ): Promise<{ revoked: true } | Refused> {
    if (!isPublicId(keyId)) return refuse('NOT_FOUND', ['keyId']);
    if (!(await this.store.revoke(this.database, keyId, partnerId, this.clock.now())))
      return refuse('NOT_FOUND', ['keyId']);
    this.keys.forget();
    return { revoked: true };
  }
}
