/** What was tried is counted for an hour, and forgotten when that is over. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';

@Injectable()
export class ForgetAttempts implements Sweep {
  readonly name = 'forget-attempts';

  constructor(private readonly owner: OwnerDatabase) {}

  async run(now: Date): Promise<number> {
    const { rowCount } = await this.owner.database.query('sweep-attempts', 'DELETE FROM attempt WHERE expire <= $1', [
      now.getTime(),
    ]);
    return rowCount;
  }
}
