/** A family comes back with its words alone: the code opens its ring, the ring a session. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { FamilyViewer } from '../kernel/viewer.js';
import { FamilySessions } from './family-sessions.js';
import { OpenWithCode } from './open-with-code.js';

export interface FamilyIsBack {
  readonly session: { readonly token: string; readonly expiresAt: Date };
  readonly viewer: FamilyViewer;
}

@Injectable()
export class ReturnWithCode {
  constructor(
    private readonly codes: OpenWithCode,
    private readonly sessions: FamilySessions,
    private readonly clock: Clock,
  ) {}

  async execute(code: string, clientDigest: string): Promise<FamilyIsBack | Refused> {
    const now = this.clock.now();
    const opened = await this.codes.execute(code, clientDigest, now);
    if (isRefused(opened)) return opened;
    const session = await this.sessions.start(opened, now);
    const requestIds = new Set(opened.ring.requests.map(({ id }) => id));
    return { session, viewer: { kind: 'FAMILY', requestIds, token: session.token } };
  }
}
