/** Takes away plans whose time is over. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

@Injectable()
export class PastPlansStore {
  async forget(owner: Queryable, now: Date): Promise<number> {
    return (await owner.query('forget-plans', 'DELETE FROM dispatch_plan WHERE ends_at <= $1', [now])).rowCount;
  }
}
