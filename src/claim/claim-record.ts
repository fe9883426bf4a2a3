/** A claim as it is read: its state, what it joins, and who looks after it. */
import type { ClaimState } from './domain/claim.js';

export interface ClaimRecord {
  readonly id: string;
  /** Null, with the occurrence, in a giving claim. */
  readonly requestId: string | null;
  readonly occurrenceId: string | null;
  /** Null, with the home, in a receiving claim. */
  readonly offerId: string | null;
  readonly homeId: string | null;
  readonly partnerId: string;
  /** Who took the request in on the phone: may speak for the family. */
  readonly intakeCoordinatorId: string | null;
  readonly plannedHalf: number;
  /** The zone of the request's place; of the offer's in a giving claim. */
  readonly plannedTimeZone: string;
  readonly state: ClaimState;
}

/** A claim about to be written. */
export interface NewClaim extends ClaimRecord {
  /** The period of the offer that its lines draw from; null in a receiving claim. */
  readonly periodId: string | null;
}
