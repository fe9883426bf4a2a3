/** Sessions of homes and coordinators that are over are removed: reads do not honour them in the meantime. */
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { PersonSessionStore } from './person-session.store.js';

@Injectable()
export class SweepSessions implements Sweep {
  readonly name = 'sessions';

  constructor(
    private readonly database: Database,
    private readonly store: PersonSessionStore,
  ) {}

  async run(now: Date): Promise<number> {
    return this.store.deleteExpired(this.database, now);
  }
}
