/** A family that has its own phone may keep it signed in for a week, behind a PIN. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { FamilyViewer } from '../kernel/viewer.js';
import { choosePin } from './domain/pin.js';
import { FamilySessions } from './family-sessions.js';
import { PhoneSessions } from './phone-sessions.js';

export interface PhoneKept {
  readonly phoneToken: string;
  readonly expiresAt: Date;
}

@Injectable()
export class StaySignedIn {
  constructor(
    private readonly sessions: FamilySessions,
    private readonly phones: PhoneSessions,
    private readonly clock: Clock,
  ) {}

  /** Refuses with PIN_UNFIT, NOT_FOUND when the ring was erased meanwhile, or BUSY. */
  async execute(viewer: FamilyViewer, typed: string): Promise<PhoneKept | Refused> {
    const now = this.clock.now();
    const pin = choosePin(typed);
    if (isRefused(pin)) return pin;
    const opened = await this.sessions.open(viewer.token, now);
    if (!opened) return refuse('NOT_FOUND');
    const kept = await this.phones.keep(opened, pin.value, now);
    if (isRefused(kept)) return kept;
    const { token: phoneToken, expiresAt } = kept;
    // Signing out of the session that is open now must take the phone along.
    if (!(await this.sessions.bindTo(viewer.token, phoneToken, now))) {
      await this.phones.end(phoneToken);
      return refuse('NOT_FOUND');
    }
    return { phoneToken, expiresAt };
  }
}
