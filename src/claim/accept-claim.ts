/** Whoever a claim waits for says yes, if the home is still trained for it; with the family's yes its handoff is copied, with the last one the claim is accepted. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Accepted, Refused } from '../kernel/decision.js';
import { refusalOfStanding } from '../kernel/in-service.js';
import type { Viewer } from '../kernel/viewer.js';
import { familyKeyOf } from '../requester/family-key.js';
import { FamilyRings } from '../requester/family-rings.js';
import type { OpenRing } from '../requester/rings.js';
import { CertificatesOfHome } from '../training/certificates-of-home.js';
import type { ClaimRecord } from './claim-record.js';
import { decideAccept } from './domain/answer-claim.js';
import type { Party } from './domain/claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { HandoffCopies } from './handoff-copies.js';
import { HomeStillFits } from './home-still-fits.js';
import { answersOf } from './parties-of-viewer.js';
import { type ClaimInHand, TakeStep } from './take-step.js';

@Injectable()
export class AcceptClaim {
  constructor(
    private readonly steps: TakeStep,
    private readonly rings: FamilyRings,
    private readonly copies: HandoffCopies,
    private readonly certificates: CertificatesOfHome,
    private readonly home: HomeStillFits,
    private readonly clock: Clock,
  ) {}

  /** `by`: whose yes may be given this way; left out, all for whom the viewer speaks. */
  async execute(
    viewer: Viewer,
    claimId: string,
    by: readonly Party[] = answersOf(viewer),
  ): Promise<ClaimRecord | Refused> {
    const standing = viewer.kind === 'HOME' ? refusalOfStanding(viewer) : null;
    if (standing) return standing;
    const ring = viewer.kind === 'FAMILY' ? await this.rings.ofViewer(viewer, this.clock.now()) : null;
    return this.steps.execute(viewer, claimId, {
      by,
      byAnother: true,
      decide: ({ claim, speaksFor, now }) => decideAccept(claim.state, speaksFor, now),
      also: async (hand, step) =>
        (await this.lacksTraining(hand)) ??
        (await this.home.refusal(hand, viewer.kind === 'HOME')) ??
        this.copyHandoff(hand, step, ring),
    });
  }

  /** A certificate that was good when the claim was proposed may have ended since. */
  private async lacksTraining({ tx, claim: { homeId, requestId }, now }: ClaimInHand): Promise<Refused | undefined> {
    if (homeId === null || requestId === null) return undefined;
    return this.certificates.lacksFor(tx, homeId, requestId, now);
  }

  /** While the family is here, since nobody else opens its ring; at the latest when the claim is accepted. */
  private async copyHandoff(
    { tx, claim, now }: ClaimInHand,
    { value: { claim: state } }: Accepted<ClaimStep>,
    ring: OpenRing | null,
  ): Promise<Refused | undefined> {
    const { id, requestId, partnerId } = claim;
    if (requestId === null || (!ring && state.status !== 'ACCEPTED')) return undefined;
    const familyKey = ring && familyKeyOf(ring.ring, requestId);
    return this.copies.make(tx, { id, requestId, partnerId, plannedEndsAt: state.plannedEndsAt }, familyKey, now);
  }
}
