/** Removes the sessions of families that are over, and the phones whose week is. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../platform/jobs/sweep.js';
import { FamilySessions } from './family-sessions.js';
import { PhoneSessions } from './phone-sessions.js';

@Injectable()
export class EndFamilySessions implements Sweep {
  readonly name = 'end-family-sessions';

  constructor(
    private readonly sessions: FamilySessions,
    private readonly phones: PhoneSessions,
  ) {}

  async run(now: Date): Promise<number> {
    return (await this.sessions.sweep(now)) + (await this.phones.sweep(now));
  }
}
