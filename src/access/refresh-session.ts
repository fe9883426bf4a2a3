/** A session is prolonged by replacing its token: the old one is dead at once, and of two refreshes only one succeeds. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { personOf } from './person.js';
import { PersonSessions } from './person-sessions.js';
import type { SignedInPerson } from './sign-in.js';

@Injectable()
export class RefreshSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: PersonSessions,
  ) {}

  /** `alone` ends every other session of the person as well. */
  async execute(
    viewer: HomeViewer | CoordinatorViewer,
    token: string,
    alone: boolean,
  ): Promise<SignedInPerson | Refused> {
    const person = personOf(viewer);
    return this.database.transaction(async (tx) => {
      if (!(await this.sessions.hold(person, tx))) return refuse('WRONG_STATE');
      if (!(await this.sessions.close(token, tx))) return refuse('WRONG_STATE');
      if (alone) await this.sessions.closeAll(viewer, tx);
      return { viewer, session: await this.sessions.open(person, tx) };
    });
  }
}
