/** A family comes back with its words alone: the code opens its ring, the ring a session. */
import { Injectable } from '@nestjs/common';
import type { CallingClient } from '../access/calling-client.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { type FamilyIsBack, viewerOfRing } from './family-is-back.js';
import { FamilySessions } from './family-sessions.js';
import { OpenWithCode } from './open-with-code.js';

@Injectable()
export class ReturnWithCode {
  constructor(
    private readonly codes: OpenWithCode,
    private readonly sessions: FamilySessions,
    private readonly clock: Clock,
  ) {}

  async execute(code: string, client: CallingClient): Promise<FamilyIsBack | Refused> {
    const now = this.clock.now();
    const opened = await this.codes.execute(code, client, now);
    if (isRefused(opened)) return opened;
    const session = await this.sessions.start(opened, now);
    return { session, viewer: viewerOfRing(opened, session.token) };
  }
}
