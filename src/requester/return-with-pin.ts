/** A family comes back on its own phone: the phone's token and the PIN open its ring, the ring a session. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { type FamilyIsBack, viewerOfRing } from './family-is-back.js';
import { FamilySessions } from './family-sessions.js';
import { PhoneSessions } from './phone-sessions.js';

@Injectable()
export class ReturnWithPin {
  constructor(
    private readonly phones: PhoneSessions,
    private readonly sessions: FamilySessions,
    private readonly clock: Clock,
  ) {}

  /** Refuses with PIN_WRONG, PHONE_SIGNED_OUT or BUSY. */
  async execute(phoneToken: string, pin: string): Promise<FamilyIsBack | Refused> {
    const now = this.clock.now();
    const opened = await this.phones.open(phoneToken, pin, now);
    if (isRefused(opened)) return opened;
    const session = await this.sessions.start(opened, now, phoneToken);
    return { session, viewer: viewerOfRing(opened, session.token) };
  }
}
