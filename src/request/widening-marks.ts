/** Requests widen on the marks of the clock on which they are published; where these are published at once, on whole minutes. */
import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../platform/instance-parts.js';
import type { Draw } from './domain/widening.js';

const MINUTE = 60_000;
const DRAWS = 2 ** 32;

@Injectable()
export class WideningMarks {
  constructor(private readonly settings: Settings) {}

  /** Between two marks. */
  get milliseconds(): number {
    return Math.max(this.settings.config.publishingMinutes, 1) * MINUTE;
  }

  /** Whether what is posted may be found at once: then its time begins to run with the post. */
  get atOnce(): boolean {
    return this.settings.config.publishingMinutes === 0;
  }

  draw(): Draw {
    return randomInt(DRAWS) / DRAWS;
  }
}
