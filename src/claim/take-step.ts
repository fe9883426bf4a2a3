/** Every step of a claim goes one way: lock, see who asks, decide, write, and do what follows, in one transaction. */
import { Injectable } from '@nestjs/common';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { type Accepted, type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import type { Party } from './domain/claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { FollowStep } from './follow-step.js';
import { partiesOf } from './parties-of-viewer.js';

/** A claim under its lock, and for whom the viewer speaks in it. */
export interface ClaimInHand {
  readonly tx: Transaction;
  readonly claim: ClaimRecord;
  readonly speaksFor: readonly Party[];
  readonly now: Date;
}

export interface StepToTake<Step extends ClaimStep> {
  /** Who may take it: a viewer that speaks for none of them, but has a part in the claim, is told so. */
  readonly by: readonly Party[];
  /** A coordinator takes it for no household of their own: somebody else does. */
  readonly byAnother?: true;
  readonly decide: (hand: ClaimInHand) => Decision<Step> | Promise<Decision<Step>>;
  /** What else has to be written with it, after the claim itself. */
  readonly also?: (hand: ClaimInHand, step: Accepted<Step>) => Promise<Refused | undefined>;
}

@Injectable()
export class TakeStep {
  constructor(
    private readonly database: Database,
    private readonly claims: ClaimStore,
    private readonly households: OwnHouseholds,
    private readonly follow: FollowStep,
    private readonly clock: Clock,
  ) {}

  /** The claim as it stands after the step. */
  async execute<Step extends ClaimStep>(
    viewer: Viewer,
    claimId: string,
    step: StepToTake<Step>,
  ): Promise<ClaimRecord | Refused> {
    if (!isPublicId(claimId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const claim = await this.claims.lock(tx, viewer, claimId);
      const parties = claim ? partiesOf(viewer, claim) : [];
      if (!claim || parties.length === 0) return refuse('NOT_FOUND');
      const speaksFor = parties.filter((party) => step.by.includes(party));
      if (speaksFor.length === 0) return refuse('NOT_ALLOWED');
      const own = step.byAnother && (await this.households.refusal(tx, viewer, claim.homeId));
      if (own) return own;
      const hand = { tx, claim, speaksFor, now };
      const decision = await step.decide(hand);
      if (!decision.accepted) return decision;
      await this.claims.write(tx, claimId, decision);
      const refused = await step.also?.(hand, decision);
      if (isRefused(refused)) return refused;
      await this.follow.execute(tx, claim, decision, speaksFor, now);
      return { ...claim, state: decision.value.claim };
    });
  }
}
