/** Between a proposal and a yes a home may have lost the word of others, its tier or its service: then no yes is taken any more. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { refusalOfStanding } from '../kernel/in-service.js';
import { reachesTier } from '../kernel/tier.js';
import { Settings } from '../platform/instance-parts.js';
import { ClaimStore } from './claim.store.js';
import { type ClaimTarget, ClaimTargetStore } from './claim-target.store.js';
import { decideAnotherClaim } from './domain/claim-caps.js';
import { consentsNeeded, isChildcareInPerson } from './domain/consents.js';
import type { ClaimInHand } from './take-step.js';

@Injectable()
export class HomeStillFits {
  constructor(
    private readonly claims: ClaimStore,
    private readonly targets: ClaimTargetStore,
    private readonly settings: Settings,
  ) {}

  /** Under the home's lock, so that nobody changes its standing meanwhile. `byHome`: the home is told what it lacks; others, that it does not fit. */
  async refusal({ tx, claim, now }: ClaimInHand, byHome: boolean): Promise<Refused | undefined> {
    const { homeId, requestId, occurrenceId, state } = claim;
    if (homeId === null || requestId === null || state.shape !== 'MEETING') return undefined;
    await this.claims.lockHome(tx, homeId);
    const target = await this.targets.find(tx, { requestId, occurrenceId, homeId, now });
    if (!target) return undefined;
    const standing = refusalOfStanding({
      vouched: target.homeTier !== 'NEW',
      paused: target.homePaused,
      // What it said while it had agreed holds: only its own new yes needs the newest agreement.
      agreed: !byHome || target.homeAgreed,
    });
    if (standing) return byHome ? standing : refuse('WRONG_STATE');
    if (!reachesTier(target.homeTier, target.minimumTier) || this.needsAnotherYes(target, claim)) {
      return refuse('DOES_NOT_FIT');
    }
    // This very claim is among those that are counted.
    const caps = this.settings.config;
    const another = decideAnotherClaim(target.homeTier, target.openClaims - 1, target.claimsThisWeek - 1, caps);
    return another.accepted ? undefined : another;
  }

  /** Of its present tier more people would have to say yes than were asked. */
  private needsAnotherYes(target: ClaimTarget, { state }: ClaimInHand['claim']): boolean {
    const { kind, acceptance, homeTier, skill, mode } = target;
    const { needed } = consentsNeeded({
      ...{ kind, acceptance, homeTier, proposedBy: state.proposedBy },
      childcareInPerson: isChildcareInPerson(skill, mode),
    });
    return needed.some((party) => !state.consentsNeeded.includes(party));
  }
}
