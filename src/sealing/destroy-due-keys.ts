/** Destroys the data keys whose time is over: what they sealed is erased with that, in every backup taken later. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../platform/jobs/sweep.js';
import { DataKeys } from './data-keys.js';

@Injectable()
export class DestroyDueKeys implements Sweep {
  readonly name = 'destroy-due-keys';

  constructor(private readonly dataKeys: DataKeys) {}

  run(now: Date): Promise<number> {
    return this.dataKeys.sweep(now);
  }
}
