/** What is read of a claim, with its lines, in one piece. */
import type { ClaimRecord } from './claim-record.js';
import type { ClaimState } from './domain/claim.js';

export interface ClaimRead extends Omit<ClaimRecord, 'state'>, ClaimState {}

/** Of the claim under `c` and its request, if any, under `r`. Enum arrays are cast: the driver reads only arrays of text. */
export const CLAIM_COLUMNS = `c.id, c.request_id AS "requestId", c.occurrence_id AS "occurrenceId", c.offer_id AS "offerId", c.home_id AS "homeId",
  c.partner_id AS "partnerId", r.intake_coordinator_id AS "intakeCoordinatorId", c.planned_half AS "plannedHalf",
  c.planned_time_zone AS "plannedTimeZone", c.shape, c.kind, c.status, c.proposed_by AS "proposedBy",
  c.consents_needed::text[] AS "consentsNeeded", c.consents_given::text[] AS "consentsGiven", c.planned_ends_at AS "plannedEndsAt",
  c.lease_ends_at AS "leaseEndsAt", c.extended, c.accepted_at AS "acceptedAt", c.first_opened_at AS "firstOpenedAt",
  c.delivered_at AS "deliveredAt", c.disputed_at AS "disputedAt", c.ended_at AS "endedAt", c.end_reason AS "endReason",
  c.confirmed_by AS "confirmedBy",
  (SELECT json_agg(json_build_object('requestLineId', l.request_line_id, 'quantity', l.quantity, 'delivered', l.delivered,
     'offerLineId', l.offer_line_id, 'offerQuantity', l.offer_quantity, 'offerDelivered', l.offer_delivered)
     ORDER BY l.request_line_id, l.offer_line_id) FROM claim_line l WHERE l.claim_id = c.id) AS lines`;

export function recordOf(row: ClaimRead): ClaimRecord {
  const { id, requestId, occurrenceId, offerId, homeId, partnerId, intakeCoordinatorId, ...rest } = row;
  const { plannedHalf, plannedTimeZone, ...state } = rest;
  const joined = { id, requestId, occurrenceId, offerId, homeId, partnerId, intakeCoordinatorId };
  return { ...joined, plannedHalf, plannedTimeZone, state };
}
