/** An invitation is used once: whoever brings it first becomes the coordinator, with a password of their own. */
import { Injectable } from '@nestjs/common';
import { Passwords } from '../access/passwords.js';
import { type OpenedSession, PersonSessions } from '../access/person-sessions.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { decidePassword } from '../kernel/password.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { digestToken, isTokenOf } from '../sealing/opaque-token.js';
import { CoordinatorStore } from './coordinator.store.js';

export interface JoinedCoordinator {
  readonly viewer: CoordinatorViewer;
  readonly session: OpenedSession;
}

@Injectable()
export class JoinAsCoordinator {
  constructor(
    private readonly database: Database,
    private readonly store: CoordinatorStore,
    private readonly passwords: Passwords,
    private readonly sessions: PersonSessions,
    private readonly clock: Clock,
  ) {}

  async execute(input: {
    readonly invitation: string;
    readonly password: string;
  }): Promise<JoinedCoordinator | Refused> {
    const password = decidePassword(input.password);
    if (!password.accepted) return password;
    const now = this.clock.now();
    const invitation = input.invitation.trim();
    const digest = digestToken(invitation);
    // Looked up before the slow hash: only somebody who was invited may make us work.
    const invited = isTokenOf('INVITATION', invitation) && (await this.store.isInvited(this.database, digest, now));
    if (!invited) return refuse('INVITATION_INVALID');
    const passwordHash = await this.passwords.hash(password.value);
    if (isRefused(passwordHash)) return passwordHash;
    return this.database.transaction(async (tx) => {
      const joined = await this.store.join(tx, { digest, passwordHash, now });
      if (!joined) return refuse('INVITATION_INVALID');
      const session = await this.sessions.open({ coordinatorId: joined.id }, tx);
      const { id: coordinatorId, partnerId, roles } = joined;
      return { session, viewer: { kind: 'COORDINATOR', coordinatorId, partnerId, roles } };
    });
  }
}
