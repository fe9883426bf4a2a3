/** What working out one plan may take. */
import { Injectable } from '@nestjs/common';

@Injectable()
export class PlanLimits {
  /** For what cannot be solved in fractions alone; when they are over, the plan says how far from the best it may be. */
  wholeSeconds = 60;
  memoryMiB = 700;
}
