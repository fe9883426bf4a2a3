/** Removes the sessions of families that are over. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../platform/jobs/sweep.js';
import { FamilySessions } from './family-sessions.js';

@Injectable()
export class EndFamilySessions implements Sweep {
  readonly name = 'end-family-sessions';

  constructor(private readonly sessions: FamilySessions) {}

  run(now: Date): Promise<number> {
    return this.sessions.sweep(now);
  }
}
