/** Whoever proposed a claim takes it back while it waits. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideRetract } from './domain/answer-claim.js';
import { answersOf } from './parties-of-viewer.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class RetractClaim {
  constructor(private readonly steps: TakeStep) {}

  execute(viewer: Viewer, claimId: string): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: answersOf(viewer),
      decide: ({ claim, speaksFor, now }) => decideRetract(claim.state, speaksFor, now),
    });
  }
}
