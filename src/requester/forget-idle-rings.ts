/** Erases the rings that nobody opened for 90 days. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../platform/jobs/sweep.js';
import { Rings } from './rings.js';

@Injectable()
export class ForgetIdleRings implements Sweep {
  readonly name = 'forget-idle-rings';

  constructor(private readonly rings: Rings) {}

  run(now: Date): Promise<number> {
    return this.rings.sweep(now);
  }
}
