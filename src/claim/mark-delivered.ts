/** A home says that it delivered, and of what it brought less. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideMarkDelivered } from './domain/deliver-claim.js';
import type { ShortLine } from './domain/delivered-lines.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class MarkDelivered {
  constructor(private readonly steps: TakeStep) {}

  execute(viewer: HomeViewer, claimId: string, short: readonly ShortLine[] | null): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['HOME'],
      decide: ({ claim, now }) => decideMarkDelivered(claim.state, short, now),
    });
  }
}
