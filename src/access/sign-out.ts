/** Signing out ends the session at once, and leaves nothing of it; a person may end all of its own. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { FamilySessions } from '../requester/family-sessions.js';
import { PersonSessions } from './person-sessions.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly sessions: PersonSessions,
    private readonly families: FamilySessions,
    private readonly clock: Clock,
  ) {}

  /** `everywhere` means nothing for a family: nobody can tell which sessions are of one family. */
  async execute(viewer: Viewer, token: string, everywhere: boolean): Promise<{ signedOut: true } | Refused> {
    if (viewer.kind === 'FAMILY') {
      await this.families.end(viewer.token, this.clock.now());
    } else if (viewer.kind === 'HOME' || viewer.kind === 'COORDINATOR') {
      if (everywhere) await this.sessions.closeAll(viewer);
      else await this.sessions.close(token);
    } else {
      return refuse('NOT_ALLOWED');
    }
    return { signedOut: true };
  }
}
