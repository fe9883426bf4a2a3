/** Which requests the partner that looks after them may learn of: on the first mark of the clock after the post, and at once who took one in. */
import type { CoordinatorViewer, PartnerViewer } from '../kernel/viewer.js';

/**
 * A condition on the request under `request` for the partner in the parameter `partner`. `coordinator`: the parameter with the id of the
 * coordinator who asks, null for a server of the partner.
 */
export function visibleToPartner(request: string, partner: string, coordinator: string): string {
  return `${request}.partner_id = ${partner}::uuid AND (${request}.published OR ${request}.intake_coordinator_id = ${coordinator}::uuid)`;
}

/** The same of one that somebody may have a claim on: what a family took from an offer meanwhile is no secret from those who look after it. */
export function knownToPartner(request: string, partner: string, coordinator: string): string {
  return `(${visibleToPartner(request, partner, coordinator)} OR (${request}.partner_id = ${partner}::uuid
    AND EXISTS (SELECT FROM claim taken WHERE taken.request_id = ${request}.id)))`;
}

/** Null for a server of the partner. */
export function coordinatorOf(viewer: CoordinatorViewer | PartnerViewer): string | null {
  return viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : null;
}

/** That the request under `request` asks for something, for its family and who took it in: they need not wait for a mark of the clock. */
export function asksForHelp(request: string): string {
  return `(${request}.listed OR (NOT ${request}.published AND request_is_wanted(${request}.id)))`;
}
