/** Writes all rings anew on a mark of the clock, so that neither their place on disk nor their transaction pairs one with a post. */
import { Injectable } from '@nestjs/common';
import type { Sweep } from '../platform/jobs/sweep.js';
import { Rings } from './rings.js';

@Injectable()
export class ReshuffleRings implements Sweep {
  readonly name = 'reshuffle-rings';

  constructor(private readonly rings: Rings) {}

  run(): Promise<number> {
    return this.rings.reshuffle();
  }
}
