/** Where a new home joins: by an invitation the circle of whoever invited it, as far as that lets homes invite, else that of the frontend's partner or the host's. */
import { Injectable } from '@nestjs/common';
import { ReadCircles } from '../circle/read-circles.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { digestToken, isTokenOf } from '../sealing/opaque-token.js';
import { InvitationStore } from './membership/invitation.store.js';
import { VouchOfInvitation } from './vouch-of-invitation.js';

export interface PlaceOfNewHome {
  readonly circleId: string;
  readonly partnerId: string;
  readonly invitation: { readonly digest: Buffer; readonly vouchedBy: string | null } | null;
}

@Injectable()
export class InvitedHomes {
  constructor(
    private readonly database: Database,
    private readonly circles: ReadCircles,
    private readonly invitations: InvitationStore,
    private readonly vouches: VouchOfInvitation,
  ) {}

  async placeOf(
    invitation: string | null,
    frontendPartnerId: string | null,
    now: Date,
  ): Promise<PlaceOfNewHome | Refused> {
    if (invitation === null) {
      const { id, partnerId } = await this.circles.forNewHome(this.database, frontendPartnerId);
      return { circleId: id, partnerId, invitation: null };
    }
    const token = invitation.trim();
    const digest = digestToken(token);
    const its = isTokenOf('HOME_INVITATION', token) && (await this.invitations.ofNewHome(this.database, digest, now));
    if (!its) return refuse('INVITATION_INVALID', ['invitation']);
    const { circleId, partnerId, vouchedBy } = its;
    return { circleId, partnerId, invitation: { digest, vouchedBy } };
  }

  /** Before the home is written. Null when it may be; of two that bring the same invitation, one does. */
  async use(tx: Transaction, { invitation }: PlaceOfNewHome, now: Date): Promise<Refused | null> {
    if (!invitation || (await this.invitations.use(tx, invitation.digest, now))) return null;
    return refuse('INVITATION_INVALID', ['invitation']);
  }

  /** After it was written: who invited it is kept nowhere, but for the word of a coordinator who vouches. */
  async vouch(tx: Transaction, homeId: string, { invitation, partnerId }: PlaceOfNewHome, now: Date): Promise<void> {
    if (!invitation?.vouchedBy) return;
    await this.vouches.execute(tx, homeId, { coordinatorId: invitation.vouchedBy, partnerId }, now);
  }
}
