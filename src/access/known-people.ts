/** Out of an e-mail and a password, the person they belong to; the work is the same whether or not there is one. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { Canaries } from '../sealing/canaries.js';
import { CredentialsStore } from './credentials.store.js';
import { Passwords } from './passwords.js';
import type { KnownPerson } from './person-sessions.js';

export type PersonKind = 'HOME' | 'COORDINATOR';

@Injectable()
export class KnownPeople {
  constructor(
    private readonly database: Database,
    private readonly store: CredentialsStore,
    private readonly passwords: Passwords,
    private readonly canaries: Canaries,
  ) {}

  /** Null when e-mail and password do not belong together. `as` chooses for whoever is both under one e-mail. */
  async find(emailDigest: Buffer, password: string, as: PersonKind | null): Promise<KnownPerson | null | Refused> {
    const { coordinator, member } = await this.store.find(this.database, emailDigest);
    const candidates = [
      as === 'HOME' || !coordinator
        ? null
        : { passwordHash: coordinator.passwordHash, person: { coordinatorId: coordinator.id } },
      as === 'COORDINATOR' || !member ? null : { passwordHash: member.passwordHash, person: { memberId: member.id } },
    ];
    const match = await this.passwords.firstMatch(
      password,
      candidates.map((candidate) => candidate?.passwordHash ?? null),
    );
    if (isRefused(match)) return match;
    if (match === null) this.canaries.watchEmail(emailDigest);
    return match === null ? null : (candidates[match] ?? null);
  }
}
