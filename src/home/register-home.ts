/** A household registers itself; until somebody vouches for it, it sees nothing of requests. */
import { Injectable } from '@nestjs/common';
import type { CallingClient } from '../access/calling-client.js';
import { PersonSessions } from '../access/person-sessions.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { decidePassword } from '../kernel/password.js';
import type { PartnerViewer, PublicViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { decideRegistration, type RegistrationInput } from './domain/registration.js';
import { InvitedHomes } from './invited-homes.js';
import { NewHomes, type RegisteredHome } from './new-homes.js';
import { RegistrationLimit } from './registration-limit.js';
import { SealedRegistrations } from './sealed-registration.js';

@Injectable()
export class RegisterHome {
  constructor(
    private readonly database: Database,
    private readonly limit: RegistrationLimit,
    private readonly sealed: SealedRegistrations,
    private readonly homes: NewHomes,
    private readonly invited: InvitedHomes,
    private readonly sessions: PersonSessions,
    private readonly clock: Clock,
  ) {}

  /** A partner's server needs the scope for it; a frontend with a publishable key needs nothing. */
  async execute(
    viewer: PublicViewer | PartnerViewer,
    input: RegistrationInput & { readonly password: string; readonly invitation?: string | null },
    client: CallingClient,
  ): Promise<RegisteredHome | Refused> {
    if (viewer.kind === 'PARTNER' && !viewer.scopes.includes('REGISTER_HOMES')) return refuse('NOT_ALLOWED');
    const registration = decideRegistration(input);
    if (!registration.accepted) return registration;
    const password = decidePassword(input.password);
    if (!password.accepted) return password;
    const now = this.clock.now();
    const tooMany = await this.limit.count(client, now);
    if (tooMany) return tooMany;
    const place = await this.invited.placeOf(input.invitation ?? null, viewer.frontend?.partnerId ?? null, now);
    if (isRefused(place)) return place;
    const sealed = await this.sealed.seal(registration, password, place.partnerId, now);
    if (isRefused(sealed)) return sealed;
    const outcome = await this.database.transaction((tx) => this.homes.write(tx, registration, sealed, place, now));
    if (isRefused(outcome)) await this.sealed.discard(sealed);
    if (isRefused(outcome) || !place.invitation?.vouchedBy) return outcome;
    // With the word of whoever invited it, if that counted.
    const viewerNow = await this.sessions.viewerOf(outcome.session.token);
    return viewerNow?.kind === 'HOME' ? { ...outcome, viewer: viewerNow } : outcome;
  }
}
