/** A home is in one circle of its partner: it joins by an invitation, and by leaving comes back to the partner's own. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import type { TrainingTopic } from '../../kernel/training-topic.js';

export const INVITATION_DAYS = 14;
/** Of one partner: coordinators read all of them at once. */
export const MOST_CIRCLES = 200;
/** A home invites those it knows, a coordinator a neighbourhood. */
export const MOST_USES = { HOME: 10, COORDINATOR: 50 } as const;
/** Of one home that nobody has used up. */
export const MOST_INVITATIONS_OF_HOME = 20;

export interface CircleInvited {
  readonly uses: number;
  readonly endsAt: Date;
}

export function decideInvite(uses: number, by: keyof typeof MOST_USES, now: Date): Decision<CircleInvited> {
  if (!Number.isInteger(uses) || uses < 1 || uses > MOST_USES[by]) return refuse('QUANTITY_OUT_OF_RANGE', ['uses']);
  return accept({ uses, endsAt: later(now, days(INVITATION_DAYS)) });
}

export interface JoinFacts {
  /** Of the home that brings the invitation. */
  readonly homePartnerId: string;
  readonly homeCircleId: string;
  /** Topics of its certificates that are good now. */
  readonly certificates: readonly TrainingTopic[];
}

/** What the invitation leads to; null when there is none such, it is used up or its time is over. */
export interface JoinedCircle {
  readonly id: string;
  readonly partnerId: string;
  readonly requiredTraining: TrainingTopic | null;
}

/** Claims that the home has open stay its own: it goes on seeing what it claimed. Nothing is used up by a refusal. */
export function decideJoin(circle: JoinedCircle | null, home: JoinFacts): Decision<JoinedCircle> {
  if (!circle || circle.partnerId !== home.homePartnerId) return refuse('INVITATION_INVALID');
  if (circle.id === home.homeCircleId) return refuse('WRONG_STATE');
  const needed = circle.requiredTraining;
  return needed === null || home.certificates.includes(needed) ? accept(circle) : refuse('CERTIFICATE_NEEDED');
}

export interface ClosingFacts {
  readonly isOwn: boolean;
  readonly homes: number;
  /** Requests in it that have not ended and are not known everywhere: without the circle they would be known to nobody, or to everybody. */
  readonly waiting: number;
}

export function decideClose({ isOwn, homes, waiting }: ClosingFacts): Decision<'CLOSED'> {
  if (isOwn) return refuse('WRONG_STATE');
  return homes > 0 || waiting > 0 ? refuse('CIRCLE_IN_USE') : accept('CLOSED');
}
