/** Every night the logs of who opened a handoff are gone through: that somebody touched one is noticed within a day. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { VerifyDisclosures } from '../audit/verify-disclosures.js';

@Injectable()
export class VerifyLogs implements Sweep {
  readonly name = 'verify-logs';

  constructor(private readonly disclosures: VerifyDisclosures) {}

  /** It changes nothing; what it finds is raised as an alarm. */
  async run(now: Date): Promise<number> {
    await this.disclosures.execute(now);
    return 0;
  }
}
